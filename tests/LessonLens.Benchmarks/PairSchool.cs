using Dapper;
using LessonLens.Database;
using LessonLens.People;
using LessonLens.Processes;
using Npgsql;

namespace LessonLens.Benchmarks;

/// <summary>Many pairs, each with a lesson of theirs, all signed in; and their server.</summary>
internal sealed class PairSchool(BenchFolder folder, LocalPostgres postgres, Guid[] lessons)
    : IAsyncDisposable
{
    public Guid Lesson(int pair) => lessons[pair];

    /// <summary>Of the first (who owns the lesson) or the second of a pair.</summary>
    public static string Cookie(int pair, int who) => $"lessonlens=bench-{(2 * pair) + who}";

    /// <summary>Each of them has one.</summary>
    public static string Email(int person) => $"{person}@bench.school";

    /// <summary>So that they can be guessed as any other's.</summary>
    public async Task GivePasswords()
    {
        await using var connection = new NpgsqlConnection(postgres.ConnectionString());
        await connection.ExecuteAsync("update people set password_hash = @hash",
            new { hash = Passwords.Hash("nine small otters") });
    }

    public static async Task<PairSchool> Open(BenchFolder folder, int pairs)
    {
        var postgres = await LocalPostgres.Start(folder["postgres"]);
        var school = new PairSchool(folder, postgres,
            [.. Enumerable.Range(0, pairs).Select(_ => Guid.CreateVersion7())]);
        // The first start makes the tables.
        await using (await school.Start()) await school.Enrol();
        return school;
    }

    public Task<Receiver> Start() => Servers.Ours(folder, flush: true, connectionString:
        postgres.ConnectionString());

    public ValueTask DisposeAsync() => postgres.DisposeAsync();

    private async Task Enrol()
    {
        await using var connection = new NpgsqlConnection(postgres.ConnectionString());
        await connection.ExecuteAsync("""
            insert into schools (id, name) values (gen_random_uuid(), 'Bench');
            create temporary table enrolled as
            select n, gen_random_uuid() as id, lesson
            from unnest(@lessons) with ordinality as l(lesson, pair), generate_series(0, 1) as who,
                lateral (select 2 * (pair - 1) + who as n) as numbered;
            insert into people (id, email, name, password_hash)
            select id, n || '@bench.school', 'Person ' || n, '' from enrolled;
            insert into memberships (person_id, school_id, role)
            select e.id, s.id, 'teacher' from enrolled e, schools s;
            insert into sessions (token_hash, person_id, ends_at)
            select sha256(convert_to('bench-' || n, 'UTF8')), id, now() + interval '1 day' from enrolled;
            insert into lessons (id, school_id, owner_id, title)
            select e.lesson, s.id, e.id, 'Lesson ' || n from enrolled e, schools s where n % 2 = 0;
            insert into grants (lesson_id, person_id, may, reason, until_at, granted_by)
            select b.lesson, b.id, 'annotate', 'Together', now() + interval '1 day', a.id
            from enrolled b join enrolled a on a.n = b.n - 1 where b.n % 2 = 1;
            analyze
            """, new { lessons });
    }
}
