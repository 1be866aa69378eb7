using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using LessonLens.Tests.People;
using LessonLens.Tests.Support;

namespace LessonLens.Tests.Media;

public sealed class RefusedMediaTests(LessonLensApp app) : IClassFixture<LessonLensApp>
{
    [Fact]
    public async Task Hundreds_of_attempts_by_whoever_may_not_watch_give_no_byte_and_tell_nothing()
    {
        var amira = await app.Someone("Amira");
        var lesson = await amira.PlanLesson();
        await amira.UploadFile(lesson, await TestRecordings.Silent);
        await amira.RecordingOnce(lesson, now => now["state"]!.GetValue<string>() == "ready");
        var clip = await Cutting.Cut(amira, lesson, 0, 1_000);
        var media = new RefusedMedia(app, lesson, Guid.Parse(clip.Split('/')[^1]));
        var ofClip = await Known(amira, $"{clip}/clip.mp4", $"{clip}/poster.jpg");
        var known = await Known(amira, await Paths(amira, lesson));
        var watched = known.Keys.Except([$"/media/lessons/{lesson}/original"]).ToList();

        var vera = await Watcher("Vera");
        await media.Ask(vera.Http, Only(known, "/original"), HttpStatusCode.NotFound);
        var withdrawn = await Watcher("Ben");
        await amira.Withdraw(lesson, withdrawn);
        var expired = await Watcher("Eva");
        await app.Sql<int>("update grants set until_at = now() where person_id = @Id", new { expired.Id });
        // A permit that was given a moment ago is remembered for two seconds.
        foreach (var path in watched)
            await Wait.Until(async () => await expired.StatusOf(path) == HttpStatusCode.NotFound, 5);
        var onlyTheClip = await app.Someone("Omar", school: "Elsewhere");
        await amira.Put($"/api/lessons/{lesson}/clips/{clip.Split('/')[^1]}/grants/{onlyTheClip.Id}",
            new { reason = "Look" });
        await media.Ask(onlyTheClip.Http, known, HttpStatusCode.NotFound);
        var admin = await app.Someone("Ada", role: "admin");
        var foreigner = await app.Someone("Noor", school: "Elsewhere", role: "admin");
        foreach (var person in (SignedIn[])[withdrawn, expired, admin, foreigner])
            await media.Ask(person.Http, Both(known, ofClip), HttpStatusCode.NotFound);

        var disabled = await Watcher("Ida");
        using (await admin.Do("Disable", disabled)) { }
        var ended = await SignedIn.To(app.Address, amira.Email);
        Assert.Equal(HttpStatusCode.NoContent, await ended.Delete("/api/session"));
        using var nobody = app.NewClient();
        foreach (var client in (HttpClient[])[disabled.Http, ended.Http, nobody])
            await media.Ask(client, Both(known, ofClip), HttpStatusCode.Unauthorized);

        var own = await admin.PlanLesson("In which there is nothing");
        foreach (var path in known.Keys.SelectMany(path => Tampered(path, lesson, own)))
            await media.AskExactly(admin.Http, path);

        await Replace(amira, lesson);
        var replaced = known.Where(one => HasMadeName(one.Key)).ToDictionary();
        await media.Ask(amira.Http, replaced, HttpStatusCode.NotFound);
        await media.Ask(vera.Http, replaced, HttpStatusCode.NotFound);
        var now = Both(await Known(amira, await Paths(amira, lesson)), ofClip);
        Assert.Equal(HttpStatusCode.NoContent, await amira.Delete($"/api/lessons/{lesson}"));
        foreach (var person in (SignedIn[])[amira, vera, onlyTheClip])
            await media.Ask(person.Http, now, HttpStatusCode.NotFound);

        Assert.True(media.Attempts >= 200, $"Only {media.Attempts} attempts were made.");

        async Task<SignedIn> Watcher(string name)
        {
            var person = await app.Someone(name);
            await amira.Share(lesson, person, "view");
            foreach (var path in watched) Assert.Equal(HttpStatusCode.OK, await person.StatusOf(path));
            return person;
        }
    }

    private static async Task<string[]> Paths(SignedIn owner, Guid lesson)
    {
        var watching = new Watching(owner, lesson);
        var playlist = await watching.Rendition();
        return
        [
            .. ((string[])
            [
                "main.m3u8", "poster.jpg", "thumbnails.vtt", "peaks.json", "stills/0.jpg", "stills/4321.jpg",
                "original", (await watching.Thumbnails())[0].Sheet, await watching.RenditionName(),
                Watching.Init(playlist), .. Watching.Segments(playlist),
            ]).Select(watching.Address),
        ];
    }

    private static async Task<Dictionary<string, string>> Known(SignedIn owner, params string[] paths)
    {
        var known = new Dictionary<string, string>();
        foreach (var path in paths)
        {
            using var answer = await owner.Http.GetAsync(new Uri(path, UriKind.Relative));
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            known[path] = answer.Headers.ETag!.ToString();
        }

        return known;
    }

    /// <summary>A name that belongs to one recording, not to what the lesson shows at the time.</summary>
    private static bool HasMadeName(string path) => path.Split('/')[^1].Length > 32;

    private static Dictionary<string, string> Only(Dictionary<string, string> known, string end) =>
        known.Where(one => one.Key.EndsWith(end, StringComparison.Ordinal)).ToDictionary();

    private static Dictionary<string, string> Both(
        Dictionary<string, string> one, Dictionary<string, string> another) =>
        one.Concat(another).ToDictionary();

    /// <summary>By way of a lesson of one's own, and by names that only look different.</summary>
    private static IEnumerable<string> Tampered(string path, Guid lesson, Guid own)
    {
        var name = path[(path.IndexOf(lesson.ToString(), StringComparison.Ordinal) + 37)..];
        var mine = $"/media/lessons/{own}/";
        return
        [
            $"{mine}{name}", $"{mine}../{lesson}/{name}", $"{mine}..%2f{lesson}%2f{name}",
            $"{mine}%2e%2e/{lesson}/{name}", $"{mine}%252e%252e/{lesson}/{name}",
            $"{mine}..%5c{lesson}%5c{name}", $"{mine}//{lesson}/{name}", $"{mine}{name}?lesson={lesson}",
            $"{path}.", $"{path}%00", $"{path}%00.jpg", $"{path}%20", $"{path}/", $"{path};.m4s",
            $"{path}%0a", path.ToUpperInvariant(), $"{path}::$DATA",
        ];
    }

    private static async Task Replace(SignedIn owner, Guid lesson)
    {
        var recordings = $"/api/lessons/{lesson}/recordings";
        await owner.UploadFile(lesson, await TestRecordings.LateTone);
        var all = (await owner.Http.GetFromJsonAsync<JsonArray>(
            new Uri(recordings, UriKind.Relative)))!;
        var (first, second) = (all.Single(IsShown)!["id"]!, all.Single(one => !IsShown(one))!["id"]!);
        Assert.Equal(HttpStatusCode.OK, await owner.Put(
            $"/api/lessons/{lesson}/recording", new { recordingId = second.GetValue<Guid>() }));
        Assert.Equal(HttpStatusCode.NoContent, await owner.Delete($"{recordings}/{first.GetValue<Guid>()}"));
        await owner.RecordingOnce(lesson, now => now["state"]!.GetValue<string>() == "ready", 120);

        static bool IsShown(JsonNode? recording) =>
            recording!["shown"]!.GetValue<bool>();
    }
}
