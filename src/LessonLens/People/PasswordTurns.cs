using System.Runtime.InteropServices;

namespace LessonLens.People;

/// <summary>
/// Hashing a password keeps a core busy for a tenth of a second and more, and anybody may ask for it. So it
/// is done by few threads of its own, which give way to all others; strangers wait in one line, and whoever
/// we know in another.
/// </summary>
public sealed partial class PasswordTurns : IDisposable
{
    // nice(2): a tenth of what the others get where there is not enough for all.
    private const int Niceness = 10;

    private readonly SemaphoreSlim _strangers = new(Math.Max(1, Environment.ProcessorCount / 4));
    private readonly SemaphoreSlim _known = new(Math.Max(1, Environment.ProcessorCount / 4));

    /// <summary>How long anybody waits for their turn; then they are asked to come back.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <param name="hash">Null is nobody's: no password matches it, as slowly as any other.</param>
    /// <param name="password">What somebody typed.</param>
    /// <param name="isKnown">By their session or their browser.</param>
    /// <param name="stop">Leaves the line.</param>
    /// <returns>Null where the line was too long.</returns>
    public async Task<bool?> Matches(string? hash, string password, bool isKnown, CancellationToken stop)
    {
        var line = isKnown ? _known : _strangers;
        if (!await line.WaitAsync(Patience, stop)) return null;
        return await Work(line, () => Passwords.Matches(hash, password), isGentle: !isKnown);
    }

    /// <summary>For whoever has a link or a session of ours.</summary>
    public async Task<string> Hash(string password, CancellationToken stop)
    {
        await _known.WaitAsync(stop);
        return await Work(_known, () => Passwords.Hash(password), isGentle: false);
    }

    public void Dispose()
    {
        _strangers.Dispose();
        _known.Dispose();
    }

    private static async Task<T> Work<T>(SemaphoreSlim line, Func<T> work, bool isGentle)
    {
        try
        {
            return await Task.Factory.StartNew(() =>
            {
                // Of this thread alone, which then ends (setpriority(2), "C library/kernel differences").
                if (isGentle) _ = SetPriority(0, 0, Niceness);
                return work();
            }, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }
        finally
        {
            line.Release();
        }
    }

    [LibraryImport("libc", EntryPoint = "setpriority")]
    private static partial int SetPriority(int which, int threadId, int priority);
}
