namespace LessonLens.People;

/// <summary>E-mail and password become a session.</summary>
public sealed class SignIn(PersonStore people, SessionStore sessions)
{
    /// <param name="email">In any letters, with spaces around it or without.</param>
    /// <param name="password">As it was typed.</param>
    /// <param name="browser">Where, in words (<see cref="BrowserWords"/>).</param>
    /// <param name="stop">Ends the attempt.</param>
    /// <returns>The token of a new session; null when address and password do not belong together.</returns>
    public async Task<string?> Try(string email, string password, string browser, CancellationToken stop)
    {
        var found = await people.FindByEmail(email.Trim(), stop);
        return Passwords.Matches(found?.PasswordHash, password)
            ? await sessions.Begin(found!.Id, found.PasswordHash!, browser)
            : null;
    }
}
