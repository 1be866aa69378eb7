using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace LessonLens.Processes;

/// <summary>Starts programs that die with us, however we die.</summary>
public static partial class OwnProcess
{
    public const int Terminate = 15;
    public const int Kill = 9;

    static readonly BlockingCollection<Action> Starts = [];

    // The parent-death signal follows the thread that started the child: when a thread of the pool retires,
    // its children would be killed. So one thread, which lives as long as we do, starts them all.
    static OwnProcess() => new Thread(StartEach) { IsBackground = true, Name = "starts programs" }.Start();

    public static Task<Process> Start(ProcessStartInfo info, string deathSignal = "KILL")
    {
        var wrapped = DyingWithUs(info, deathSignal);
        var started = new TaskCompletionSource<Process>(TaskCreationOptions.RunContinuationsAsynchronously);
        Starts.Add(() =>
        {
            try { started.SetResult(Process.Start(wrapped)!); }
            catch (Exception e) { started.SetException(e); }
        });
        return started.Task;
    }

    /// <summary>False when the process is gone already.</summary>
    public static bool Signal(Process process, int signal) =>
        !process.HasExited && SendSignal(process.Id, signal) == 0;

    static void StartEach()
    {
        foreach (var start in Starts.GetConsumingEnumerable()) start();
    }

    /// <summary>Signals the program and all that it started.</summary>
    public static bool SignalGroup(Process process, int signal) =>
        SendSignal(-process.Id, signal) == 0;

    // Both replace themselves by the program, so that the process id is the program's own. A session of
    // its own keeps a terminal's Ctrl-C for us, and makes the group that can be signalled at once.
    static ProcessStartInfo DyingWithUs(ProcessStartInfo info, string deathSignal)
    {
        var wrapped = new ProcessStartInfo("setpriv")
        {
            WorkingDirectory = info.WorkingDirectory,
            RedirectStandardInput = info.RedirectStandardInput,
            RedirectStandardOutput = info.RedirectStandardOutput,
            RedirectStandardError = info.RedirectStandardError,
        };
        string[] parts = ["--pdeathsig", deathSignal, "setsid", info.FileName, .. info.ArgumentList];
        foreach (var part in parts) wrapped.ArgumentList.Add(part);
        wrapped.Environment.Clear();
        foreach (var (name, value) in info.Environment) wrapped.Environment[name] = value;
        return wrapped;
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int SendSignal(int processId, int signal);
}
