using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using LessonLens.Tests.Reviews;
using LessonLens.Tests.Support;
using LessonLens.Tests.Uploads;

namespace LessonLens.Tests.Archives;

/// <summary>Whatever a file says, it harms nobody's lesson, fills no disk and leaves nothing.</summary>
public sealed class HostileArchiveTests(LessonLensApp app) : IClassFixture<LessonLensApp>
{
    [Fact]
    public async Task Files_that_are_no_lesson_or_say_what_cannot_be_are_refused_in_words()
    {
        var (room, amira, ben) = await Room.OfTwo(app);
        await room.Note(ben, Guid.CreateVersion7(), new { atMs = 5, kind = "noticed", text = "Who waits?" });
        await amira.Upload(room.Lesson, Encoding.UTF8.GetBytes("no film"));
        var honest = await Archive.Of(amira, room.Lesson);
        var mallory = await app.Someone("Mallory", school: "Hilltop");
        var before = await LessonsAndStrangers();

        foreach (var (what, bytes) in Hostile(honest))
        {
            var import = await Archive.BringIn(mallory, bytes);
            Assert.True((string?)import["state"] == "failed", what);
            Assert.EndsWith(".", (string?)import["failureTitle"]!, StringComparison.Ordinal);
        }

        Assert.Equal(before, await LessonsAndStrangers());
        // Of what they brought no byte is left that anything points at; the last goes after its verdict.
        await Wait.Until(() => app.Sql<bool>(
            "select not exists (select from uploads where person_id = @Id)", new { mallory.Id }));

        Task<string?> LessonsAndStrangers() => app.Sql<string>("""
            select concat(count(*), ' ',
                (select count(*) from people where only_in_lesson is not null)) from lessons
            """);
    }

    [Fact]
    public async Task A_file_with_the_ids_of_others_becomes_a_lesson_of_its_own_and_speaks_for_nobody()
    {
        var (room, amira, ben) = await Room.OfTwo(app);
        var note = Guid.CreateVersion7();
        await room.Note(ben, note, new { atMs = 5, kind = "noticed", text = "Who waits?" });
        var mallory = await app.Someone("Mallory", school: "Hilltop");
        var forged = (await Archive.Of(amira, room.Lesson)).With(lesson =>
            lesson["notes"]![0]!["text"] = "Ben is a fool");

        var import = await Archive.BringIn(mallory, forged);
        var mine = (Guid)import["lessonId"]!;
        Assert.NotEqual(room.Lesson, mine);
        var change = (await mallory.Get($"/api/lessons/{mine}/annotations?after=0"))["changes"]![0]!;
        Assert.NotEqual(note, (Guid)change["annotation"]!["id"]!);
        Assert.NotEqual(ben.Id, (Guid)change["annotation"]!["author"]!["id"]!);
        var theirs = (await amira.Get($"/api/lessons/{room.Lesson}/annotations?after=0"))["changes"]![0]!;
        Assert.Equal("Who waits?", (string?)theirs["annotation"]!["text"]);
    }

    [Fact]
    public async Task Nobody_brings_in_what_somebody_else_has_uploaded()
    {
        var (amira, mallory) = (await app.Someone("Amira"), await app.Someone("Mallory", school: "Hilltop"));
        var begun = await amira.Ask("POST", null, "Upload-Length: 1\nUpload-Concat: partial");
        var upload = begun.Headers.Location!;
        await amira.Patch(upload, 0, [1]);
        var import = new { upload };
        await Problem.TitleOf(await mallory.Http.PostAsJsonAsync("/api/lessons/imports", import),
            HttpStatusCode.NotFound);
        using var hers = await amira.Http.PostAsJsonAsync("/api/lessons/imports", import);
        Assert.Equal(HttpStatusCode.Accepted, hers.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, await mallory.StatusOf(hers.Headers.Location!.ToString()));
    }

    private static IEnumerable<(string, byte[])> Hostile(Archive honest)
    {
        yield return ("no zip", Encoding.UTF8.GetBytes("PK\u0003\u0004 and then nothing"));
        yield return ("half a zip", honest.Bytes[..(honest.Bytes.Length / 2)]);
        yield return ("a way out", honest.With(_ => { }, ("../../etc/passwd", [1])));
        yield return ("another format", honest.With(lesson => lesson["format"] = "tar"));
        yield return ("from the future", honest.With(lesson => lesson["version"] = 99));
        yield return ("words that are none", honest.With(_ => { }, ("lesson.json", "{"u8.ToArray())));
        yield return ("another recording", honest.With(_ => { },
            ("recordings/1.mp4", "no fiLm"u8.ToArray())));
        yield return ("a longer recording", honest.With(_ => { },
            ("recordings/1.mp4", "no film!"u8.ToArray())));
        yield return ("a path elsewhere", honest.With(lesson =>
            lesson["recordings"]![0]!["path"] = "../../../etc/passwd"));
        yield return ("a bomb of words", honest.With(_ => { }, ("lesson.json", new byte[80 << 20])));
        yield return ("words by nobody", honest.With(lesson => lesson["people"] = new JsonArray()));
        yield return ("a kind that is none", honest.With(lesson => lesson["notes"]![0]!["kind"] = "praise"));
        yield return ("before the beginning", honest.With(lesson => lesson["notes"]![0]!["atMs"] = -1));
        yield return ("too long a title", honest.With(lesson =>
            lesson["lesson"]!["title"] = new string('x', 201)));
        yield return ("one note twice", honest.With(lesson =>
            lesson["notes"]!.AsArray().Add(lesson["notes"]![0]!.DeepClone())));
        yield return ("a bomb of pictures that says so", Film(honest, new byte[40 << 20], times: 1));
        yield return ("one film for many",
            Film(honest, RandomNumberGenerator.GetBytes(100 << 10), times: 30));
        yield return ("more films than can be counted", honest.With(lesson =>
            lesson["files"]![0]!["bytes"] = long.MaxValue));
        yield return ("many empty files", Many(3_000));
        yield return ("a lie about sizes", LyingSize(honest));
    }

    private static byte[] Film(Archive honest, byte[] film, int times) => honest.With(lesson =>
    {
        var promised = lesson["files"]!.AsArray().Single(
            file => (string?)file!["path"] == "recordings/1.mp4")!;
        (promised["bytes"], promised["sha256"]) =
            (film.Length, Convert.ToHexStringLower(SHA256.HashData(film)));
        var recordings = lesson["recordings"]!.AsArray();
        while (recordings.Count < times)
        {
            var more = recordings[0]!.DeepClone();
            (more["id"], more["shown"]) = (Guid.CreateVersion7(), false);
            recordings.Add(more);
        }
    }, ("recordings/1.mp4", film));

    private static byte[] Many(int files)
    {
        using var made = new MemoryStream();
        using (var zip = new ZipArchive(made, ZipArchiveMode.Create, leaveOpen: true))
            for (var i = 0; i < files; i++) zip.CreateEntry($"{i}");
        return made.ToArray();
    }

    /// <summary>lesson.json is said to have 10 bytes, in the directory of the zip.</summary>
    private static byte[] LyingSize(Archive honest)
    {
        var bytes = honest.With(_ => { });
        var name = Encoding.ASCII.GetBytes("lesson.json");
        // The last time that the name stands in the zip is its directory's: 46 bytes of header before it,
        // the unpacked size at 24 (APPNOTE 4.3.12).
        var header = bytes.AsSpan().LastIndexOf(name) - 46;
        BitConverter.TryWriteBytes(bytes.AsSpan(header + 24), 10);
        return bytes;
    }
}
