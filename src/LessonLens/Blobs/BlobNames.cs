using System.Text.RegularExpressions;

namespace LessonLens.Blobs;

/// <summary>
/// Every blob's name is made here, from ids only: nothing that a user wrote is ever part of one.
/// </summary>
public static partial class BlobNames
{
    public static string Original(Guid uploadId) => $"originals/{uploadId:N}";

    /// <param name="renditionId">New for each attempt, so that a name is never written twice.</param>
    /// <param name="number">0 is the initialisation segment.</param>
    public static string Segment(Guid renditionId, int number) => $"renditions/{renditionId:N}/{number}";

    public static string Poster(Guid posterId) => $"posters/{posterId:N}";

    public static string Sprite(Guid thumbnailsId, int number) => $"sprites/{thumbnailsId:N}/{number}";

    public static string Peaks(Guid peaksId) => $"peaks/{peaksId:N}";

    public static string Still(Guid stillId) => $"stills/{stillId:N}";

    /// <param name="attemptId">Not the clip's: each time that it is cut it gets a new one.</param>
    public static string Clip(Guid attemptId) => $"clips/{attemptId:N}";

    /// <summary>Belongs to no lesson, so no ledger knows it and nothing sweeps it.</summary>
    public static string ProtectionKey(Guid keyId) => $"keys/{keyId:N}";

    /// <summary>By its number alone, so that whoever knows one finds the next.</summary>
    public static string Erasure(long number) => $"erasures/{Guid.Empty:N}/{number}";

    /// <summary>The last line of defence before a name becomes a path.</summary>
    internal static string Checked(string name) =>
        Shape().IsMatch(name) ? name : throw new ArgumentException("Not a name of ours.", nameof(name));

    [GeneratedRegex(@"\A[a-z]+/[0-9a-f]{32}(/[0-9]+)?\z")]
    private static partial Regex Shape();
}
