using Dapper;
using LessonLens.People;
using LessonLens.Tests.Support;
using Npgsql;

namespace LessonLens.Tests.People;

/// <summary>The log is what was written: nobody adds to it, changes it or takes from it unseen.</summary>
public sealed class LogBookTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task However_many_write_at_once_it_is_one_chain()
    {
        var school = Guid.CreateVersion7();
        const int Writers = 16;

        await Task.WhenAll(Enumerable.Range(0, Writers).Select(async writer =>
        {
            for (var count = 0; count < 25; count++) await Write(school, new { writer, count });
        }));

        Assert.Empty(await Check(school));
        Assert.Equal("400:", (await Head(school))[..4]);
    }

    [Fact]
    public async Task What_is_not_committed_was_never_written()
    {
        var school = Guid.CreateVersion7();

        await Assert.ThrowsAsync<InvalidOperationException>(() => database.Db.Change(change =>
        {
            LogBook.Append(change, new LogEntry(LogAct.RoleChanged) { SchoolId = school });
            throw new InvalidOperationException();
        }, Stop));

        Assert.Equal(0, await Sql<int>("select count(*) from log_entries where school_id = @school",
            new { school }));
    }

    [Theory]
    [InlineData("update log_entries set act = 'lesson.opened'")]
    [InlineData("delete from log_entries")]
    [InlineData("truncate log_entries")]
    [InlineData("delete from log_heads")]
    [InlineData("truncate log_heads")]
    [InlineData("update log_heads set sequence = 1")]
    public async Task It_is_only_ever_added_to(string sql)
    {
        await Write(Guid.CreateVersion7());
        var refused = await Assert.ThrowsAsync<PostgresException>(() => Sql<int>(sql));
        Assert.Equal("The log is only ever added to.", refused.MessageText);
    }

    [Theory]
    [InlineData("Leila")]
    [InlineData("what she said")]
    [InlineData("amira@example.org")]
    public async Task Nobodys_words_get_into_it(string words)
    {
        var school = Guid.CreateVersion7();
        await Assert.ThrowsAsync<PostgresException>(() => Write(school, new { words }));
        await Assert.ThrowsAsync<PostgresException>(() => Write(school, new { list = new[] { words } }));
    }

    [Fact]
    public async Task Of_20_rows_that_somebody_changed_behind_its_back_20_are_found()
    {
        (LogFaultKind Kind, string Sql)[] changes =
        [
            (LogFaultKind.Altered, "update log_entries set at = at + interval '1 microsecond' {0}"),
            (LogFaultKind.Altered, "update log_entries set actor_id = gen_random_uuid() {0}"),
            (LogFaultKind.Altered, "update log_entries set actor_id = null {0}"),
            (LogFaultKind.Altered, "update log_entries set act = 'lesson.played' {0}"),
            (LogFaultKind.Altered, "update log_entries set lesson_id = gen_random_uuid() {0}"),
            (LogFaultKind.Altered, "update log_entries set about_id = gen_random_uuid() {0}"),
            (LogFaultKind.Altered, "update log_entries set about_id = actor_id, actor_id = about_id {0}"),
            (LogFaultKind.Altered, "update log_entries set detail = '{{}}' {0}"),
            (LogFaultKind.Altered, "update log_entries set detail = detail || '{{\"more\": 1}}' {0}"),
            (LogFaultKind.Altered, "update log_entries set hash = sha256(hash) {0}"),
            (LogFaultKind.Altered, "update log_entries set previous = sha256(previous) {0}"),
            (LogFaultKind.Altered, "update log_entries e set hash = log_seal(e), at = at + '1 h' {0}"),
            (LogFaultKind.Removed, "delete from log_entries {0}"),
            (LogFaultKind.Removed, "delete from log_entries where school_id = @school and sequence >= @at"),
            (LogFaultKind.Removed, "update log_entries set school_id = gen_random_uuid() {0}"),
            (LogFaultKind.Removed, "delete from log_entries where school_id = @school"),
        ];
        foreach (var (kind, sql) in changes)
        {
            var school = await Chain();
            await AsSuperuser(sql.Replace("{0}", "where school_id = @school and sequence = @at",
                StringComparison.Ordinal).Replace("{{", "{").Replace("}}", "}"), new { school, at = 5L });
            Assert.Contains(await Check(school), fault => fault.Kind == kind
                && fault.Sequence == (sql.EndsWith("@school", StringComparison.Ordinal) ? 1 : 5));
        }

        // Written anew with the right hash: the next one still goes with what was there.
        var resealed = await Chain();
        await AsSuperuser("""
            update log_entries set actor_id = gen_random_uuid() where school_id = @school and sequence = 5;
            update log_entries e set hash = log_seal(e) where school_id = @school and sequence = 5
            """, new { school = resealed });
        Assert.Equal([new LogFault(resealed, 6, LogFaultKind.Unlinked)], await Check(resealed));

        // The last one, too, which no next one goes with.
        var last = await Chain();
        await AsSuperuser("""
            update log_entries set actor_id = gen_random_uuid() where school_id = @school and sequence = 10;
            update log_entries e set hash = log_seal(e) where school_id = @school and sequence = 10
            """, new { school = last });
        Assert.Equal([new LogFault(last, 10, LogFaultKind.Altered)], await Check(last));

        // Two in each other's place.
        var swapped = await Chain();
        await AsSuperuser("""
            update log_entries set sequence = 99 where school_id = @school and sequence = 5;
            update log_entries set sequence = 5 where school_id = @school and sequence = 6;
            update log_entries set sequence = 6 where school_id = @school and sequence = 99
            """, new { school = swapped });
        var found = await Check(swapped);
        Assert.Contains(new LogFault(swapped, 5, LogFaultKind.Altered), found);
        Assert.Contains(new LogFault(swapped, 6, LogFaultKind.Altered), found);

        // One more at the end, as good as all others but for the head.
        var longer = await Chain();
        await AsSuperuser("""
            insert into log_entries
            select school_id, sequence + 1, at, actor_id, act, lesson_id, about_id, detail, hash, ''
            from log_entries where school_id = @school and sequence = 10;
            update log_entries e set hash = log_seal(e) where school_id = @school and sequence = 11
            """, new { school = longer });
        Assert.Equal([new LogFault(longer, 11, LogFaultKind.Inserted)], await Check(longer));
    }

    [Fact]
    public async Task Who_can_rewrite_all_of_it_is_found_out_by_a_head_that_was_noted_elsewhere()
    {
        var school = await Chain();
        var noted = await Head(school);
        await Write(school);
        Assert.Empty(await Check(school, noted));

        await AsSuperuser("""
            delete from log_entries where school_id = @school; delete from log_heads where school_id = @school
            """, new { school });
        for (var count = 0; count < 11; count++) await Write(school);

        Assert.Empty(await Check(school));
        Assert.Equal([new LogFault(school, 1, LogFaultKind.Rewritten)], await Check(school, noted));
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private Task<IReadOnlyList<LogFault>> Check(Guid school, string? noted = null) =>
        new LogCheck(database.Db).Check(school, noted, Stop);

    private async Task<string> Head(Guid school) =>
        (await new LogCheck(database.Db).Heads(school, Stop)).Single().ToString();

    private async Task<Guid> Chain()
    {
        var school = Guid.CreateVersion7();
        for (var count = 0; count < 10; count++) await Write(school, new { count });
        return school;
    }

    private Task Write(Guid school, object? detail = null) => database.Db.Change(change =>
    {
        LogBook.Append(change, new LogEntry(LogAct.LessonOpened)
        {
            SchoolId = school, ActorId = Guid.CreateVersion7(), LessonId = Guid.CreateVersion7(),
            AboutId = Guid.CreateVersion7(), Detail = detail,
        });
        return Task.CompletedTask;
    }, Stop);

    /// <summary>The tests' own user is one, so it may switch the triggers off.</summary>
    private Task AsSuperuser(string sql, object parameters) => Sql<int>($"""
        set session_replication_role = replica; {sql}; set session_replication_role = origin
        """, parameters);

    private async Task<T?> Sql<T>(string sql, object? parameters = null)
    {
        await using var connection = await database.Db.Open(Stop);
        return await connection.ExecuteScalarAsync<T>(sql, parameters);
    }
}
