namespace LessonLens.Media;

/// <summary>What a file is by its first bytes; its name is only somebody's word.</summary>
public enum FileKind
{
    Mov, Matroska, Avi, MpegTs,
    OtherVideo, Picture, Sound, Text, Archive, Document, Empty, Unknown,
}

public static class FileKinds
{
    /// <summary>ffmpeg's name of the one demuxer that may open it; null when none may.</summary>
    public static string? Demuxer(this FileKind kind) => kind switch
    {
        FileKind.Mov => "mov",
        FileKind.Matroska => "matroska",
        FileKind.Avi => "avi",
        FileKind.MpegTs => "mpegts",
        _ => null,
    };
}
