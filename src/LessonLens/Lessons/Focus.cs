using System.Globalization;
using Dapper;
using LessonLens.Database;
using LessonLens.People;

namespace LessonLens.Lessons;

/// <summary>
/// One version of the owner's question; an empty text means that there was none from then on.
/// </summary>
public sealed record Focus
{
    public required int Version { get; init; }
    public required string Text { get; init; }
    public required Person WrittenBy { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime WrittenAt { get; init; }
}

/// <summary>"The question was restated", as it travels between processes.</summary>
public sealed record FocusNotice(Guid LessonId, int Version)
{
    public const string Topic = "focus";

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{LessonId} {Version}");

    public static FocusNotice? Parse(string payload) => payload.Split(' ') is [var lesson, var version]
        ? new FocusNotice(Guid.Parse(lesson), int.Parse(version, CultureInfo.InvariantCulture))
        : null;
}

/// <summary>The versions of a lesson's focus; a new one is made by changing the lesson.</summary>
public sealed class FocusStore(Db db)
{
    /// <summary>The first one first; nothing for whoever may not see the lesson.</summary>
    public async Task<IReadOnlyList<Focus>> Versions(Guid me, Guid lessonId, CancellationToken stop = default)
    {
        await using var connection = await db.Open(stop);
        var rows = await connection.QueryAsync<(
            int Version, string Text, Guid By, string Name, DateTime At)>("""
            select f.version, f.text, f.written_by, p.name, f.written_at
            from visible_lessons(@me) v
            join focuses f on f.lesson_id = v.lesson_id
            join people p on p.id = f.written_by
            where v.lesson_id = @lessonId
            order by f.version
            """, new { me, lessonId });
        return rows.Select(row => new Focus
        {
            Version = row.Version,
            Text = row.Text,
            WrittenBy = new Person { Id = row.By, Name = row.Name },
            WrittenAt = row.At,
        }).ToList();
    }

    /// <summary>A new version, unless it says the same as the last.</summary>
    internal static async Task Restate(Change change, Guid me, Guid lessonId, string? focus)
    {
        var version = await change.Connection.QuerySingleOrDefaultAsync<int?>("""
            insert into focuses (lesson_id, version, text, written_by)
            select @lessonId, coalesce(max(version), 0) + 1, @text, @me
            from focuses where lesson_id = @lessonId
            having coalesce((array_agg(text order by version desc))[1], '') <> @text
            returning version
            """, new { lessonId, me, text = focus?.Trim() ?? "" });
        if (version is { } made)
            change.Tell(FocusNotice.Topic, new FocusNotice(lessonId, made).ToString());
    }
}
