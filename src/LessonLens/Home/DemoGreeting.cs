using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace LessonLens.Home;

/// <summary>
/// In role demo: says on the console where the school is and how to sign in, once it is ready.
/// </summary>
public sealed class DemoGreeting(IServer server, IHostApplicationLifetime life) : BackgroundService
{
    private const string SignIns = """
        Sign in with the password lessonlens-demo as
          amira@demo.school   Amira, a teacher with a filmed lesson on comparing fractions
          ben@demo.school     Ben, her coach: Amira has shared that lesson with him
          dana@demo.school    Dana, who looks after the school's people
          omar@other.school   Omar, a teacher in another school

        Ctrl-C stops LessonLens. Your data stays for the next start.
        """;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var started = new TaskCompletionSource();
        using var whenStarted = life.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(stoppingToken);

        var address = server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault();
        if (address is null) return;   // a test's server without a port
        await UntilReady(address, stoppingToken);
        Console.WriteLine($"{Environment.NewLine}LessonLens is ready: {address}{Environment.NewLine}");
        Console.WriteLine(SignIns);
    }

    private static async Task UntilReady(string address, CancellationToken stop)
    {
        using var http = new HttpClient { BaseAddress = new Uri(address) };
        while (true)
        {
            try
            {
                using var answer = await http.GetAsync(new Uri("/health/ready", UriKind.Relative), stop);
                if (answer.StatusCode == HttpStatusCode.OK) return;
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }
            await Task.Delay(TimeSpan.FromMilliseconds(200), stop);
        }
    }
}
