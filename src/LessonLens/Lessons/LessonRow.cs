using LessonLens.People;

namespace LessonLens.Lessons;

/// <summary>One row of the query that all reads of lessons share.</summary>
internal sealed record LessonRow
{
    public const string Select = """
        select l.id, l.title, l.subject, c.name as class_name, l.taught_on, nullif(f.text, '') as focus,
            p.id as owner_id, p.name as owner_name, v.may, l.created_at, l.imported_at,
            r.id as recording_id, r.state, r.playable, r.progress, r.duration_ms, r.width, r.height,
            r.failure_code, r.failure_title,
            case when r.state = 'processing' then recordings_ahead(r.id) end as ahead
        from visible_lessons(@me) v
        join lessons l on l.id = v.lesson_id
        join people p on p.id = l.owner_id
        left join classes c on c.id = l.class_id
        left join recordings r on r.id = l.recording_id
        left join lateral (
            select text from focuses where lesson_id = l.id order by version desc limit 1) f on true
        """;

    public required Guid Id { get; init; }
    public required string Title { get; init; }
    public string? Subject { get; init; }
    public string? ClassName { get; init; }
    public DateOnly? TaughtOn { get; init; }
    public string? Focus { get; init; }
    public required Guid OwnerId { get; init; }
    public required string OwnerName { get; init; }
    public required string May { get; init; }
    public required DateTime CreatedAt { get; init; }
    public DateTime? ImportedAt { get; init; }
    public Guid? RecordingId { get; init; }
    public string? State { get; init; }
    public bool? Playable { get; init; }
    public float? Progress { get; init; }
    public int? Ahead { get; init; }
    public int? DurationMs { get; init; }
    public int? Width { get; init; }
    public int? Height { get; init; }
    public string? FailureCode { get; init; }
    public string? FailureTitle { get; init; }

    public Lesson ToLesson() => new()
    {
        Id = Id,
        Title = Title,
        Subject = Subject,
        ClassName = ClassName,
        TaughtOn = TaughtOn,
        Focus = Focus,
        Owner = new Person { Id = OwnerId, Name = OwnerName },
        May = Enum.Parse<May>(May, ignoreCase: true),
        CreatedAt = CreatedAt,
        ImportedAt = ImportedAt,
        Recording = ToRecording(),
    };

    private Recording ToRecording() => State is null ? Recording.None : new Recording
    {
        Id = RecordingId,
        State = Enum.Parse<RecordingState>(State, ignoreCase: true),
        Playable = Playable == true,
        // A recording of 12 hours still moves every few seconds.
        Progress = Math.Round(Progress ?? 0, 4),
        Ahead = Ahead,
        DurationMs = DurationMs,
        Width = Width,
        Height = Height,
        Failure = FailureCode is null ? null : new Failure(FailureCode, FailureTitle!),
    };
}
