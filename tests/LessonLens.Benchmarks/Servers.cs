using System.Diagnostics;
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

    /// <param name="folder">Where its data lie.</param>
    /// <param name="flush">Whether uploads are safe on the disk before they are answered.</param>
    /// <param name="role">As on the command line.</param>
    /// <param name="connectionString">Of the database; without one it has a cluster of its own.</param>
    public static Task<Receiver> Ours(
        BenchFolder folder, bool flush, string role = "web", string? connectionString = null)
    {
        var port = Receiver.FreePort();
        return Receiver.Start(port, "dotnet",
        [
            typeof(DemoSchool).Assembly.Location, role, "--urls", $"http://127.0.0.1:{port}",
            "--Data:Folder", folder["data"], "--Blobs:FlushToDisk", $"{flush}",
            "--Logging:LogLevel:Default", "Warning",
            .. connectionString is null ? Array.Empty<string>()
                : ["--ConnectionStrings:Database", connectionString],
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
        return signedIn.EnsureSuccessStatusCode().Headers.GetValues("Set-Cookie").First().Split(';')[0];
    }

    /// <summary>What the peers that are written in JavaScript need.</summary>
    public static async Task InstallPeers()
    {
        using var install = Process.Start(
            new ProcessStartInfo("npm", ["ci", "--silent", "--no-audit"]) { WorkingDirectory = Peers() })!;
        await install.WaitForExitAsync();
    }

    public static string Peers([CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, "peers");
}
