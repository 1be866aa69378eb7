using System.Text.Json;

namespace LessonLens.People;

/// <summary>An entry of a school's log with the names that are still known, for who looks after it.</summary>
public sealed record LogLine
{
    /// <summary>Its place in the log.</summary>
    public required long Number { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime At { get; init; }

    /// <summary>UTC; until when a visit lasted, to the minute. Null for what is done in a moment.</summary>
    public DateTime? Until { get; init; }

    public required string Act { get; init; }
    public Guid? ActorId { get; init; }
    public string? Actor { get; init; }

    /// <summary>To whom it was done: a person or a group.</summary>
    public Guid? AboutId { get; init; }
    public string? About { get; init; }

    /// <summary>Which lesson it was about, or narrowed to.</summary>
    public Guid? LessonId { get; init; }
    public string? Title { get; init; }
    public string? Group { get; init; }
    public required string Detail { get; init; }

    /// <summary>Why somebody asked to see a lesson for safeguarding.</summary>
    public string? Reason { get; init; }

    public string Who => ActorId is null ? "" : Actor ?? "Somebody who has left";
    public string Whom => AboutId is null ? "" : About ?? "somebody who has left";
    public string Lesson =>
        LessonId is null ? "" : Title is null ? "a lesson that is gone" : $"“{Title}”";

    public string Sentence
    {
        get
        {
            var detail = JsonElement.Parse(Detail);
            return LogWords.Sentence(new LogTelling
            {
                Act = Act,
                Who = ActorId is null ? null : Who,
                Whom = Whom,
                IsTheirOwn = AboutId is null || AboutId == ActorId,
                It = detail.TryGetProperty("clip", out _) ? $"a clip of {Lesson}" : Lesson,
                Of = $" of {Lesson}",
                Group = Group,
                Detail = detail,
            });
        }
    }
}

/// <summary>A part of the log, the newest first.</summary>
public sealed record LogPart(IReadOnlyList<LogLine> Lines)
{
    public bool HasOlder { get; init; }
    public bool HasNewer { get; init; }
}
