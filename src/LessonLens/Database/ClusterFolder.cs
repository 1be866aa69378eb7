using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace LessonLens.Database;

/// <summary>The folder of a private PostgreSQL cluster, and as whom its programs run.</summary>
internal sealed class ClusterFolder
{
    // A unix socket's path has 107 bytes (sun_path in unix(7)); PostgreSQL appends its name to the folder.
    private const int LongestSocketPath = 107;
    private const string SocketName = "/.s.PGSQL.5432";

    public ClusterFolder(string path)
    {
        Path = path;
        SocketFolder = Encoding.UTF8.GetByteCount(DataFolder + SocketName) <= LongestSocketPath
            ? DataFolder
            : System.IO.Path.Combine(System.IO.Path.GetTempPath(), "lessonlens-" + ShortHash(path));
    }

    public string Path { get; }
    public string DataFolder => System.IO.Path.Combine(Path, "cluster");
    public string SocketFolder { get; }
    public string LockFile => System.IO.Path.Combine(Path, "owner.lock");
    private string LogFile => System.IO.Path.Combine(Path, "postgres.log");

    /// <summary>Makes the cluster if there is none.</summary>
    public async Task Initialise(CancellationToken stop)
    {
        if (!File.Exists(System.IO.Path.Combine(DataFolder, "PG_VERSION")))
        {
            // What an interrupted initdb left is no cluster, and initdb refuses a folder that is not empty.
            if (Directory.Exists(DataFolder)) Directory.Delete(DataFolder, recursive: true);
            Directory.CreateDirectory(DataFolder);
            if (Environment.IsPrivilegedProcess && await PostgresCanReachIt(stop))
                await Run(["chown", "postgres:", DataFolder], stop);
            // Whoever reaches the socket is trusted: its folder admits only its owner and root.
            var initdb = Command("initdb", "-D", DataFolder, "-U", "lessonlens", "-A", "trust", "-E", "UTF8",
                "--locale=C.UTF-8", "--no-instructions");
            await Run([initdb.FileName, .. initdb.ArgumentList], stop);
        }

        if (SocketFolder == DataFolder) return;
        Directory.CreateDirectory(SocketFolder, UnixFileMode.UserRead | UnixFileMode.UserWrite
            | UnixFileMode.UserExecute);
        if (RunsAsPostgres) await Run(["chown", "postgres:", SocketFolder], stop);
    }

    /// <summary>A program of PostgreSQL, as a user that it accepts: it refuses to run as root.</summary>
    public ProcessStartInfo Command(string program, params string[] arguments)
    {
        // A change of user clears the parent-death signal, so the last step before the program sets it again.
        string[] asWhom =
            !Environment.IsPrivilegedProcess ? []
            : RunsAsPostgres
                ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups", "--pdeathsig=INT"]
            // Where the user postgres cannot reach the folder: still root outside, an ordinary user inside,
            // namely "nobody": initdb wants a user with a name, and that one exists on every machine.
            : ["unshare", "--user", "--map-user=65534", "--map-group=65534", "setpriv", "--pdeathsig=INT"];
        string[] words = [.. asWhom, Binary(program), .. arguments];
        // PostgreSQL writes to stderr; a file needs no reader and outlives us.
        var info = new ProcessStartInfo("sh") { WorkingDirectory = "/" };
        const string script = "log=$1; shift; exec \"$@\" >>\"$log\" 2>&1";
        foreach (var word in (string[])["-c", script, "sh", LogFile, .. words]) info.ArgumentList.Add(word);
        return info;
    }

    public bool PostmasterIsAlive()
    {
        try
        {
            var pid = File.ReadLines(System.IO.Path.Combine(DataFolder, "postmaster.pid")).FirstOrDefault();
            return int.TryParse(pid, CultureInfo.InvariantCulture, out var id)
                && File.ReadAllText($"/proc/{id}/comm").StartsWith("postgres", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            // Not there, or it went just now.
            return false;
        }
    }

    public string EndOfLog() =>
        File.Exists(LogFile) ? string.Join('\n', File.ReadLines(LogFile).TakeLast(10)) : "(nothing)";

    // Decided once, when the cluster is made, and remembered by whom its files belong to.
    private bool RunsAsPostgres => Owner(DataFolder) != "0";

    private static string Owner(string path)
    {
        using var stat = Process.Start(new ProcessStartInfo("stat", ["-c", "%u", path])
        { RedirectStandardOutput = true, UseShellExecute = false })!;
        return stat.StandardOutput.ReadToEnd().Trim();
    }

    private async Task<bool> PostgresCanReachIt(CancellationToken stop)
    {
        try
        {
            using var test = Process.Start(
                new ProcessStartInfo("runuser", ["-u", "postgres", "--", "test", "-x", DataFolder]))!;
            await test.WaitForExitAsync(stop);
            return test.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }

    private async Task Run(string[] command, CancellationToken stop)
    {
        using var process = Process.Start(new ProcessStartInfo(command[0], command[1..]))!;
        await process.WaitForExitAsync(stop);
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{command[0]} failed. What was said: {EndOfLog()}");
    }

    /// <summary>On the PATH, or where Debian keeps each version (the newest wins).</summary>
    private static string Binary(string program)
    {
        const string debian = "/usr/lib/postgresql";
        string[] versions = Directory.Exists(debian) ? Directory.GetDirectories(debian) : [];
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':')
            .Concat(versions.OrderDescending(StringComparer.Ordinal).Select(version => version + "/bin"));
        return folders.Select(folder => System.IO.Path.Combine(folder, program)).FirstOrDefault(File.Exists)
            ?? throw new FileNotFoundException(
                $"PostgreSQL's {program} was not found. Install it (Debian: apt-get install postgresql), "
                + "or configure ConnectionStrings:Database.");
    }

    private static string ShortHash(string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16];
}
