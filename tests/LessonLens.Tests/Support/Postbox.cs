using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using LessonLens.People;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace LessonLens.Tests.Support;

/// <summary>
/// A mail server that keeps all letters (SMTP, RFC 5321), for an app that writes to it meanwhile.
/// </summary>
public sealed partial class Postbox : IAsyncDisposable
{
    private readonly TcpListener _door = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _closed = new();
    private readonly ConcurrentQueue<(string To, string Text)> _letters = new();
    private readonly MailOptions _mail;
    private readonly Task _serving;

    private Postbox(LessonLensApp app)
    {
        _door.Start();
        _serving = Serve();
        _mail = app.Services.GetRequiredService<IOptions<MailOptions>>().Value;
        (_mail.Host, _mail.Port) = ("127.0.0.1", ((IPEndPoint)_door.LocalEndpoint).Port);
        (_mail.StartTls, _mail.LinksTo) = (false, app.Address);
        _mail.From = "LessonLens <lens@school.example>";
    }

    /// <summary>As a busy server does, which wants to be asked again.</summary>
    public int RefuseNext { get; set; }

    public static Postbox Of(LessonLensApp app) => new(app);

    public int LettersTo(string address) => _letters.Count(letter => letter.To == address);

    /// <returns>What the last letter says, once it has come.</returns>
    public async Task<string> LetterTo(string address)
    {
        await Wait.Until(() => Task.FromResult(LettersTo(address) > 0), 60, () => $"no letter to {address}");
        return _letters.Last(letter => letter.To == address).Text;
    }

    /// <returns>The path that the last letter leads to.</returns>
    public async Task<string> LinkFor(string address) =>
        new Uri(Link().Match(await LetterTo(address)).Value).AbsolutePath;

    public async ValueTask DisposeAsync()
    {
        _mail.Host = null;
        await _closed.CancelAsync();
        _door.Stop();
        await _serving;
        _closed.Dispose();
    }

    private async Task Serve()
    {
        var callers = new List<Task>();
        try
        {
            while (true) callers.Add(Hear(await _door.AcceptTcpClientAsync(_closed.Token)));
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(callers);
        }
    }

    private async Task Hear(TcpClient caller)
    {
        using var _ = caller;
        try
        {
            using var reader = new StreamReader(caller.GetStream(), Encoding.ASCII);
            await using var writer = new StreamWriter(caller.GetStream(), Encoding.ASCII)
            { NewLine = "\r\n", AutoFlush = true };
            await writer.WriteLineAsync("220 here");
            var to = "";
            while (await reader.ReadLineAsync(_closed.Token) is { } line)
            {
                if (line.StartsWith("RCPT TO:<", StringComparison.Ordinal)) to = line[9..^1];
                if (line.StartsWith("MAIL", StringComparison.Ordinal) && RefuseNext-- > 0)
                    await writer.WriteLineAsync("451 later");
                else if (line == "DATA")
                {
                    await writer.WriteLineAsync("354 go on");
                    _letters.Enqueue((to, await Letter(reader)));
                    await writer.WriteLineAsync("250 kept");
                }
                else await writer.WriteLineAsync(line == "QUIT" ? "221 bye" : "250 fine");
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // The caller hung up, or the test is over.
        }
    }

    private async Task<string> Letter(StreamReader reader)
    {
        var lines = new StringBuilder();
        while (await reader.ReadLineAsync(_closed.Token) is { } line && line != ".")
            lines.Append(line.StartsWith("..", StringComparison.Ordinal) ? line[1..] : line).Append('\n');
        // Quoted-printable (RFC 2045).
        var text = lines.ToString().Replace("=\n", "", StringComparison.Ordinal);
        return Quoted().Replace(
            text, quoted => ((char)Convert.ToByte(quoted.Groups[1].Value, 16)).ToString());
    }

    [GeneratedRegex("=([0-9A-F]{2})")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"http://\S+/(new-password|invitation)/[0-9a-f]{32}")]
    private static partial Regex Link();
}
