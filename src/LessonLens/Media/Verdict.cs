using LessonLens.Lessons;

namespace LessonLens.Media;

/// <summary>Why a recording cannot be watched: a code for programs, and for its teacher what is wrong,
/// what is safe, and what to do.</summary>
public sealed record Verdict(string Code, string Title)
{
    public static readonly Verdict Empty = new("empty",
        "This file is empty. Your lesson and its notes are safe. " +
        "Check that the recording plays on your device, then upload it again.");

    public static readonly Verdict NotAVideo = new("not-a-video",
        "This is not a video, whatever its name says. Your lesson is safe. " +
        "Choose the recording itself and upload it.");

    public static readonly Verdict Archive = new("not-a-video",
        "This is a packed folder (such as a zip file), not a video. Your lesson is safe. " +
        "Unpack it and upload the recording that is in it.");

    public static readonly Verdict Picture = new("picture",
        "This is a photo, not a video. Your lesson is safe. " +
        "Choose the recording of the lesson and upload it.");

    public static readonly Verdict NoPicture = new("no-picture",
        "We found sound in this file, but no picture. Your lesson and the file are safe. " +
        "If you recorded video too, upload that file instead.");

    public static readonly Verdict OtherVideo = new("unknown-kind",
        "We cannot read this kind of video file. The file is safe. " +
        "Save the recording as MP4 on your device, then upload it again.");

    public static readonly Verdict TooManyTracks = new("unknown-kind",
        "There are more tracks in this file than we can read (32 is the most). The file is safe. " +
        "Save the recording as an ordinary MP4 on your device, then upload it again.");

    public static readonly Verdict CutOff = new("cut-off",
        "The end of this file is missing, and without it nothing can be shown. What arrived is safe. " +
        "Check that the recording plays to its end on your device, then upload it again.");

    public static readonly Verdict IndexMissing = new("cut-off",
        "This recording was not finished: the part that says where its pictures are is missing. " +
        "What arrived is safe. If it plays on the device that made it, upload it again from there.");

    public static readonly Verdict PictureTooLarge = new("picture-too-large",
        "The picture is larger than we can show (8K is the most). The file is safe. " +
        "Save it in a smaller size, 1080p is plenty, and upload that.");

    public static readonly Verdict TooLong = new("too-long",
        "This file says that it lasts longer than 12 hours, which is the most that we can show. " +
        "It is safe. Cut the lesson out of it on your device, then upload that.");

    public static readonly Verdict UnknownCodec = new("unknown-codec",
        "This recording is written in a way that we cannot read. The file is safe. " +
        "Save it as MP4 (H.264) on your device, then upload it again.");

    public static readonly Verdict SoundUnreadable = new("sound-unreadable",
        "The sound of this recording is written in a way that we cannot read, so it plays without. The " +
        "file is safe. Save it as MP4 (H.264 with AAC) on your device, then upload that.");

    public static readonly Verdict Locked = new("unknown-codec",
        "This recording is locked (encrypted), and only the program that made it can open it. The file is " +
        "safe. Save it there as an ordinary MP4 (H.264), then upload that.");

    public static readonly Verdict Unreadable = new("unreadable",
        "We could not find a picture in this file that can be shown; it may be damaged. The file is safe. " +
        "Check that it plays on your device, then upload it again.");

    /// <summary>Nothing is wrong with the file that we know of; the fault is ours.</summary>
    public static readonly Verdict Interrupted = new("interrupted",
        "We could not make this recording watchable, and it may be our fault. The file is safe. " +
        "Try again later; if it happens again, tell the person who looks after LessonLens.");

    public static Verdict StopsEarly(TimeSpan there, TimeSpan expected) => new("stops-early",
        $"This recording stops after {Spoken.Of(there, expected)}. What is there is safe and can be " +
        "watched. If the whole of it plays on your device, upload it again.");

    public Failure ToFailure() => new(Code, Title);

    public static Verdict? OfKind(FileKind kind) => kind switch
    {
        FileKind.Empty => Empty,
        FileKind.Picture => Picture,
        FileKind.Sound => NoPicture,
        FileKind.Archive => Archive,
        FileKind.OtherVideo => OtherVideo,
        _ when kind.Demuxer() is null => NotAVideo,
        _ => null,
    };
}

internal static class Spoken
{
    /// <summary>"26 of 60 minutes", or in seconds where minutes would say nothing.</summary>
    public static string Of(TimeSpan part, TimeSpan whole) => whole >= TimeSpan.FromMinutes(3)
        ? $"{Math.Floor(part.TotalMinutes)} of {Math.Round(whole.TotalMinutes)} minutes"
        : $"{Math.Floor(part.TotalSeconds)} of {Math.Round(whole.TotalSeconds)} seconds";
}
