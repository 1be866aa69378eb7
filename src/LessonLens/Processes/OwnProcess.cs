using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace LessonLens.Processes;

/// <summary>Starts programs that must not outlive us: the kernel ends them when we die, however.</summary>
public static partial class OwnProcess
{
    public const int Interrupt = 2;
    public const int Kill = 9;
    public const int Terminate = 15;

    private static readonly BlockingCollection<Action> Starts = StartThread();

    /// <param name="info">The program and its argument list.</param>
    /// <param name="deathSignal">What the kernel sends it when we die (a name that setpriv knows).</param>
    public static Task<Process> Start(ProcessStartInfo info, string deathSignal = "KILL")
    {
        // A session of its own: Ctrl-C in a terminal is for us, and we decide what our programs hear.
        string[] words = ["setpriv", "--pdeathsig", deathSignal, info.FileName, .. info.ArgumentList];
        info.FileName = "setsid";
        info.ArgumentList.Clear();
        foreach (var word in words) info.ArgumentList.Add(word);
        info.UseShellExecute = false;

        var started = new TaskCompletionSource<Process>(TaskCreationOptions.RunContinuationsAsynchronously);
        Starts.Add(() =>
        {
            try
            {
                started.SetResult(Process.Start(info)!);
            }
            catch (Exception e)
            {
                started.SetException(e);
            }
        });
        return started.Task;
    }

    /// <summary>Sends a signal; false when the process is gone already.</summary>
    public static bool Signal(Process process, int signal) =>
        !process.HasExited && SendSignal(process.Id, signal) == 0;

    /// <summary>
    /// Signals the program and all that it started; it alone in the first moment, when it has no session of
    /// its own yet.
    /// </summary>
    public static bool SignalGroup(Process process, int signal) =>
        SendSignal(-process.Id, signal) == 0 || Signal(process, signal);

    /// <summary>From now on the program, with all its threads, leaves the processor to others.</summary>
    public static bool MakeGroupGentle(Process process)
    {
        const string gentlest = "19";
        try
        {
            // Linux shares the processor among sessions first, and each of our programs is one of its own:
            // within it alone, being nice to others means nothing (sched(7), autogroups).
            File.WriteAllText($"/proc/{process.Id}/autogroup", gentlest);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // No such groups here, or it is gone already.
        }

        return SetPriority(which: 1, process.Id, int.Parse(gentlest, CultureInfo.InvariantCulture)) == 0;
    }

    // A parent-death signal (prctl PR_SET_PDEATHSIG) follows the *thread* that started the child, and those
    // of the pool come and go. So one thread starts all of them and lives as long as we do.
    private static BlockingCollection<Action> StartThread()
    {
        var starts = new BlockingCollection<Action>();
        var thread = new Thread(() =>
        {
            foreach (var start in starts.GetConsumingEnumerable()) start();
        })
        { IsBackground = true, Name = "starts programs" };
        thread.Start();
        return starts;
    }

    // 1: of a group of processes.
    [LibraryImport("libc", EntryPoint = "setpriority", SetLastError = true)]
    private static partial int SetPriority(int which, int processId, int priority);

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int SendSignal(int processId, int signal);
}
