using System.Threading.Channels;
using Dapper;
using LessonLens.Database;
using LessonLens.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace LessonLens.Tests.Database;

public sealed class NewsTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private readonly Channel<string> _heard = Channel.CreateUnbounded<string>();

    [Fact]
    public async Task What_is_committed_is_heard_in_order_and_what_is_rolled_back_is_not()
    {
        using var ear = Listen("lesson");
        await UntilHeard("ready", "lesson");
        await database.Db.Change(change => Tell(change, "one", "two"));
        await Assert.ThrowsAsync<InvalidOperationException>(() => database.Db.Change(async change =>
        {
            await Tell(change, "never");
            throw new InvalidOperationException("The cause does not come about.");
        }));
        await database.Db.Change(change => Tell(change, "three"));

        foreach (var expected in (string[])["one", "two", "three"]) Assert.Equal(expected, await Next());
    }

    [Fact]
    public async Task After_a_lost_connection_everybody_is_told_to_look_and_hears_again()
    {
        using var ear = Listen("lost");
        await UntilHeard("ready", "lost");
        await using (var connection = await database.Db.Open())
            await connection.ExecuteAsync("""
                select pg_terminate_backend(pid) from pg_stat_activity
                where datname = current_database() and query = 'listen lessonlens'
                """);

        Assert.Equal("", await Next());
        database.Notifier.Tell("lost", "again");
        Assert.Equal("again", await Next());
    }

    [Fact]
    public async Task News_that_gathered_goes_out_together_and_nothing_is_told_twice()
    {
        using var ear = Listen("crowd");
        await UntilHeard("ready", "crowd");
        using var late = new Notifier(database.Source, NullLogger<Notifier>.Instance);
        for (var round = 0; round < 100; round++)
            foreach (var news in (string[])["amira", "ben", "dana"]) late.Tell("crowd", news);
        await late.StartAsync(CancellationToken.None);

        foreach (var expected in (string[])["amira", "ben", "dana"]) Assert.Equal(expected, await Next());
        late.Tell("crowd", "end");
        Assert.Equal("end", await Next());
    }

    [Fact]
    public async Task What_could_not_be_told_is_told_again()
    {
        using var ear = Listen("again");
        await UntilHeard("ready", "again");
        await using var source = NpgsqlDataSource.Create(
            database.Source.ConnectionString + ";Application Name=mute");
        using var mute = new Notifier(source, NullLogger<Notifier>.Instance);
        await mute.StartAsync(CancellationToken.None);
        mute.Tell("again", "one");
        Assert.Equal("one", await Next());
        await using (var connection = await database.Db.Open())
            // Not while it still tells the first.
            await Wait.Until(() => connection.ExecuteScalarAsync<bool>("""
                select bool_or(pg_terminate_backend(pid)) from pg_stat_activity
                where application_name = 'mute' and state = 'idle'
                """));

        mute.Tell("again", "two");
        Assert.Equal("two", await Next());
        await mute.StopAsync(CancellationToken.None);
    }

    private static Task Tell(Change change, params string[] news)
    {
        foreach (var one in news) change.Tell("lesson", one);
        return Task.CompletedTask;
    }

    private IDisposable Listen(string topic) =>
        database.Listener.On(topic, news => _heard.Writer.TryWrite(news));

    private async Task<string> Next() => await _heard.Reader.ReadAsync()
        .AsTask().WaitAsync(TimeSpan.FromSeconds(60));

    /// <summary>The listening connection is made in the background; from here on it is there.</summary>
    private async Task UntilHeard(string word, string topic)
    {
        await Wait.Until(() =>
        {
            database.Notifier.Tell(topic, word);
            return Task.FromResult(_heard.Reader.TryPeek(out _));
        });
        database.Notifier.Tell(topic, "begin");
        while (await Next() != "begin") { }
    }
}
