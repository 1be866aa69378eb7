using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace LessonLens.Media;

/// <summary>
/// How far a program that reads a stranger's file is kept from everything else, the best last. At every level
/// it has limits of time, memory and file size, none of our environment, and ends when we do.
/// </summary>
public enum SandboxLevel
{
    /// <summary>Those limits alone, and the lists of what may be opened (<see cref="SafeInput"/>).</summary>
    Limits,

    /// <summary>A user of its own too, who may write nothing but the job's folder.</summary>
    OwnUser,

    /// <summary>No network, no other processes, no files but the programs' and the job's.</summary>
    Closed,
}

/// <summary>The best level that works here, and what was said where a better one was tried.</summary>
public sealed record SandboxTrial(SandboxLevel Level, string? Why);

/// <summary>Sets a program into the sandbox.</summary>
public static partial class Sandbox
{
    /// <summary>How the folders of trials are called.</summary>
    internal const string Trial = "sandbox";

    // 8K in four threads takes 2.2 GB of addresses (1.3 GB resident).
    private const long MostMemory = 4L << 30;

    // The job's folder, wherever it lies: messages then tell nothing of the machine.
    private const string Inside = "/job";

    // Nobody's: of no account, and within what a container maps.
    private const int OwnUser = 64321;
    private const int Nobody = 65534;

    private static readonly ConcurrentDictionary<string, Lazy<Task<SandboxTrial>>> Trials = [];

    /// <summary>Tried once where the jobs' folders lie, with a real program and a real file.</summary>
    public static Task<SandboxTrial> Best(string root) =>
        Trials.GetOrAdd(root, _ => new(() => Try(root))).Value;

    /// <summary>The words that start the program at that level, in the job's folder.</summary>
    internal static IReadOnlyList<string> Words(FfmpegRun run, SandboxLevel level)
    {
        if (level == SandboxLevel.OwnUser) GiveFolder(run.Folder);
        return
        [
            .. Limits(run),
            .. level switch
            {
                SandboxLevel.Closed => Closed(run.Folder),
                SandboxLevel.OwnUser => AsOwnUser(),
                _ => [],
            },
            run.Program, .. run.Arguments,
        ];
    }

    /// <summary>The sandbox itself could not be made, so nothing can be said of the file.</summary>
    internal static bool Failed(string errors) =>
        errors.StartsWith("bwrap: ", StringComparison.Ordinal)
        || errors.StartsWith("setpriv: ", StringComparison.Ordinal)
        || errors.StartsWith("prlimit: ", StringComparison.Ordinal);

    private static IEnumerable<string> Limits(FfmpegRun run)
    {
        var recording = new FileInfo(Path.Combine(run.Folder, SafeInput.Name));
        // A clip may need the whole recording in another container first.
        var mostBytes = (4L << 30) + 2 * (recording.Exists ? recording.Length : 0);
        var processorSeconds = (long)run.Limit.TotalSeconds * Environment.ProcessorCount;
        return
        [
            "prlimit", "--core=0", "--nofile=256", $"--as={MostMemory}", $"--fsize={mostBytes}",
            $"--cpu={processorSeconds + 1}",
        ];
    }

    private static IEnumerable<string> Closed(string folder)
    {
        var recording = Path.Combine(folder, SafeInput.Name);
        return
        [
            "bwrap", "--unshare-all", "--unshare-user", "--uid", $"{Nobody}", "--gid", $"{Nobody}",
            "--cap-drop", "ALL", "--die-with-parent",
            // Of the system only the programs, their libraries and where these are.
            "--ro-bind", "/usr", "/usr",
            "--symlink", "usr/bin", "/bin",
            "--symlink", "usr/lib", "/lib", "--symlink", "usr/lib64", "/lib64",
            "--ro-bind-try", "/etc/ld.so.cache", "/etc/ld.so.cache",
            "--ro-bind-try", "/etc/alternatives", "/etc/alternatives",
            "--bind", folder, Inside,
            // The same bytes as the stored recording's: to be read only.
            "--ro-bind-try", recording, $"{Inside}/{SafeInput.Name}",
            "--chdir", Inside, "--remount-ro", "/", "--",
        ];
    }

    // A change of user takes the parent-death signal away, so it is asked for again.
    private static IEnumerable<string> AsOwnUser() =>
    [
        "setpriv", $"--reuid={OwnUser}", $"--regid={OwnUser}", "--clear-groups", "--no-new-privs",
        "--inh-caps=-all", "--bounding-set=-all", "--pdeathsig", "KILL",
    ];

    private static void GiveFolder(string folder)
    {
        foreach (var one in (string[])[folder, .. Directory.EnumerateDirectories(folder)])
            if (ChangeOwner(one, OwnUser, OwnUser) != 0)
                throw new SandboxFailed($"{one} cannot be given to user {OwnUser}.");
    }

    private static async Task<SandboxTrial> Try(string root)
    {
        string? why = null;
        foreach (var level in (SandboxLevel[])[SandboxLevel.Closed, SandboxLevel.OwnUser])
        {
            if (await Refusal(root, level) is not { } refusal) return new SandboxTrial(level, why);
            why = why is null ? $"{level}: {refusal}" : $"{why} {level}: {refusal}";
        }

        return new SandboxTrial(SandboxLevel.Limits, why);
    }

    private static async Task<string?> Refusal(string root, SandboxLevel level)
    {
        if (level == SandboxLevel.OwnUser && !Environment.IsPrivilegedProcess) return "needs root.";
        var folder = Directory.CreateDirectory(Path.Combine(root, $"{Trial}-{Guid.NewGuid():N}"));
        try
        {
            await File.WriteAllBytesAsync(Path.Combine(folder.FullName, SafeInput.Name), new byte[1000]);
            var tried = await Ffmpeg.Run(FfmpegRun.Ffmpeg(folder.FullName,
                "-f", "u8", "-ar", "8000", "-ac", "1", "-i", SafeInput.Name, "-f", "u8", "-y", "copy")
                with { Sandbox = level }, CancellationToken.None);
            return tried.Succeeded ? null : tried.Errors.Trim();
        }
        catch (Exception e) when (e is SandboxFailed or FfmpegFailed or System.ComponentModel.Win32Exception)
        {
            return e.Message.Trim();
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [LibraryImport("libc", EntryPoint = "lchown", StringMarshalling = StringMarshalling.Utf8,
        SetLastError = true)]
    private static partial int ChangeOwner(string path, int user, int group);
}

/// <summary>Not the file's fault: the sandbox could not be made, and the job is to be tried again.</summary>
public sealed class SandboxFailed(string said) : Exception($"The sandbox could not be made: {said}");
