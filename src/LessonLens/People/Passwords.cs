using System.IO.Compression;
using System.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace LessonLens.People;

/// <summary>How passwords are kept, and which are taken: long ones that nobody guesses first.</summary>
public static class Passwords
{
    /// <summary>Characters as a person counts them (code points).</summary>
    public const int Shortest = 12;

    /// <summary>UTF-16 units; hashing more would only keep the processor busy.</summary>
    public const int Longest = 1000;

    // PBKDF2 with HMAC-SHA512; 210,000 rounds as OWASP's password storage cheat sheet asks.
    private static readonly PasswordHasher<Person> Hasher = new(
        Options.Create(new PasswordHasherOptions { IterationCount = 210_000 }));

    // Compared with when nobody has the address, so that both answers take the same time.
    private static readonly string NobodysHash = Hash(Guid.NewGuid().ToString());

    private static readonly Lazy<HashSet<string>> Common = new(ReadCommon);

    public static string Hash(string password) => Hasher.HashPassword(null!, password);

    /// <param name="hash">Null is nobody's: no password matches it, as slowly as any other.</param>
    /// <param name="password">What somebody typed.</param>
    public static bool Matches(string? hash, string password) =>
        Hasher.VerifyHashedPassword(null!, hash ?? NobodysHash, password) != PasswordVerificationResult.Failed
        && hash is not null;

    /// <returns>Why this person should not have this password, in a sentence; null when they may.</returns>
    public static string? Fault(string password, string email)
    {
        if (password.EnumerateRunes().Count() < Shortest)
            return $"A password needs at least {Shortest} characters. "
                + "A few words in a row are easy to remember.";
        if (password.Length > Longest) return "A password has at most 1,000 characters.";
        if (string.Equals(password.Trim(), email, StringComparison.OrdinalIgnoreCase))
            return "Your e-mail address is no secret. Please choose another password.";
        return Common.Value.Contains(password.ToLowerInvariant())
            ? "Many people use this password, so it is guessed early. Please choose another one."
            : null;
    }

    /// <summary>
    /// The 30,000 most frequent of 12 characters and more, in small letters; the README says where from.
    /// </summary>
    private static HashSet<string> ReadCommon()
    {
        using var packed = typeof(Passwords).Assembly.GetManifestResourceStream(
            "LessonLens.People.common-passwords.txt.gz")!;
        using var lines = new StreamReader(new GZipStream(packed, CompressionMode.Decompress), Encoding.UTF8);
        return [.. lines.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries)];
    }
}
