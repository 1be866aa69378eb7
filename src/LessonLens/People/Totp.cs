using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace LessonLens.People;

/// <summary>
/// Codes of six digits from a shared secret and the time (TOTP, RFC 6238, over HOTP, RFC 4226), with what
/// every authenticator app takes: HMAC-SHA1 and steps of 30 s.
/// </summary>
public static class Totp
{
    public const int Digits = 6;
    private const int SecondsOfStep = 30;
    private const string Base32Digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /// <summary>As long as the hash, as RFC 4226 (section 4, R6) recommends: 160 bits.</summary>
    public static byte[] NewSecret() => RandomNumberGenerator.GetBytes(20);

    public static long StepAt(DateTimeOffset time) => time.ToUnixTimeSeconds() / SecondsOfStep;

    public static string Code(ReadOnlySpan<byte> secret, long step)
    {
        Span<byte> counter = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
        Span<byte> hash = stackalloc byte[HMACSHA1.HashSizeInBytes];
#pragma warning disable CA5350 // SHA-1 is what the apps have; HMAC does not need it free of collisions.
        HMACSHA1.HashData(secret, counter, hash);
#pragma warning restore CA5350
        // Dynamic truncation (RFC 4226, 5.3).
        var number = BinaryPrimitives.ReadInt32BigEndian(hash[(hash[^1] & 0xf)..]) & 0x7fffffff;
        return (number % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }

    /// <summary>A phone's clock may be one step off, either way. A code is good once.</summary>
    /// <param name="secret">The shared one.</param>
    /// <param name="code">What somebody typed.</param>
    /// <param name="now">By our clock.</param>
    /// <param name="after">The last step that was used.</param>
    /// <returns>The step whose code it is, to be remembered as used; null when it is wrong.</returns>
    public static long? Match(ReadOnlySpan<byte> secret, string code, DateTimeOffset now, long after)
    {
        long? found = null;
        var typed = Encoding.UTF8.GetBytes(code);
        for (var step = StepAt(now) - 1; step <= StepAt(now) + 1; step++)
            if (CryptographicOperations.FixedTimeEquals(typed, Encoding.UTF8.GetBytes(Code(secret, step)))
                && step > after) found = step;
        return found;
    }

    /// <summary>For typing it into an app (RFC 4648, 6; 20 bytes need no padding).</summary>
    public static string Base32(ReadOnlySpan<byte> secret)
    {
        var text = new StringBuilder();
        var (bits, count) = (0, 0);
        foreach (var octet in secret)
        {
            (bits, count) = (bits << 8 | octet, count + 8);
            for (; count >= 5; count -= 5) text.Append(Base32Digits[bits >> (count - 5) & 31]);
            bits &= (1 << count) - 1;
        }

        return text.ToString();
    }

    /// <summary>What the QR code says: the form that authenticator apps read ("Key Uri Format").</summary>
    public static string Uri(ReadOnlySpan<byte> secret, string account) =>
        $"otpauth://totp/LessonLens:{System.Uri.EscapeDataString(account)}"
            + $"?secret={Base32(secret)}&issuer=LessonLens";
}
