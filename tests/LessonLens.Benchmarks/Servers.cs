using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using LessonLens.Home;

namespace LessonLens.Benchmarks;

/// <summary>The servers that are measured beside each other, each a process of its own.</summary>
internal static class Servers
{
    /// <summary>The people and the database that ours is measured with.</summary>
    public static async Task OpenSchool(BenchFolder folder)
    {
        await using var once = await Ours(folder, flush: true, role: "demo");
    }

    public static Task<Receiver> Ours(BenchFolder folder, bool flush, string role = "web")
    {
        var port = Receiver.FreePort();
        return Receiver.Start(port, "dotnet",
        [
            typeof(DemoSchool).Assembly.Location, role, "--urls", $"http://127.0.0.1:{port}",
            "--Data:Folder", folder["data"], "--Blobs:FlushToDisk", $"{flush}",
            "--Logging:LogLevel:Default", "Warning",
        ]);
    }

    public static async Task<Receiver> Nginx(BenchFolder folder)
    {
        var (port, here) = (Receiver.FreePort(), folder.Fresh("nginx"));
        Directory.CreateDirectory(Path.Combine(here, "files"));
        var lines = await File.ReadAllTextAsync(Path.Combine(Peers(), "nginx.conf"));
        var conf = Path.Combine(here, "nginx.conf");
        await File.WriteAllTextAsync(conf, lines.Replace("PORT", $"{port}").Replace("FOLDER", here));
        return await Receiver.Start(port, "nginx", ["-c", conf]);
    }

    /// <summary>Into ours, as a teacher.</summary>
    /// <returns>The cookie.</returns>
    public static async Task<string> SignIn(HttpClient http)
    {
        using var signedIn = await http.PostAsJsonAsync(new Uri("/api/session", UriKind.Relative),
            new { email = "amira@demo.school", password = DemoSchool.Password });
        return signedIn.EnsureSuccessStatusCode().Headers.GetValues("Set-Cookie").Single().Split(';')[0];
    }

    public static string Peers([CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, "peers");
}
