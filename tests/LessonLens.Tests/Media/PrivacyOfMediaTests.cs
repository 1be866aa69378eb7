using System.Net;
using System.Text;
using LessonLens.Tests.Support;

namespace LessonLens.Tests.Media;

public sealed class PrivacyOfMediaTests(LessonLensApp app) : IClassFixture<LessonLensApp>
{
    [Fact]
    public async Task Only_those_whom_the_owner_chose_may_watch_and_only_as_long()
    {
        var (amira, lesson, names) = await WatchableLesson();
        var ben = await app.Someone("Ben");
        var omar = await app.Someone("Omar", school: "Elsewhere");

        await Sees(ben, lesson, names, HttpStatusCode.NotFound);
        await amira.Share(lesson, ben, "view");
        await Sees(ben, lesson, names, HttpStatusCode.OK);
        await Sees(omar, lesson, names, HttpStatusCode.NotFound);
        await amira.Withdraw(lesson, ben);
        await Sees(ben, lesson, names, HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_file_itself_is_the_owners_alone()
    {
        var (amira, lesson, _) = await WatchableLesson();
        var ben = await app.Someone("Ben");
        await amira.Share(lesson, ben);

        Assert.Equal(HttpStatusCode.NotFound, await ben.StatusOf($"/media/lessons/{lesson}/original"));
    }

    [Fact]
    public async Task What_is_not_shared_looks_like_what_does_not_exist()
    {
        var (_, lesson, names) = await WatchableLesson();
        var omar = await app.Someone("Omar");

        foreach (var name in names)
        {
            var hidden = await new Watching(omar, lesson).Get(name);
            var missing = await new Watching(omar, Guid.CreateVersion7()).Get(name);

            Assert.Equal(await Title(missing), await Title(hidden));
            Assert.Equal(missing.Headers.CacheControl, hidden.Headers.CacheControl);
        }
    }

    [Fact]
    public async Task Whoever_is_not_signed_in_is_told_so()
    {
        var (_, lesson, names) = await WatchableLesson();
        using var nobody = app.NewClient();

        foreach (var name in names)
        {
            var address = new Uri($"/media/lessons/{lesson}/{name}", UriKind.Relative);
            using var answer = await nobody.GetAsync(address, TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        }
    }

    [Fact]
    public async Task A_segment_is_only_found_in_its_own_lesson()
    {
        var (amira, _, names) = await WatchableLesson();
        var another = await amira.PlanLesson("Another");

        foreach (var name in names)
            Assert.Equal(HttpStatusCode.NotFound, (await new Watching(amira, another).Get(name)).StatusCode);
    }

    [Theory]
    [InlineData("..%2f..%2fappsettings.json")]
    [InlineData("%2e%2e/original")]
    [InlineData("0.m4s")]
    [InlineData("x-0.mp4")]
    [InlineData("00000000000000000000000000000000-99999999999.m4s")]
    [InlineData("00000000000000000000000000000000-1.mp4")]
    [InlineData("00000000000000000000000000000000-1.m4s%0a")]
    public async Task Names_that_we_did_not_make_lead_nowhere(string name)
    {
        var (amira, lesson, _) = await WatchableLesson();

        Assert.Equal(HttpStatusCode.NotFound, (await new Watching(amira, lesson).Get(name)).StatusCode);
    }

    [Fact]
    public async Task Media_are_kept_by_nobody_but_the_viewers_own_browser()
    {
        var (amira, lesson, names) = await WatchableLesson();

        foreach (var name in names)
        {
            var answer = await new Watching(amira, lesson).Get(name);

            Assert.True(answer.Headers.CacheControl!.Private);
            Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
            Assert.Equal("same-origin", answer.Headers.GetValues("Cross-Origin-Resource-Policy").Single());
        }
    }

    [Fact]
    public async Task Nothing_that_is_watched_tells_where_it_was_filmed_and_with_what()
    {
        var amira = await app.Someone("Amira");
        var ben = await app.Someone("Ben");
        var lessons = new List<(Guid Id, string Name, string Marks)>();
        foreach (var (file, marks) in await TellingRecordings.All())
        {
            lessons.Add((await amira.PlanLesson(), Path.GetExtension(file), marks));
            await amira.UploadFile(lessons[^1].Id, file);
        }

        foreach (var (lesson, name, marks) in lessons)
        {
            await amira.RecordingOnce(lesson, now => now["state"]!.GetValue<string>() == "ready");
            foreach (var (served, bytes) in await All(amira, lesson))
                Assert.True(!Tells(bytes, TellingRecordings.Mark), $"{name}: {served}");

            await amira.Share(lesson, ben);
            Assert.Equal(HttpStatusCode.NotFound, await ben.StatusOf($"/media/lessons/{lesson}/original"));
            var original = await Bytes(amira, $"/media/lessons/{lesson}/original");
            foreach (var mark in marks.Split(' '))
                Assert.True(Tells(original, TellingRecordings.Mark + mark), $"{name} itself: {mark}");
        }
    }

    /// <summary>All that anybody gets who may watch a lesson.</summary>
    private static async Task<IReadOnlyList<(string Name, byte[] Bytes)>> All(SignedIn person, Guid lesson)
    {
        var watching = new Watching(person, lesson);
        var clip = await Cutting.Cut(person, lesson, 0, 1_000);
        List<string> names =
        [
            "main.m3u8", "poster.jpg", "stills/500.jpg", "peaks.json", "thumbnails.vtt",
            .. (await watching.Thumbnails()).Select(cue => cue.Sheet).Distinct(),
        ];
        foreach (var rendition in await watching.RenditionNames())
        {
            var playlist = Encoding.UTF8.GetString(await Bytes(person, watching.Address(rendition)));
            names.AddRange([rendition, Watching.Init(playlist), .. Watching.Segments(playlist)]);
        }

        var all = new List<(string, byte[])>();
        foreach (var path in (string[])[
            .. names.Select(watching.Address), $"{clip}/clip.mp4", $"{clip}/poster.jpg"])
            all.Add((path, await Bytes(person, path)));
        return all;
    }

    private static Task<byte[]> Bytes(SignedIn person, string path) => person.Http.GetByteArrayAsync(
        new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);

    private static bool Tells(byte[] bytes, string word) =>
        ((Encoding[])[Encoding.ASCII, Encoding.Unicode, Encoding.BigEndianUnicode])
            .Any(encoding => bytes.AsSpan().IndexOf(encoding.GetBytes(word)) >= 0);

    private async Task<(SignedIn, Guid, string[])> WatchableLesson()
    {
        var amira = await app.Someone("Amira");
        var lesson = await amira.PlanLesson();
        await amira.UploadFile(lesson, await TestRecordings.Silent);
        await amira.RecordingOnce(lesson, recording => recording["state"]!.GetValue<string>() == "ready");
        var watching = new Watching(amira, lesson);
        var playlist = await watching.Rendition();
        return (amira, lesson, [
            "main.m3u8", "poster.jpg", "thumbnails.vtt", (await watching.Thumbnails())[0].Sheet, "peaks.json",
            await watching.RenditionName(), Watching.Init(playlist),
            .. Watching.Segments(playlist)]);
    }

    private static async Task Sees(SignedIn person, Guid lesson, string[] names, HttpStatusCode expected)
    {
        foreach (var name in names)
            Assert.Equal(expected, (await new Watching(person, lesson).Get(name)).StatusCode);
    }

    private static async Task<string> Title(HttpResponseMessage answer) =>
        (await SignedIn.Json(answer))["title"]!.GetValue<string>();
}
