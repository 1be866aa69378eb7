using System.Collections.Concurrent;
using Dapper;
using LessonLens.Database;

namespace LessonLens.People;

/// <summary>How often something was tried, counted for all web processes together.</summary>
public sealed class Attempts(Db db, TimeProvider time)
{
    private const int MostRemembered = 10_000;

    // So that a flood that is refused hardly asks the database. Not longer: of those who were counted some
    // may prove right and give their places back, as when a whole school signs in on one morning.
    private static readonly TimeSpan Remembered = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<string, (DateTime Remembered, DateTime Over)> _over = new();

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>Counts before anything is tried, so that many at once are no way around a limit.</summary>
    /// <param name="limits">All of them hold.</param>
    /// <param name="count">So many at once, or none of them.</param>
    /// <returns>Null when it may be tried; else how long to wait.</returns>
    public async Task<TimeSpan?> Take(IReadOnlyList<Limit> limits, int count = 1)
    {
        foreach (var limit in limits)
            if (_over.TryGetValue(limit.What, out var until) && until.Remembered > Now)
                return until.Over - Now;
        await using var connection = await db.Open();
        // One after the other: whoever is refused by the first does not count against the second.
        foreach (var limit in limits)
        {
            var row = await connection.QuerySingleAsync<Row>("""
                delete from attempts where subject in (
                    select subject from attempts where ends_at <= @Now limit 20 for update skip locked);
                insert into attempts as a (subject, count, ends_at) values (@subject, @count, @endsAt)
                on conflict (subject) do update set
                    count = case when a.ends_at <= @Now then @count else a.count + @count end,
                    ends_at = case when a.ends_at <= @Now then excluded.ends_at else a.ends_at end
                returning count, ends_at
                """, new { subject = Secret.Hash(limit.What), count, Now, endsAt = Now + limit.Within });
            if (row.Count <= limit.Most) continue;
            if (count > 1)
            {
                await GiveBack([limit], count);
                return row.EndsAt - Now;
            }

            if (_over.Count >= MostRemembered) _over.Clear();
            _over[limit.What] = (Now + Remembered, row.EndsAt);
            return row.EndsAt - Now;
        }

        return null;
    }

    /// <summary>It was right, or it was not tried: it does not count.</summary>
    public async Task GiveBack(IReadOnlyList<Limit> limits, int count = 1)
    {
        await using var connection = await db.Open();
        foreach (var limit in limits)
            await connection.ExecuteAsync(
                "update attempts set count = greatest(0, count - @count) where subject = @subject",
                new { subject = Secret.Hash(limit.What), count });
    }

    private sealed record Row
    {
        public required int Count { get; init; }
        public required DateTime EndsAt { get; init; }
    }
}
