using LessonLens.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LessonLens.BrowserTests.Support;

/// <summary>One person's browser window. Everything that should never happen in it is collected.</summary>
public sealed class Window : IAsyncDisposable
{
    public const int PatienceMs = 15_000;

    private readonly List<string> _faults = [];

    private readonly Uri _address;

    private Window(LessonLensApp app, Uri address, IBrowserContext context, IPage page)
    {
        (App, _address, Context, Page) = (app, address, context, page);
        page.SetDefaultTimeout(PatienceMs);
        page.Request += (_, request) =>
        {
            if (!IsOurs(new Uri(request.Url))) _faults.Add($"asked another site: {request.Url}");
        };
        page.PageError += (_, error) => _faults.Add($"script failed: {error}");
        page.Console += (_, message) =>
        {
            if (message.Text.Contains("Content Security Policy", StringComparison.Ordinal))
                _faults.Add(message.Text);
        };
        page.Response += (_, response) =>
        {
            if (response.Status >= 500) _faults.Add($"{response.Status} {response.Url}");
        };
    }

    public LessonLensApp App { get; }
    public IBrowserContext Context { get; }
    public IPage Page { get; }

    /// <summary>Requests to other sites, failed scripts, breaches of the policy, server errors.</summary>
    public IReadOnlyList<string> Faults => _faults;

    internal static async Task<Window> Open(
        Chromium chromium, LessonLensApp app, int width = 1440, ColorScheme scheme = ColorScheme.Light,
        Line? line = null)
    {
        var address = line?.Address ?? app.Address;
        var context = await chromium.Browser.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = address.ToString(),
            ViewportSize = new ViewportSize { Width = width, Height = width < 600 ? 844 : 900 },
            ColorScheme = scheme,
            HasTouch = width < 600,
        });
        return new Window(app, address, context, await context.NewPageAsync());
    }

    /// <summary>Through the form, as everybody does.</summary>
    public async Task SignIn(SignedIn person)
    {
        await Page.GotoAsync("/sign-in");
        await Page.GetByLabel("E-mail").FillAsync(person.Email);
        await Page.GetByLabel("Password").FillAsync(LessonLensApp.Password);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await Page.WaitForURLAsync(url => !url.Contains("/sign-in", StringComparison.Ordinal));
    }

    /// <summary>Typing takes the moment; Enter sends.</summary>
    public async Task WriteNote(string words)
    {
        await Page.GetByLabel("Your note at").FillAsync(words);
        await Page.Keyboard.PressAsync("Enter");
        await SeesNote(words);
    }

    public Task SeesNote(string words, int withinMs = PatienceMs) => Expect(Page.Locator("note-list"))
        .ToContainTextAsync(words, new() { Timeout = withinMs });

    /// <summary>The video has decoded a picture, with its own size.</summary>
    public Task SeesThePicture() => Page.WaitForFunctionAsync("""
        () => { const video = document.querySelector('video');
                return video && video.readyState >= 2 && video.videoWidth > 0; }
        """, null, new() { Timeout = 30_000 });

    public async ValueTask DisposeAsync() => await Context.CloseAsync();

    private bool IsOurs(Uri address) =>
        address.Scheme is "blob" or "data" || address.Authority == _address.Authority;
}
