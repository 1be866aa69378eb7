using System.Diagnostics;
using LessonLens.Blobs;
using LessonLens.Processes;

namespace LessonLens.Media;

/// <summary>Runs one program to its end, within its limits. Knows a process, not a video.</summary>
public static class Ffmpeg
{
    // By SIGKILL, as shells and .NET say it. Of its limits none ends in that before our own time is up.
    private const int Killed = 128 + OwnProcess.Kill;

    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(3);

    /// <summary>Returns whatever the exit code.</summary>
    /// <exception cref="FfmpegFailed">It went beyond a limit, or somebody killed it.</exception>
    /// <exception cref="SandboxFailed">It was never started.</exception>
    /// <exception cref="IOException">The disk of its folder is full.</exception>
    public static async Task<FfmpegResult> Run(FfmpegRun run, CancellationToken stop)
    {
        using var limit = new CancellationTokenSource();
        using var standstill = new CancellationTokenSource();
        var level = run.Sandbox ?? (await Sandbox.Best(Path.GetDirectoryName(run.Folder)!)).Level;
        using var process = await OwnProcess.Start(StartInfo(run, level));
        limit.CancelAfter(run.Limit);
        if (run.Standstill is { } patience) standstill.CancelAfter(patience);

        var progress = new FfmpegProgress();
        var output = run.Progress is not null ? Follow(process, progress, run, standstill)
            : run.WantsEnd ? BoundedText.Tail(process.StandardOutput)
            : BoundedText.Head(process.StandardOutput);
        var errors = BoundedText.Tail(process.StandardError);

        using var end = CancellationTokenSource.CreateLinkedTokenSource(stop, limit.Token, standstill.Token);
        try
        {
            await process.WaitForExitAsync(end.Token);
        }
        catch (OperationCanceledException)
        {
            // What nobody wants any more need not end well.
            await EndTree(process, stop.IsCancellationRequested ? TimeSpan.Zero : Grace);
            // Whoever held the other end is gone, in the sandbox too: nobody writes to the folder any more.
            await errors;
            stop.ThrowIfCancellationRequested();
            throw new FfmpegFailed(run, Reason(run, limit), await errors);
        }
        if (process.ExitCode == Killed)
            throw new FfmpegFailed(run, "was killed", await errors) { WasKilled = true };
        if (process.ExitCode != 0 && Sandbox.Failed(await errors)) throw new SandboxFailed(await errors);
        var result = new FfmpegResult(run, process.ExitCode, await output, await errors, progress.OutTime);
        return !result.HadNoRoom ? result : throw new IOException(result.Errors, FullDisk.NoSpace);
    }

    private static ProcessStartInfo StartInfo(FfmpegRun run, SandboxLevel level)
    {
        var words = Sandbox.Words(run, level);
        var info = new ProcessStartInfo(words[0], words.Skip(1))
        {
            WorkingDirectory = run.Folder,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // Nothing of ours (connection strings, keys) is for a program that reads strangers' files.
        var path = info.Environment["PATH"];
        info.Environment.Clear();
        info.Environment["PATH"] = path;
        return info;
    }

    private static async Task<string> Follow(
        Process process, FfmpegProgress progress, FfmpegRun run, CancellationTokenSource standstill)
    {
        var isUrgent = run.Gently;
        while (await process.StandardOutput.ReadLineAsync(CancellationToken.None) is { } line)
        {
            if (isUrgent && run.GentlyAfter.IsCompleted) isUrgent = !OwnProcess.MakeGroupGentle(process);
            if (progress.Read(line) && run.Standstill is { } patience) standstill.CancelAfter(patience);
            if (FfmpegProgress.IsTick(line)) run.Progress!(progress.OutTime);
        }
        return "";
    }

    private static async Task EndTree(Process process, TimeSpan patience)
    {
        OwnProcess.SignalGroup(process, OwnProcess.Terminate);
        using var grace = new CancellationTokenSource(patience);
        try
        {
            await process.WaitForExitAsync(grace.Token);
        }
        catch (OperationCanceledException)
        {
            // It ignores us (some do, busy repeating one frame); the next signal cannot be ignored.
        }
        OwnProcess.SignalGroup(process, OwnProcess.Kill);
        await process.WaitForExitAsync(CancellationToken.None);
    }

    private static string Reason(FfmpegRun run, CancellationTokenSource limit) =>
        limit.IsCancellationRequested
            ? $"was not done after {run.Limit}"
            : $"stood still for {run.Standstill}";
}
