using System.Security.Cryptography;
using System.Text;

namespace LessonLens.People;

/// <summary>
/// What grants access by being known: 128 random bits, of which only the hash is ever stored.
/// </summary>
internal static class Secret
{
    /// <summary>32 hexadecimal digits.</summary>
    public static string New() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    /// <summary>SHA-256: as random as it is, it needs no slow one.</summary>
    public static byte[] Hash(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));
}
