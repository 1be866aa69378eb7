namespace LessonLens.People;

/// <summary>Somebody gives themselves another password.</summary>
public sealed class PasswordChange(PersonStore people)
{
    /// <param name="me">Who is signed in.</param>
    /// <param name="token">Their session, which stays; all others end.</param>
    /// <param name="current">Shows that it is they, and not somebody at their open laptop.</param>
    /// <param name="next">What it becomes.</param>
    /// <param name="stop">Ends the attempt.</param>
    /// <returns>Why not, in a sentence; null when it is done.</returns>
    public async Task<string?> Try(
        Guid me, string? token, string current, string next, CancellationToken stop)
    {
        if (await people.FindHolder(me, stop) is not { } holder
            || current.Length > Passwords.Longest || !Passwords.Matches(holder.PasswordHash, current))
            return "This is not your password now. Please try again.";
        if (Passwords.Fault(next, holder.Email) is { } fault) return fault;
        return await people.ChangePassword(holder, Passwords.Hash(next), token)
            ? null
            : "Your password has just been changed elsewhere. Please sign in again.";
    }
}
