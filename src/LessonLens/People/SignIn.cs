using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace LessonLens.People;

/// <summary>E-mail and password become a session.</summary>
public sealed class SignIn(PersonStore people, SessionStore sessions)
{
    // PBKDF2 with HMAC-SHA512; 210,000 rounds as OWASP's password storage cheat sheet asks.
    private static readonly PasswordHasher<Person> Hasher = new(
        Options.Create(new PasswordHasherOptions { IterationCount = 210_000 }));

    // Compared with when nobody has the address, so that both answers take the same time.
    private static readonly string NobodysHash = Hash(Guid.NewGuid().ToString());

    public static string Hash(string password) => Hasher.HashPassword(null!, password);

    /// <returns>The token of a new session; null when address and password do not belong together.</returns>
    public async Task<string?> Try(string email, string password, CancellationToken stop)
    {
        var found = await people.FindByEmail(email.Trim(), stop);
        var match = Hasher.VerifyHashedPassword(null!, found?.PasswordHash ?? NobodysHash, password);
        if (found is null || match == PasswordVerificationResult.Failed) return null;
        return await sessions.Begin(found.Value.Person.Id);
    }
}
