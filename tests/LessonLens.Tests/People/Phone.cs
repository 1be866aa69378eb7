using System.Net;
using System.Text.RegularExpressions;
using LessonLens.People;
using LessonLens.Tests.Support;

namespace LessonLens.Tests.People;

/// <summary>Somebody's authenticator app, and the paper with their recovery codes.</summary>
internal sealed partial class Phone(TimeProvider clock, byte[] secret, IReadOnlyList<string> recoveryCodes)
{
    public byte[] Secret => secret;
    public IReadOnlyList<string> RecoveryCodes => recoveryCodes;

    /// <summary>By the code before, so that the one that it shows can be used.</summary>
    public static Task<Phone> SetUp(LessonLensApp app, SignedIn person)
    {
        // Early in a step of 30 s, so that codes stay what they are for a while.
        app.Clock.Advance(TimeSpan.FromSeconds(31 - app.Clock.GetUtcNow().ToUnixTimeSeconds() % 30));
        return SetUp(app.Clock, person, stepsOff: -1);
    }

    /// <summary>As a person does it: the secret is read from the page and typed into the app.</summary>
    public static async Task<Phone> SetUp(TimeProvider clock, SignedIn person, int stepsOff)
    {
        var page = await person.Http.Read("/account/second-step");
        var secret = FromBase32(Typed().Match(page).Groups[1].Value.Replace(" ", ""));
        var offer = WebUtility.HtmlDecode(Offer().Match(page).Groups[1].Value);
        var first = Totp.Code(secret, Totp.StepAt(clock.GetUtcNow()) + stepsOff);
        var codes = await CodesOn(await person.Http.Submit("/account/second-step",
            ("offer", offer), ("code", first), ("password", LessonLensApp.Password)));
        return new Phone(clock, secret, codes);
    }

    /// <summary>What it shows; its clock may be some steps of 30 s off.</summary>
    public string Code(int stepsOff = 0) => Totp.Code(secret, Totp.StepAt(clock.GetUtcNow()) + stepsOff);

    public static async Task<IReadOnlyList<string>> CodesOn(HttpResponseMessage page)
    {
        var html = await page.Content.ReadAsStringAsync();
        Assert.True(page.StatusCode == HttpStatusCode.OK, html);
        return Listed().Matches(html).Select(match => match.Groups[1].Value).ToList();
    }

    private static byte[] FromBase32(string text)
    {
        var bits = string.Concat(text.Select(digit =>
            Convert.ToString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(digit), 2).PadLeft(5, '0')));
        return bits.Chunk(8).Where(eight => eight.Length == 8)
            .Select(eight => Convert.ToByte(new string(eight), 2)).ToArray();
    }

    [GeneratedRegex("<code>([A-Z2-7 ]{39})</code>")]
    private static partial Regex Typed();

    [GeneratedRegex("name=\"offer\" value=\"([^\"]+)\"")]
    private static partial Regex Offer();

    [GeneratedRegex("<li><code>([0-9a-f ]+)</code></li>")]
    private static partial Regex Listed();
}
