using System.Net;
using System.Text;
using Dapper;
using LessonLens.Database;
using LessonLens.Tests.Support;
using Npgsql;

namespace LessonLens.Tests.Database;

/// <summary>The private cluster of somebody who has configured nothing.</summary>
public sealed class LocalPostgresTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task It_keeps_its_data_from_one_start_to_the_next_and_a_second_process_joins_in()
    {
        await using (var first = await LocalPostgres.Start(_folder["postgres"]))
        {
            await using var second = await LocalPostgres.Start(_folder["postgres"]);
            await Run(first, "create table kept (word text)");
            await Run(second, "insert into kept values ('fraction')");
        }

        await using var again = await LocalPostgres.Start(_folder["postgres"]);
        Assert.Equal("fraction", await Ask(again, "select word from kept"));
    }

    [Theory]
    [InlineData(UnixFileMode.None)]
    [InlineData(UnixFileMode.OtherExecute | UnixFileMode.OtherRead)]
    public async Task It_works_whether_or_not_the_user_postgres_can_reach_the_folder(UnixFileMode forOthers)
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Only root runs PostgreSQL as somebody else.");
        File.SetUnixFileMode(_folder.Path,
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | forOthers);
        await using var postgres = await LocalPostgres.Start(_folder["postgres"]);
        Assert.Equal("lessonlens", await Ask(postgres, "select current_user"));
    }

    [Fact]
    public async Task It_works_in_a_folder_whose_path_is_too_long_for_a_socket()
    {
        var deep = Path.Combine([_folder.Path, .. Enumerable.Repeat("a-school-with-a-long-name", 4)]);
        Assert.True(Encoding.UTF8.GetByteCount(deep) > 107);
        await using var postgres = await LocalPostgres.Start(deep);
        Assert.Equal("lessonlens", await Ask(postgres, "select current_database()"));
    }

    [Fact]
    public async Task It_works_again_after_the_process_that_started_it_was_killed()
    {
        await using var server = new ServerProcess("demo", connectionString: null, _folder.Path);
        for (var start = 0; start < 2; start++)
        {
            await server.Start();
            await SignedIn.To(server.Address, "amira@demo.school", "lessonlens-demo");
            // Nobody needs a phone to look at the demo as its administrator.
            var dana = await SignedIn.To(server.Address, "dana@demo.school", "lessonlens-demo");
            Assert.Equal(HttpStatusCode.OK, await dana.StatusOf("/people"));
            await server.Kill();
        }

        await using var postgres = await LocalPostgres.Start(_folder["postgres"]);
        Assert.Equal("Amira Haddad", await Ask(postgres,
            "select min(p.name) from sessions s join people p on p.id = s.person_id"));
    }

    public void Dispose() => _folder.Dispose();

    private static async Task Run(LocalPostgres postgres, string sql)
    {
        await using var connection = new NpgsqlConnection(postgres.ConnectionString());
        await connection.ExecuteAsync(sql);
    }

    private static async Task<string?> Ask(LocalPostgres postgres, string sql)
    {
        await using var connection = new NpgsqlConnection(postgres.ConnectionString());
        return await connection.ExecuteScalarAsync<string>(sql);
    }
}
