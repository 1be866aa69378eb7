namespace LessonLens.Uploads;

/// <summary>A recording on its way.</summary>
public sealed record Upload
{
    public required Guid Id { get; init; }

    /// <summary>The secret in its URL.</summary>
    public required string Key { get; init; }

    public required Guid LessonId { get; init; }
    public required Guid PersonId { get; init; }
    public required Guid RecordingId { get; init; }

    /// <summary>Bytes in all.</summary>
    public required long Length { get; init; }

    /// <summary>Bytes that are safe.</summary>
    public required long Arrived { get; init; }

    /// <summary><c>Upload-Metadata</c> as it was sent.</summary>
    public required string Metadata { get; init; }

    public string? FileName { get; init; }
    public required string Blob { get; init; }

    /// <summary>Nothing has come for a while: somebody has to go on with it.</summary>
    public bool StandsStill { get; init; }
}

/// <summary>What a page needs to offer going on with an upload.</summary>
public sealed record UnfinishedUpload
{
    public required string Url { get; init; }
    public required Guid LessonId { get; init; }
    public string? Filename { get; init; }

    /// <summary>Bytes.</summary>
    public required long Length { get; init; }

    /// <summary>Bytes that have arrived.</summary>
    public required long Offset { get; init; }
}
