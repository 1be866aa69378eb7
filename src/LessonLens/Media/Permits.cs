using LessonLens.Database;
using LessonLens.Lessons;
using LessonLens.People;

namespace LessonLens.Media;

/// <summary>
/// Which blob a person was allowed to read under an address a moment ago, so that playing a lesson is not a
/// question to the database for each part. Withdrawing takes effect at once in the process that is asked for
/// it, in the others with the notice, and within two seconds where the notice is lost.
/// </summary>
public sealed class Permits : IDisposable
{
    private readonly ShortMemory<(Guid Person, Guid Lesson, string Part), Permit> _memory = new();
    private readonly IDisposable[] _ears;

    public Permits(Notifier notifier, Listener listener)
    {
        string[] topics = [GrantStore.Topic, GroupStore.Topic];
        notifier.AtOnce(topic =>
        {
            if (topics.Contains(topic)) _memory.Forget();
        });
        _ears = [.. topics.Select(topic => listener.On(topic, _ => _memory.Forget()))];
    }

    /// <returns>Null when the store says that there is none for this person.</returns>
    internal Task<Permit?> Ask(Guid person, Guid lesson, string part, Func<Task<Permit?>> store) =>
        _memory.Ask((person, lesson, part), store);

    public void Dispose()
    {
        foreach (var ear in _ears) ear.Dispose();
        _memory.Dispose();
    }
}

/// <summary>To read one blob.</summary>
internal sealed record Permit(string Blob, string? FileName = null);
