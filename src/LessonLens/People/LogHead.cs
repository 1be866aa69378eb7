using System.Globalization;

namespace LessonLens.People;

/// <summary>
/// Where a chain ends. Noted somewhere else, it finds out also who could rewrite the whole chain.
/// </summary>
public sealed record LogHead
{
    public required Guid SchoolId { get; init; }

    /// <summary>How many entries there are.</summary>
    public required long Sequence { get; init; }

    public required byte[] Hash { get; init; }

    /// <summary>"1204:9f86d0…": number and hash in hexadecimal digits.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Sequence}:{Convert.ToHexStringLower(Hash)}");
}
