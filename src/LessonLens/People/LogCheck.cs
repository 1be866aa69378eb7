using Dapper;
using LessonLens.Database;

namespace LessonLens.People;

/// <summary>
/// Finds what was done to the log behind the product's back: by somebody who could switch the table's
/// triggers off.
/// </summary>
/// <remarks>
/// Who may write everything can also compute everything: hashes from the altered entry to the end, and the
/// head. Against that only a head helps that was noted where they cannot write, which is why the page for
/// administrators and the role <c>check</c> tell it.
/// </remarks>
public sealed class LogCheck(Db db)
{
    /// <param name="school">Null checks all.</param>
    /// <param name="noted">A head as it was told before ("1204:9f86d0…"); needs the school.</param>
    /// <param name="stop">Ends the check.</param>
    /// <returns>Nothing where all is as it was written.</returns>
    public async Task<IReadOnlyList<LogFault>> Check(
        Guid? school = null, string? noted = null, CancellationToken stop = default)
    {
        await using var connection = await db.Open(stop);
        // Heads first and entries after them: what is added meanwhile lies behind a head that is known.
        await using var moment = await connection.BeginTransactionAsync(
            System.Data.IsolationLevel.RepeatableRead, stop);
        var heads = (await Heads(connection, school)).ToDictionary(head => head.SchoolId);
        var faults = new List<LogFault>();
        var seen = new HashSet<string>();
        LogRow? before = null;
        await foreach (var row in connection.QueryUnbufferedAsync<LogRow>("""
            select school_id, sequence, at, actor_id, act, lesson_id, about_id, detail::text as detail,
                previous, hash
            from log_entries where school_id = @school or @school is null order by school_id, sequence
            """, new { school }))
        {
            if (before is not null && before.SchoolId != row.SchoolId)
            {
                End(before);
                before = null;
            }

            Look(row, before);
            if (noted is not null) seen.Add(new LogHead
            {
                SchoolId = row.SchoolId, Sequence = row.Sequence, Hash = row.Hash,
            }.ToString());
            before = row;
        }

        if (before is not null) End(before);
        faults.AddRange(heads.Values.Select(head => new LogFault(head.SchoolId, 1, LogFaultKind.Removed)));
        if (noted is not null && !seen.Contains(noted.Trim().ToLowerInvariant()))
            faults.Add(new LogFault(school ?? Guid.Empty, 1, LogFaultKind.Rewritten));
        return faults;

        void Look(LogRow row, LogRow? before)
        {
            void Found(LogFaultKind kind, long at) => faults.Add(new LogFault(row.SchoolId, at, kind));
            var head = heads.GetValueOrDefault(row.SchoolId)?.Sequence ?? 0;
            if (row.Sequence > head) Found(LogFaultKind.Inserted, row.Sequence);
            else if (!row.Hash.AsSpan().SequenceEqual(row.Seal())) Found(LogFaultKind.Altered, row.Sequence);
            var next = (before?.Sequence ?? 0) + 1;
            if (row.Sequence > next) Found(LogFaultKind.Removed, next);
            else if (!row.Previous.AsSpan().SequenceEqual(before?.Hash ?? []))
                Found(LogFaultKind.Unlinked, row.Sequence);
        }

        void End(LogRow last)
        {
            if (!heads.Remove(last.SchoolId, out var head)) return;
            if (last.Sequence < head.Sequence)
                faults.Add(new LogFault(last.SchoolId, last.Sequence + 1, LogFaultKind.Removed));
            else if (last.Sequence == head.Sequence && !last.Hash.AsSpan().SequenceEqual(head.Hash))
                faults.Add(new LogFault(last.SchoolId, last.Sequence, LogFaultKind.Altered));
        }
    }

    /// <summary>Where each chain ends, to be noted elsewhere.</summary>
    public async Task<IReadOnlyList<LogHead>> Heads(Guid? school = null, CancellationToken stop = default)
    {
        await using var connection = await db.Open(stop);
        return await Heads(connection, school);
    }

    /// <summary>For the command line.</summary>
    /// <returns>True where all is as it was written.</returns>
    public async Task<bool> Report(TextWriter to)
    {
        var faults = await Check();
        foreach (var fault in faults)
            await to.WriteLineAsync($"{fault.SchoolId}: {fault.Kind} at {fault.Sequence}");
        foreach (var head in await Heads())
            await to.WriteLineAsync($"{head.SchoolId}: the log ends with {head}");
        return faults.Count == 0;
    }

    private static async Task<IReadOnlyList<LogHead>> Heads(
        Npgsql.NpgsqlConnection connection, Guid? school) =>
        (await connection.QueryAsync<LogHead>("""
            select school_id, sequence, hash from log_heads
            where school_id = @school or @school is null order by school_id
            """, new { school })).ToList();
}
