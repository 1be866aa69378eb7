using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace LessonLens.People;

/// <summary>An entry as it lies in the table.</summary>
internal sealed record LogRow
{
    public required Guid SchoolId { get; init; }
    public required long Sequence { get; init; }
    public required DateTime At { get; init; }
    public Guid? ActorId { get; init; }
    public required string Act { get; init; }
    public Guid? LessonId { get; init; }
    public Guid? AboutId { get; init; }

    /// <summary>As PostgreSQL writes a jsonb.</summary>
    public required string Detail { get; init; }

    public required byte[] Previous { get; init; }
    public required byte[] Hash { get; init; }

    /// <summary>
    /// What its hash must be: SHA-256 over its columns but the last, in their order, one a line; the time in
    /// microseconds since 1970, what is null empty.
    /// </summary>
    public byte[] Seal() => SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n',
        SchoolId, Sequence.ToString(CultureInfo.InvariantCulture),
        ((At - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond)
            .ToString(CultureInfo.InvariantCulture),
        ActorId, Act, LessonId, AboutId, Detail, Convert.ToHexStringLower(Previous))));
}
