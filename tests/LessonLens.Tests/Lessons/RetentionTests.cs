using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Dapper;
using LessonLens.Lessons;
using LessonLens.Tests.Archives;
using LessonLens.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace LessonLens.Tests.Lessons;

/// <summary>What is kept ends in time, what is held stays, and what was erased is nowhere.</summary>
public sealed class RetentionTests(LessonLensApp app) : IClassFixture<LessonLensApp>
{
    [Fact]
    public async Task What_is_past_its_end_is_found_nowhere_and_its_certificate_says_what_went()
    {
        const string canary = "qzxcanaryvwk";
        await using var postbox = Postbox.Of(app);
        var amira = await app.Someone("Amira");
        var ben = await app.Someone("Ben", role: "coach");
        var lesson = await Planted(canary, amira, ben);
        var hash = Convert.ToHexStringLower(await Uploads.UploadSteps.Original(amira, lesson));
        // The search finds what there is.
        await Sql("select 1; checkpoint");
        Assert.NotEmpty(Finds(canary));

        var ends = (await amira.Get($"/api/lessons/{lesson}/retention"))["endsAt"]!.GetValue<DateTime>();
        Assert.InRange(ends, DateTime.UtcNow.AddMonths(12), DateTime.UtcNow.AddMonths(26));
        await At(ends.AddDays(-13));
        amira = await SignedIn.To(app.Address, amira.Email);
        Assert.Contains("is erased after", await amira.Http.GetStringAsync(new Uri("/", UriKind.Relative)),
            StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, await amira.StatusOf($"/api/lessons/{lesson}"));
        Assert.Contains($"is kept until {ends:d MMMM yyyy}", await postbox.LetterTo(amira.Email),
            StringComparison.Ordinal);
        Assert.Equal(0, postbox.LettersTo(ben.Email));

        await At(ends.AddHours(1));
        amira = await SignedIn.To(app.Address, amira.Email);
        Assert.Equal(HttpStatusCode.NotFound, await amira.StatusOf($"/api/lessons/{lesson}"));
        var certificate = await CertificateOf(amira, lesson);
        Assert.Equal("retention", (string?)certificate["erasure"]!["cause"]);
        Assert.True((bool)certificate["verifies"]!);
        var items = certificate["erasure"]!["items"]!.AsArray();
        Assert.Contains(items, item => (string?)item!["sha256"] == hash);
        Assert.Equal(2, items.Count(item => (string?)item!["what"] == "note"));
        await Scrubbed("scrub");
        // Where another test has made one of the tables large.
        await Scrubbed("scrub-at-night");
        await Wait.Until(() => Task.FromResult(Finds(canary).Count == 0), 120,
            () => $"it is found in {string.Join(", ", Finds(canary))}");

        // Whoever changes a certificate is found out.
        await Retell("retention", "owner");
        Assert.False((bool)(await CertificateOf(amira, lesson))["verifies"]!);
        await Retell("\"owner\"", "\"retention\"");
        var omar = await app.Someone("Omar", school: "Hilltop", role: "admin");
        Assert.Equal(HttpStatusCode.NotFound, await omar.StatusOf(
            $"/api/erasures/{certificate["erasure"]!["id"]}"));
        Assert.Contains("are as they were written", await amira.Http.GetStringAsync(
            new Uri($"/erasures/{certificate["erasure"]!["id"]}", UriKind.Relative)),
            StringComparison.Ordinal);

        Task Retell(string from, string to) => app.Sql<int>("""
            update erasures set certificate = replace(certificate, @from, @to) where lesson_id = @lesson
            """, new { lesson, from, to });
    }

    [Fact]
    public async Task Nobody_waits_by_day_for_a_large_table_to_be_rid_of_what_was_erased()
    {
        const string canary = "qzxnightvwk";
        var now = app.Clock.GetLocalNow().DateTime;
        app.Clock.Advance(now.Date.AddDays(1).AddHours(12) - now);
        var amira = await app.Someone("Amira");
        var (kept, lesson) = (await amira.PlanLesson(), await amira.PlanLesson());
        await app.Sql<int>("""
            insert into focuses (lesson_id, version, text, written_by)
            select @kept, version, repeat(md5(version::text), 60), @Id
            from generate_series(2, 9000) version
            """, new { kept, amira.Id });
        await amira.Http.PatchAsJsonAsync($"/api/lessons/{lesson}", new { focus = $"Who {canary}?" });
        await Sql("select 1; checkpoint");
        var before = await File();

        await amira.Http.DeleteAsync(new Uri($"/api/lessons/{lesson}", UriKind.Relative));
        await CertificateOf(amira, lesson);
        await Scrubbed("scrub");
        Assert.Equal(before, await File());
        Assert.InRange(await app.Sql<double>("""
            select extract(epoch from run_at - now()) / 3600 from jobs where kind = 'scrub-at-night'
            """), 13.9, 14);

        await Scrubbed("scrub-at-night");
        Assert.NotEqual(before, await File());
        await Wait.Until(() => Task.FromResult(Finds(canary).Count == 0), 120,
            () => $"it is found in {string.Join(", ", Finds(canary))}");

        // A table that was written anew lies in another file.
        Task<long> File() => app.Sql<long>(
            "select relfilenode::bigint from pg_class where relname = 'focuses'");
    }

    [Fact]
    public async Task A_held_lesson_outlives_its_end_and_its_owners_deletion_and_goes_when_the_hold_does()
    {
        var amira = await app.Someone("Amira", school: "Lakeside");
        var dana = await app.Someone("Dana", school: "Lakeside", role: "admin");
        var lesson = await amira.PlanLesson();
        var hold = new Uri($"/api/lessons/{lesson}/hold", UriKind.Relative);
        Assert.Equal(HttpStatusCode.NotFound,
            (await amira.Http.PutAsJsonAsync(hold, new { reason = "Mine" })).StatusCode);
        await Problem.TitleOf(
            await dana.Http.PutAsJsonAsync(hold, new { reason = " " }), HttpStatusCode.BadRequest);
        Assert.Equal(HttpStatusCode.NoContent,
            (await dana.Http.PutAsJsonAsync(hold, new { reason = "A parent asked" })).StatusCode);
        Assert.Contains("A parent asked", await amira.Http.GetStringAsync(
            new Uri($"/lessons/{lesson}", UriKind.Relative)), StringComparison.Ordinal);

        var answer = await amira.Http.DeleteAsync(new Uri($"/api/lessons/{lesson}", UriKind.Relative));
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        Assert.Equal("A parent asked", (string?)(await SignedIn.Json(answer))["heldBecause"]);
        Assert.Contains("hold on it ends", await amira.Http.GetStringAsync(new Uri("/", UriKind.Relative)),
            StringComparison.Ordinal);
        await LetTimePass();
        await Wait.Until(async () => await app.Sql<long>(
            "select count(*) from jobs where subject = @lesson", new { lesson }) == 0);
        await Sweep();
        Assert.True(await IsThere(lesson));

        Assert.Equal(HttpStatusCode.NoContent, (await dana.Http.DeleteAsync(hold)).StatusCode);
        Assert.Equal("owner", (string?)(await CertificateOf(amira, lesson))["erasure"]!["cause"]);
        Assert.False(await IsThere(lesson));
    }

    [Fact]
    public async Task Of_a_held_lesson_nothing_is_deleted_or_changed_until_the_hold_ends()
    {
        var amira = await app.Someone("Amira", school: "Brookfield");
        var dana = await app.Someone("Dana", school: "Brookfield", role: "admin");
        var (path, note, reply, clip) = ($"/api/lessons/{await amira.PlanLesson()}", Guid.CreateVersion7(),
            Guid.CreateVersion7(), Guid.CreateVersion7());
        var lesson = Guid.Parse(path[^36..]);
        for (var recordings = 0; recordings < 2; recordings++)
            await amira.UploadFile(lesson, await TestRecordings.Silent);
        await amira.RecordingOnce(lesson, recording => (bool?)recording["playable"] == true);
        await amira.WriteNote(lesson, note);
        await amira.Put($"{path}/annotations/{note}/replies/{reply}", new { text = "She has" });
        Assert.Equal(HttpStatusCode.Accepted,
            await amira.Put($"{path}/clips/{clip}", new { fromMs = 0, toMs = 1000, title = "Hers" }));
        var other = await app.Sql<Guid>("""
            select r.id from recordings r join lessons l on l.id = r.lesson_id
            where l.id = @lesson and r.id <> l.recording_id
            """, new { lesson });
        string[] things = [$"recordings/{other}", $"clips/{clip}", $"annotations/{note}/replies/{reply}",
            $"annotations/{note}"];

        await dana.Put($"{path}/hold", new { reason = "A parent asked" });
        foreach (var thing in things)
        {
            Assert.Contains("holds this lesson", await Problem.TitleOf(await amira.Http.DeleteAsync(
                new Uri($"{path}/{thing}", UriKind.Relative)), HttpStatusCode.Conflict),
                StringComparison.Ordinal);
            Assert.Equal(HttpStatusCode.NotFound, await dana.Delete($"{path}/{thing}"));
        }

        (string Thing, object Changed)[] changes =
        [
            ($"annotations/{note}", new { atMs = 1000, kind = "noticed", text = "No idea", edit = 1 }),
            ($"annotations/{note}/replies/{reply}", new { text = "She has not", edit = 1 }),
            ($"clips/{clip}", new { fromMs = 0, toMs = 1500, title = "Hers" }),
            ($"clips/{clip}", new { fromMs = 0, toMs = 1000, title = "His" }),
        ];
        foreach (var (thing, changed) in changes)
            Assert.Contains("holds this lesson", await Problem.TitleOf(await amira.Http.PutAsJsonAsync(
                new Uri($"{path}/{thing}", UriKind.Relative), changed), HttpStatusCode.Conflict),
                StringComparison.Ordinal);
        // What destroys nothing goes on: the same once more, taking a note back, and something new.
        Assert.Equal(HttpStatusCode.Accepted,
            await amira.Put($"{path}/clips/{clip}", new { fromMs = 0, toMs = 1000, title = "Hers" }));
        foreach (var draft in (bool[])[true, false])
            Assert.Equal(HttpStatusCode.OK,
                (await amira.WriteNote(lesson, note, edit: draft ? 1 : 2, draft: draft)).StatusCode);
        Assert.Equal(HttpStatusCode.Created, await amira.Put(
            $"{path}/annotations/{note}/replies/{Guid.CreateVersion7()}", new { text = "So has Omar" }));
        Assert.Contains("Leila has an idea",
            (await amira.Get($"{path}/annotations")).ToJsonString(), StringComparison.Ordinal);

        var leaving = await amira.Http.GetStringAsync(new Uri(
            $"/leaving/{(await amira.School()).ToString().Split('/')[^1]}/{amira.Id}", UriKind.Relative));
        Assert.Contains("The school holds 1 of them", leaving, StringComparison.Ordinal);
        await dana.Delete($"{path}/hold");
        foreach (var (thing, changed) in changes[1..])
            Assert.True(await amira.Put($"{path}/{thing}", changed) < HttpStatusCode.BadRequest);
        foreach (var thing in things)
            Assert.Equal(HttpStatusCode.NoContent, await amira.Delete($"{path}/{thing}"));
    }

    [Fact]
    public async Task A_restored_backup_forgets_no_erasure()
    {
        var amira = await app.Someone("Amira", school: "Moorfield");
        var lesson = await amira.PlanLesson("Before the backup");
        var owner = amira.Id;
        var school = await app.Sql<Guid>("select id from schools where name = 'Moorfield'");
        await amira.Http.DeleteAsync(new Uri($"/api/lessons/{lesson}", UriKind.Relative));
        await CertificateOf(amira, lesson);
        await Wait.Until(() => app.Sql<bool>(
            "select blob is not null from erasures where lesson_id = @lesson", new { lesson }));

        // The older database has the lesson, and no word of its erasure.
        await app.Sql<int>("""
            delete from erasures where number >= (select number from erasures where lesson_id = @lesson);
            delete from blobs b where name like 'erasures/%'
                and not exists (select from erasures e where e.blob = b.name);
            insert into lessons (id, school_id, owner_id, title)
            values (@lesson, @school, @owner, 'Before the backup')
            """, new { lesson, school, owner });
        Assert.Equal(HttpStatusCode.OK, await amira.StatusOf($"/api/lessons/{lesson}"));
        await app.Services.GetRequiredService<ErasureReplay>().Replay();
        Assert.Equal(HttpStatusCode.NotFound, await amira.StatusOf($"/api/lessons/{lesson}"));
        Assert.True((bool)(await CertificateOf(amira, lesson))["verifies"]!);
        await Wait.Until(async () => !await IsThere(lesson));
    }

    [Fact]
    public async Task An_owner_chooses_the_end_within_what_the_school_allows()
    {
        var amira = await app.Someone("Amira", school: "Northgate");
        var dana = await app.Someone("Dana", school: "Northgate", role: "admin");
        var lesson = await amira.PlanLesson();
        var path = $"/api/lessons/{lesson}/retention";
        var latest = (await amira.Get(path))["latest"]!.GetValue<DateTime>();
        Assert.Equal(HttpStatusCode.OK, (await Choose(latest)).StatusCode);
        Assert.Equal(latest, (await amira.Get(path))["endsAt"]!.GetValue<DateTime>());
        await Problem.TitleOf(await Choose(latest.AddDays(1)), HttpStatusCode.Conflict);
        await Problem.TitleOf(await Choose(DateTime.UtcNow), HttpStatusCode.BadRequest);
        Assert.Equal(HttpStatusCode.NotFound, await dana.StatusOf(path));

        var rules = await dana.Http.GetFromJsonAsync<JsonArray>("/api/schools/retention");
        var school = (Guid)rules![0]!["schoolId"]!;
        Assert.Equal(HttpStatusCode.NotFound, (await Rule(amira, 0, 0)).StatusCode);
        await Problem.TitleOf(await Rule(dana, 2, 1), HttpStatusCode.BadRequest);
        Assert.Equal(HttpStatusCode.NoContent, (await Rule(dana, 0, 1)).StatusCode);
        var shorter = (await amira.Get($"/api/lessons/{await amira.PlanLesson()}/retention"));
        Assert.Equal(latest.AddYears(-3), shorter["endsAt"]!.GetValue<DateTime>());
        Assert.Equal(latest.AddYears(-2), shorter["latest"]!.GetValue<DateTime>());

        Task<HttpResponseMessage> Choose(DateTime endsAt) => amira.Http.PutAsJsonAsync(path, new { endsAt });
        Task<HttpResponseMessage> Rule(SignedIn who, int keptYears, int mostKeptYears) =>
            who.Http.PutAsJsonAsync($"/api/schools/{school}/retention", new { keptYears, mostKeptYears });
    }

    private async Task<bool> IsThere(Guid lesson) =>
        await app.Sql<bool>("select exists (select from lessons where id = @lesson)", new { lesson });

    private async Task<Guid> Planted(string canary, SignedIn amira, SignedIn ben)
    {
        var lesson = await amira.PlanLesson($"Title {canary}");
        await amira.Http.PatchAsJsonAsync($"/api/lessons/{lesson}", new { focus = $"Who {canary}?" });
        await amira.Upload(
            lesson, await File.ReadAllBytesAsync(await TestRecordings.Silent), $"{canary}.mp4");
        await amira.RecordingOnce(lesson, recording => (bool?)recording["playable"] == true);
        await amira.Http.PutAsJsonAsync($"/api/lessons/{lesson}/grants/{ben.Id}",
            new { may = "annotate", reason = $"Because {canary}" });
        var note = Guid.CreateVersion7();
        await amira.Http.PutAsJsonAsync($"/api/lessons/{lesson}/annotations/{note}",
            new { atMs = 1, kind = "noticed", text = $"Note {canary}", drawing = new { words = canary } });
        await amira.WriteNote(lesson, Guid.CreateVersion7(), $"Draft {canary}", draft: true);
        await ben.Http.PutAsJsonAsync(
            $"/api/lessons/{lesson}/annotations/{note}/replies/{Guid.CreateVersion7()}",
            new { text = $"Reply {canary}" });
        // What was once in a file that was taken leaves nothing either.
        await Archive.Of(amira, lesson);
        await Sql("analyze lessons, annotations, replies, focuses, recordings, uploads, grants");
        return lesson;
    }

    private async Task<JsonObject> CertificateOf(SignedIn person, Guid lesson)
    {
        JsonNode? found = null;
        await Wait.Until(async () =>
        {
            await LetTimePass();
            var all = await person.Http.GetFromJsonAsync<JsonArray>("/api/erasures");
            found = all!.SingleOrDefault(one => (Guid)one!["lessonId"]! == lesson);
            return found is not null;
        }, 120, () => "there is no certificate");
        return await person.Get($"/api/erasures/{found!["id"]}");
    }

    /// <summary>Moves the clock there, and lets an hour's round of the sweeper be due.</summary>
    private async Task At(DateTime moment)
    {
        app.Clock.Advance(moment - app.Clock.GetUtcNow().UtcDateTime);
        await Sweep();
    }

    private Task Sweep() =>
        app.Services.GetRequiredService<RetentionSweeper>().Sweep(TestContext.Current.CancellationToken);

    private Task LetTimePass(string jobs = "erase-%") => Sql($"""
        update jobs set run_at = now() where kind like '{jobs}';
        notify lessonlens, 'jobs:'
        """);

    private Task Scrubbed(string job) => Wait.Until(async () =>
    {
        await LetTimePass();
        await LetTimePass(job);
        // It is asked for when the erasure ends, after the certificate.
        return await app.Sql<long>("select count(*) from jobs where kind = @job or kind like 'erase-%'",
            new { job }) == 0;
    }, 180, () => $"{job} is not done");

    private async Task Sql(string sql)
    {
        await using var connection = new NpgsqlConnection(app.ConnectionString);
        await connection.ExecuteAsync(sql);
    }

    /// <summary>In all files of the database, with its log of changes, the blobs and the work.</summary>
    private IReadOnlyList<string> Finds(string words)
    {
        byte[][] wanted = [Encoding.UTF8.GetBytes(words),
            Encoding.UTF8.GetBytes(Convert.ToBase64String(Encoding.UTF8.GetBytes($"{words}.mp4")))];
        string[] folders = [Path.Combine(AppContext.BaseDirectory, "postgres"), app.DataFolder];
        return [.. folders.SelectMany(folder => Directory.EnumerateFiles(
                folder, "*", new EnumerationOptions
                {
                    RecurseSubdirectories = true, IgnoreInaccessible = true,
                }))
            .Where(file => wanted.Any(one => Holds(file, one)))];
    }

    private static bool Holds(string file, byte[] wanted)
    {
        try
        {
            return File.ReadAllBytes(file).AsSpan().IndexOf(wanted) >= 0;
        }
        catch (IOException)
        {
            // Gone since it was listed, or a lock that nobody may read.
            return false;
        }
    }
}
