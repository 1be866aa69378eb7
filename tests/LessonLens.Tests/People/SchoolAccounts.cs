using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using LessonLens.Processes;
using LessonLens.Tests.House;
using LessonLens.Tests.Support;

namespace LessonLens.Tests.People;

/// <summary>A school's provider of accounts: npm's oidc-provider. A class fixture.</summary>
public sealed class SchoolAccounts : IAsyncLifetime
{
    public const string ClientId = "lessonlens";
    public const string Secret = "a secret: with %, + and :";

    private readonly Dictionary<string, object> _accounts = [];
    private Uri? _app;
    private Process? _process;

    public string Issuer { get; private set; } = "";

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <summary>Lets people go back to this LessonLens; again is fine.</summary>
    public async Task OpenFor(Uri app)
    {
        if (_process is not null) return;
        var port = FreePort.Take();
        (_app, Issuer) = (app, $"http://127.0.0.1:{port}");
        _process = await OwnProcess.Start(new ProcessStartInfo("node", [
            Path.Combine(SourceTree.Root, "tests", "clients", "openid-provider.mjs"),
            $"{port}", $"{new Uri(app, "/sign-in/school/callback")}", Secret])
            { RedirectStandardError = true, UseShellExecute = false });
        // Unread pipes fill up and then block the writer.
        _process.ErrorDataReceived += (_, _) => { };
        _process.BeginErrorReadLine();
        await Wait.Until(async () => await Answers(port), 30, () => "the provider does not answer");
    }

    /// <summary>What the provider knows of somebody from now on.</summary>
    public async Task Know(string login, string subject, string? email = null, bool isVerified = true)
    {
        _accounts[login] = new { sub = subject, email = email ?? login, email_verified = isVerified };
        using var http = new HttpClient();
        await http.PutAsJsonAsync($"{Issuer}/accounts", _accounts);
    }

    /// <summary>Signs in there, in a browser of its own.</summary>
    /// <returns>Where that leads back to.</returns>
    public async Task<Uri> SignIn(Uri authorize)
    {
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
        var next = authorize;
        for (var hops = 0; hops < 8; hops++)
        {
            using var answer = await http.GetAsync(next);
            if (answer.Headers.Location is not { } location)
                throw new InvalidOperationException(await answer.Content.ReadAsStringAsync());
            next = new Uri(next, location);
            if (next.Authority == _app!.Authority) return next;
        }

        throw new InvalidOperationException($"The provider leads to {next}.");
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is null) return;
        OwnProcess.SignalGroup(_process, OwnProcess.Terminate);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static async Task<bool> Answers(int port)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
