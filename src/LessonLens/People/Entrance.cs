namespace LessonLens.People;

/// <summary>The way in for a browser, after whatever somebody has shown.</summary>
public sealed class Entrance(
    SessionStore sessions, HalfSessionStore halves, SecondStepStore secondSteps, KnownBrowsers browsers)
{
    /// <summary>After the first proof: in, or to the page that asks for a code.</summary>
    /// <param name="context">Whose response gets the cookies.</param>
    /// <param name="person">Who it is.</param>
    /// <param name="destination">Where they wanted to.</param>
    /// <param name="hasShownBoth">A second step of somebody else's counts as ours.</param>
    /// <returns>Where to go on; null where the proof has been taken back meanwhile.</returns>
    public async Task<string?> Enter(
        HttpContext context, PasswordHolder person, string destination, bool hasShownBoth = false)
    {
        if (hasShownBoth || !await secondSteps.IsOn(person.Id))
            return await Begin(context, person) ? destination : null;
        if (await halves.Begin(person) is not { } token) return null;
        HalfSessionStore.WriteCookie(context, token);
        return $"/sign-in/code?returnUrl={Uri.EscapeDataString(destination)}";
    }

    /// <summary>
    /// After all proofs: a full session in this browser, with a new id. The only door to one.
    /// </summary>
    /// <param name="context">Whose response gets the cookies.</param>
    /// <param name="person">With their password as it was when they showed who they are.</param>
    /// <returns>False where the password has been changed, or the person disabled, meanwhile.</returns>
    public async Task<bool> Begin(HttpContext context, PasswordHolder person)
    {
        var browser = BrowserWords.Of(context.Request);
        if (await sessions.Begin(person.Id, person.PasswordHash, browser) is not { } token) return false;
        if (SessionCookie.Read(context.Request) is { } before) await sessions.End(before);
        SessionCookie.Write(context, token);
        await browsers.Remember(context, person.Id);
        return true;
    }
}
