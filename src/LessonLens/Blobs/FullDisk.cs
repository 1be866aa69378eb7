namespace LessonLens.Blobs;

/// <summary>How the system says that there is no room on a disk.</summary>
internal static class FullDisk
{
    // errno(3), which .NET on Linux passes on as it is.
    public const int NoSpace = 28;
    private const int QuotaExceeded = 122;

    public static bool IsMeant(IOException e) => e.HResult is NoSpace or QuotaExceeded;
}
