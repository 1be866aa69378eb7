using Microsoft.Extensions.Caching.Memory;

namespace LessonLens.Database;

/// <summary>
/// What the database has just said, for whoever asks the same many times a second: two seconds old at most,
/// only some, and never a no.
/// </summary>
public sealed class ShortMemory<TQuestion, TAnswer> : IDisposable
    where TQuestion : notnull where TAnswer : class
{
    private const int Most = 10_000;
    private static readonly TimeSpan Oldest = TimeSpan.FromSeconds(2);

    private readonly MemoryCache _answers = new(new MemoryCacheOptions
    {
        SizeLimit = Most,
        ExpirationScanFrequency = Oldest,
    });

    private int _age;

    public async Task<TAnswer?> Ask(TQuestion question, Func<Task<TAnswer?>> database)
    {
        // An answer that was on its way while all was forgotten belongs to the age before.
        var key = (Volatile.Read(ref _age), question);
        if (_answers.TryGetValue(key, out TAnswer? known)) return known;
        var answer = await database();
        if (answer is not null)
            _answers.Set(key, answer, new MemoryCacheEntryOptions
            {
                AbsoluteExpirationRelativeToNow = Oldest,
                Size = 1,
            });
        return answer;
    }

    /// <summary>From its return on the database is asked again.</summary>
    public void Forget() => Interlocked.Increment(ref _age);

    public void Dispose() => _answers.Dispose();
}
