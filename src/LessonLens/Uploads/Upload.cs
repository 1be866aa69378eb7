namespace LessonLens.Uploads;

/// <summary>A recording on its way, or a part of one.</summary>
public sealed record Upload
{
    public required Guid Id { get; init; }

    /// <summary>The secret in its URL.</summary>
    public required string Key { get; init; }

    public required Guid PersonId { get; init; }

    /// <summary>Null for a part that does not say yet what it is a part of.</summary>
    public Guid? LessonId { get; init; }

    /// <summary>Null for a part: only the whole is a recording.</summary>
    public Guid? RecordingId { get; init; }

    /// <summary>Bytes in all; null as long as the client does not know it (creation-defer-length).</summary>
    public long? Length { get; init; }

    /// <summary>Bytes that are safe.</summary>
    public required long Arrived { get; init; }

    /// <summary>How many pieces they came in.</summary>
    public required int Blocks { get; init; }

    /// <summary><c>Upload-Metadata</c> as it was sent.</summary>
    public required string Metadata { get; init; }

    public string? FileName { get; init; }

    /// <summary>Null once it has expired and its bytes are gone.</summary>
    public string? Blob { get; init; }

    public bool IsPart { get; init; }

    /// <summary><c>Upload-Concat</c> as it was sent; null for most.</summary>
    public string? Concat { get; init; }

    public DateTime? FinishedAt { get; init; }

    /// <summary>Null when it stays: a whole recording does not expire.</summary>
    public DateTime? ExpiresAt { get; init; }

    public bool IsExpired { get; init; }

    /// <summary>Nothing has come for a while: somebody has to go on with it.</summary>
    public bool StandsStill { get; init; }

    /// <summary>Put together from parts; nobody writes to it.</summary>
    public bool IsJoined => Concat is not null && !IsPart;

    public bool IsWhole => Arrived == Length;
}

/// <summary>What a page needs to offer going on with an upload.</summary>
public sealed record UnfinishedUpload
{
    public required string Url { get; init; }
    public required Guid LessonId { get; init; }
    public string? Filename { get; init; }

    /// <summary>Bytes; null as long as that is not known.</summary>
    public required long? Length { get; init; }

    /// <summary>Bytes that have arrived.</summary>
    public required long Offset { get; init; }
}
