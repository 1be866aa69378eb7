namespace LessonLens.People;

/// <summary>Somebody gives themselves another password.</summary>
public sealed class PasswordChange(PersonStore people, PasswordCheck check, PasswordTurns turns)
{
    /// <param name="me">Who is signed in.</param>
    /// <param name="token">Their session, which stays; all others end.</param>
    /// <param name="current">Shows that it is they.</param>
    /// <param name="next">What it becomes.</param>
    /// <param name="stop">Ends the attempt.</param>
    /// <returns>Why not, in a sentence; null when it is done.</returns>
    public async Task<string?> Try(
        Guid me, string? token, string current, string next, CancellationToken stop)
    {
        var (holder, wrong) = await check.Try(me, current, stop);
        if (holder is null) return wrong;
        if (Passwords.Fault(next, holder.Email) is { } fault) return fault;
        return await people.ChangePassword(holder, await turns.Hash(next, stop), token)
            ? null
            : "Your password has just been changed elsewhere. Please sign in again.";
    }
}
