namespace LessonLens.People;

/// <summary>
/// Whoever is signed in shows once more that it is they, and not somebody at their open laptop.
/// </summary>
public sealed class PasswordCheck(PersonStore people, Attempts attempts, PasswordTurns turns)
{
    /// <returns>Who they are, or why not, in a sentence.</returns>
    public async Task<(PasswordHolder? Person, string? Fault)> Try(
        Guid me, string password, CancellationToken stop)
    {
        if (password.Length > Passwords.Longest) return (null, Wrong);
        var limits = Limit.Confirmations(me);
        if (await attempts.Take(limits) is { } wait) return (null, TooMany.Words(wait));
        var holder = await people.FindHolder(me, stop);
        if (await turns.Matches(holder?.PasswordHash, password, isKnown: true, stop) is not true)
            return (null, holder is { PasswordHash: null } ? None : Wrong);
        await attempts.GiveBack(limits);
        return (holder, null);
    }

    private const string None = "You sign in with your school account and have no password here yet. Sign "
        + "out, and choose “I have forgotten my password” to make one.";

    private const string Wrong = "This is not your password now. Please try again.";
}
