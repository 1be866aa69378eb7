using System.Text.Json;
using LessonLens.Shared;

namespace LessonLens.Archives;

/// <summary>
/// <c>lesson.json</c>, from which a lesson is brought in again: everything that its owner saw of it. Times of
/// the world are UTC, times of the recording milliseconds; people are named by their id in this file.
/// </summary>
public sealed record LessonFile
{
    public const string Name = "lesson.json";
    public const string FormatName = "lessonlens-lesson";
    public const int LatestVersion = 1;

    /// <summary>A field that a later version adds does not keep this one from reading the file.</summary>
    internal static JsonSerializerOptions Json { get; } = MakeOptions();

    public string Format { get; init; } = FormatName;
    public int Version { get; init; } = LatestVersion;
    public required DateTime ExportedAt { get; init; }
    public required string School { get; init; }
    public required FileLesson Lesson { get; init; }
    public required IReadOnlyList<FilePerson> People { get; init; }
    public required IReadOnlyList<FileRecording> Recordings { get; init; }
    public required IReadOnlyList<FileClip> Clips { get; init; }
    public required IReadOnlyList<FileFocus> Focuses { get; init; }
    public required IReadOnlyList<FileNote> Notes { get; init; }
    public required IReadOnlyList<FileReply> Replies { get; init; }
    public required IReadOnlyList<FileEvent> RoomLog { get; init; }
    public required IReadOnlyList<FileGrant> Grants { get; init; }

    /// <summary>Every other file beside this one.</summary>
    public required IReadOnlyList<ArchivedFile> Files { get; init; }

    private static JsonSerializerOptions MakeOptions()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web);
        WebSetup.BeStrict(options);
        options.UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Skip;
        // For people and programs that read files; it never stands in a page.
        options.Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        options.WriteIndented = true;
        return options;
    }
}

/// <param name="Path">Within the archive.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Sha256">Hexadecimal.</param>
public sealed record ArchivedFile(string Path, long Bytes, string Sha256);

public sealed record FileLesson
{
    public required Guid Id { get; init; }
    public required Guid OwnerId { get; init; }
    public required string Title { get; init; }
    public string? Subject { get; init; }
    public string? ClassName { get; init; }
    public DateOnly? TaughtOn { get; init; }
    public required DateTime CreatedAt { get; init; }
}

/// <summary>Without an e-mail address where they came from a file themselves.</summary>
public sealed record FilePerson
{
    public required Guid Id { get; init; }
    public required string Name { get; init; }
    public string? Email { get; init; }
}

public sealed record FileRecording
{
    public required Guid Id { get; init; }
    public string? FileName { get; init; }
    public required DateTime ArrivedAt { get; init; }

    /// <summary>It is the one that the lesson shows.</summary>
    public required bool Shown { get; init; }

    /// <summary>Within the archive.</summary>
    public required string Path { get; init; }
}

public sealed record FileClip
{
    public required Guid Id { get; init; }
    public required Guid RecordingId { get; init; }
    public required int FromMs { get; init; }
    public required int ToMs { get; init; }
    public required string Title { get; init; }
    public required DateTime CreatedAt { get; init; }

    /// <summary>Within the archive; null where it could not be made.</summary>
    public string? Path { get; init; }
}

public sealed record FileFocus
{
    public required int Version { get; init; }
    public required string Text { get; init; }
    public required Guid WrittenBy { get; init; }
    public required DateTime WrittenAt { get; init; }
}

/// <summary>A note, or what a deleted one that was answered left: its place.</summary>
public sealed record FileNote
{
    public required Guid Id { get; init; }

    /// <summary>Later changes have higher numbers; replies count with them.</summary>
    public required long Seq { get; init; }

    public Guid? AuthorId { get; init; }
    public required int AtMs { get; init; }
    public int? UntilMs { get; init; }
    public string Kind { get; init; } = "noticed";
    public string? About { get; init; }
    public string Text { get; init; } = "";
    public JsonElement? Drawing { get; init; }
    public bool Draft { get; init; }

    /// <summary>Others have seen it, at whatever time.</summary>
    public bool WasShared { get; init; } = true;

    public bool Deleted { get; init; }
    public bool Answered { get; init; }
    public int AnsweredEdit { get; init; }
    public int Edit { get; init; }
    public required DateTime CreatedAt { get; init; }
    public required DateTime ChangedAt { get; init; }
}

public sealed record FileReply
{
    public required Guid Id { get; init; }
    public required Guid NoteId { get; init; }
    public required long Seq { get; init; }
    public required Guid AuthorId { get; init; }
    public required string Text { get; init; }
    public int Edit { get; init; }
    public required DateTime CreatedAt { get; init; }
    public required DateTime ChangedAt { get; init; }
}

public sealed record FileEvent
{
    public required Guid PersonId { get; init; }
    public required string What { get; init; }
    public int? AtMs { get; init; }
    public required DateTime HappenedAt { get; init; }
}

/// <summary>To be read; nobody sees the lesson by being named here.</summary>
public sealed record FileGrant
{
    public required string Name { get; init; }
    public required string May { get; init; }
    public required string Reason { get; init; }
    public required DateTime Until { get; init; }
    public required DateTime GrantedAt { get; init; }
}
