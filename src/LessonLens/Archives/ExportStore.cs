using Dapper;
using LessonLens.Database;

namespace LessonLens.Archives;

/// <summary>What an archive needs beside what the lesson's pages show; of one's own lessons.</summary>
public sealed class ExportStore(Db db)
{
    public async Task<IReadOnlyList<Guid>> MyLessons(Guid me, CancellationToken stop)
    {
        await using var connection = await db.Open(stop);
        return (await connection.QueryAsync<Guid>(
            "select lesson_id from visible_lessons(@me) where may = 'own' order by lesson_id", new { me }))
            .ToList();
    }

    internal async Task<string> SchoolOf(Guid me, Guid lesson, CancellationToken stop)
    {
        await using var connection = await db.Open(stop);
        return await connection.QuerySingleOrDefaultAsync<string>("""
            select s.name from visible_lessons(@me) v join lessons l on l.id = v.lesson_id
            join schools s on s.id = l.school_id where l.id = @lesson
            """, new { me, lesson }) ?? "";
    }

    /// <returns>Each with the blob that it is kept in; its path is the archive's to say.</returns>
    internal async Task<IReadOnlyList<(FileRecording Recording, string Blob)>> Recordings(
        Guid me, Guid lesson, CancellationToken stop)
    {
        await using var connection = await db.Open(stop);
        return (await connection.QueryAsync<FileRecording, string, (FileRecording, string)>("""
            select r.id, r.file_name, r.arrived_at, r.id is not distinct from l.recording_id as shown, r.blob
            from visible_lessons(@me) v join lessons l on l.id = v.lesson_id
            join recordings r on r.lesson_id = l.id
            where v.may = 'own' and l.id = @lesson and r.arrived_at is not null order by r.id
            """, (recording, blob) => (recording, blob), new { me, lesson }, splitOn: "blob")).ToList();
    }

    /// <returns>Each with its blob; null where it could not be made.</returns>
    internal async Task<IReadOnlyList<(FileClip Clip, string? Blob)>> Clips(
        Guid me, Guid lesson, CancellationToken stop)
    {
        await using var connection = await db.Open(stop);
        return (await connection.QueryAsync<FileClip, string?, (FileClip, string?)>("""
            select c.id, c.recording_id, c.from_ms, c.to_ms, c.title, c.created_at, c.blob
            from visible_lessons(@me) v join clips c on c.lesson_id = v.lesson_id
            where v.may = 'own' and c.lesson_id = @lesson order by c.from_ms, c.id
            """, (clip, blob) => (clip, blob), new { me, lesson }, splitOn: "blob")).ToList();
    }

    /// <summary>With the addresses of those who have one: who only came with a file has none.</summary>
    internal async Task<IReadOnlyList<FilePerson>> People(IEnumerable<Guid> ids, CancellationToken stop)
    {
        await using var connection = await db.Open(stop);
        return (await connection.QueryAsync<FilePerson>("""
            select id, name, case when only_in_lesson is null then email end as email
            from people where id = any(@ids) order by id
            """, new { ids = ids.Distinct().ToArray() })).ToList();
    }

    /// <summary>
    /// What I wrote in the lessons of others. Where one is not shared with me any more, its title is not mine
    /// to take.
    /// </summary>
    internal async Task<IReadOnlyList<WordsElsewhere>> WordsElsewhere(Guid me, CancellationToken stop)
    {
        await using var connection = await db.Open(stop);
        return (await connection.QueryAsync<WordsElsewhere>("""
            select w.id, w.answers, w.lesson_id, case when v.lesson_id is not null then l.title end as lesson,
                w.at_ms, w.text, w.draft, w.drawing::text as drawing, w.created_at
            from (
                select id, null::uuid as answers, lesson_id, at_ms, text, draft, drawing, created_at
                from annotations where author_id = @me and deleted_at is null
                union all
                select r.id, r.annotation_id, r.lesson_id, a.at_ms, r.text, false, null, r.created_at
                from replies r join annotations a on a.id = r.annotation_id
                where r.author_id = @me and r.deleted_at is null) w
            join lessons l on l.id = w.lesson_id and l.owner_id <> @me and l.deleted_at is null
            left join visible_lessons(@me) v on v.lesson_id = l.id
            order by w.created_at, w.id
            """, new { me })).ToList();
    }
}

/// <summary>A note of mine, or a reply, in somebody else's lesson.</summary>
public sealed record WordsElsewhere
{
    public required Guid Id { get; init; }

    /// <summary>The note that a reply answers.</summary>
    public Guid? Answers { get; init; }

    public required Guid LessonId { get; init; }
    public string? Lesson { get; init; }
    public required int AtMs { get; init; }
    public required string Text { get; init; }
    public required bool Draft { get; init; }

    /// <summary>As JSON.</summary>
    public string? Drawing { get; init; }

    public required DateTime CreatedAt { get; init; }
}
