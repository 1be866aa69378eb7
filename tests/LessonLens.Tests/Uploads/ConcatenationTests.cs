using System.Net;
using System.Security.Cryptography;
using System.Text;
using LessonLens.Tests.Support;

namespace LessonLens.Tests.Uploads;

/// <summary>A recording that comes in parts, over several lines at once (tus 1.0.0, concatenation).</summary>
public sealed class ConcatenationTests(LessonLensApp app) : IClassFixture<LessonLensApp>
{
    private static readonly byte[] Bytes = UploadSteps.Random(3_000_000);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Parts_that_have_arrived_become_the_recording_in_the_order_that_is_named(bool absolute)
    {
        var amira = await app.Someone("Amira");
        var lesson = await amira.PlanLesson();
        Uri[] parts = [await Part(amira, 2..3), await Part(amira, 0..1), await Part(amira, 1..2)];
        Assert.Empty(await amira.UnfinishedUploads());
        var concat = Concat(absolute, parts[1], parts[2], parts[0]);
        using var joined = await Join(amira, lesson, concat);
        Assert.Equal(HttpStatusCode.Created, joined.StatusCode);

        using var head = await amira.Ask("HEAD", joined.Headers.Location);
        Assert.Equal($"{Bytes.Length}", head.Header("Upload-Offset"));
        Assert.Equal($"{Bytes.Length}", head.Header("Upload-Length"));
        Assert.Equal(concat, head.Header("Upload-Concat"));
        Assert.Equal(SHA256.HashData(Bytes), await amira.Original(lesson));
        // To be hashed as a whole, or hashed already.
        Assert.Equal(1, await app.Sql<long>("""
            select count(*) from recordings r join blobs b on b.name = r.blob
            where r.lesson_id = @lesson and (b.sha256 is not null
                or exists (select from jobs where kind = 'fingerprint' and subject = r.id))
            """, new { lesson }));
    }

    [Fact]
    public async Task The_whole_may_be_announced_before_its_parts_have_arrived()
    {
        var amira = await app.Someone("Amira");
        var lesson = await amira.PlanLesson();
        Uri[] parts =
            [await Part(amira, 0..1), await Part(amira, 1..2, sent: 500_000), await Part(amira, 2..3)];
        using var joined = await Join(amira, lesson, Concat(false, parts));
        Assert.Equal(HttpStatusCode.Created, joined.StatusCode);
        var whole = joined.Headers.Location!;
        using (var head = await amira.Ask("HEAD", whole))
        {
            Assert.Equal(HttpStatusCode.OK, head.StatusCode);
            Assert.Null(head.Header("Upload-Offset"));
            Assert.Null(head.Header("Upload-Defer-Length"));
            Assert.Equal($"{Bytes.Length}", head.Header("Upload-Length"));
        }

        using var refused = await amira.Patch(whole, 0, new byte[1]);
        await Problem.TitleOf(refused, HttpStatusCode.Forbidden);
        using var last = await amira.Patch(parts[1], 500_000, Bytes[1_500_000..2_000_000]);
        Assert.Equal(HttpStatusCode.NoContent, last.StatusCode);
        Assert.Equal(Bytes.Length, await amira.OffsetOf(whole));
        Assert.Equal(SHA256.HashData(Bytes), await amira.Original(lesson));
        using var late = await amira.Patch(whole, Bytes.Length, new byte[1]);
        await Problem.TitleOf(late, HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_whole_of_parts_whose_length_is_not_known_yet_has_none_either()
    {
        var amira = await app.Someone("Amira");
        using var begun = await amira.Ask("POST", null, "Upload-Concat: partial\nUpload-Defer-Length: 1");
        var part = begun.Headers.Location!;
        var lesson = await amira.PlanLesson();
        using var joined = await Join(amira, lesson, Concat(false, part));
        using (var head = await amira.Ask("HEAD", joined.Headers.Location))
        {
            Assert.Null(head.Header("Upload-Length"));
            Assert.Null(head.Header("Upload-Offset"));
        }

        using var last = await amira.Patch(part, 0, [1, 2, 3], "Upload-Length: 3");
        Assert.Equal(3, await amira.OffsetOf(joined.Headers.Location!));
        Assert.Equal(SHA256.HashData([1, 2, 3]), await amira.Original(lesson));
    }

    [Fact]
    public async Task A_part_says_that_it_is_one_and_may_be_used_twice()
    {
        var amira = await app.Someone("Amira");
        var part = await Part(amira, 0..1);
        using (var head = await amira.Ask("HEAD", part))
            Assert.Equal("partial", head.Header("Upload-Concat"));
        var lesson = await amira.PlanLesson();
        using var joined = await Join(amira, lesson, Concat(false, part, part));
        Assert.Equal(2_000_000, await amira.OffsetOf(joined.Headers.Location!));
        Assert.Equal(SHA256.HashData([.. Bytes[..1_000_000], .. Bytes[..1_000_000]]),
            await amira.Original(lesson));
        using var again = await Join(amira, lesson, Concat(true, part));
        Assert.Equal(HttpStatusCode.Created, again.StatusCode);
    }

    [Fact]
    public async Task A_whole_that_is_announced_again_because_the_answer_was_lost_is_the_same_one()
    {
        var amira = await app.Someone("Amira");
        var lesson = await amira.PlanLesson();
        var part = await Part(amira, 0..1);
        using var joined = await Join(amira, lesson, Concat(false, part));
        using var again = await Join(amira, lesson, Concat(false, part));
        Assert.Equal(joined.Headers.Location, again.Headers.Location);
        Assert.Equal(1, await app.Sql<long>(
            "select count(*) from recordings where lesson_id = @lesson", new { lesson }));
    }

    [Fact]
    public async Task Parts_are_erased_with_the_lesson_that_they_were_for()
    {
        var amira = await app.Someone("Amira");
        var lesson = await amira.PlanLesson();
        Uri[] parts = [await Part(amira, 0..1), await Part(amira, 1..2)];
        using var joined = await Join(amira, lesson, Concat(false, parts));
        Assert.Equal(3, await app.Sql<long>(
            "select count(*) from blobs where lesson_id = @lesson and name like 'originals/%'",
            new { lesson }));
        await app.Sql<int>("delete from lessons where id = @lesson", new { lesson });
        using var head = await amira.Ask("HEAD", parts[0]);
        Assert.Equal(HttpStatusCode.NotFound, head.StatusCode);
    }

    [Fact]
    public async Task Parts_without_a_byte_make_a_whole_without_one()
    {
        var amira = await app.Someone("Amira");
        using var empty = await amira.Ask("POST", null, "Upload-Concat: partial\nUpload-Length: 0");
        using var joined = await Join(
            amira, await amira.PlanLesson(), Concat(false, empty.Headers.Location!, empty.Headers.Location!));
        Assert.Equal(HttpStatusCode.Created, joined.StatusCode);
        Assert.Equal(0, await amira.OffsetOf(joined.Headers.Location!));
    }

    [Fact]
    public async Task A_part_that_is_given_up_ends_what_waited_for_it()
    {
        var amira = await app.Someone("Amira");
        var lesson = await amira.PlanLesson();
        Uri[] parts = [await Part(amira, 0..1), await Part(amira, 1..2, sent: 10)];
        using var joined = await Join(amira, lesson, Concat(false, parts));
        using var ended = await amira.Ask("DELETE", parts[0]);
        Assert.Equal(HttpStatusCode.NoContent, ended.StatusCode);
        using var head = await amira.Ask("HEAD", joined.Headers.Location);
        Assert.Equal(HttpStatusCode.Gone, head.StatusCode);
        Assert.Equal("awaiting", await amira.StateOf(lesson));
    }

    [Fact]
    public async Task Nobody_makes_a_recording_of_what_is_not_his()
    {
        var amira = await app.Someone("Amira");
        var omar = await app.Someone("Omar");
        var part = await Part(amira, 0..1);
        using var foreign = await Join(omar, await omar.PlanLesson(), Concat(false, part));
        await Problem.TitleOf(foreign, HttpStatusCode.NotFound);
        var (one, other) = (await amira.PlanLesson(), await amira.PlanLesson());
        using var mine = await Join(amira, one, Concat(false, part));
        using var elsewhere = await Join(amira, other, Concat(false, part));
        await Problem.TitleOf(elsewhere, HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task What_is_being_put_together_can_be_asked_for_all_the_time()
    {
        var amira = await app.Someone("Amira");
        var lesson = await amira.PlanLesson();
        using var begun = await amira.Ask("POST", null, $"Upload-Concat: partial\nUpload-Length: {40 << 20}");
        var part = begun.Headers.Location!;
        var bytes = UploadSteps.Random(40 << 20);
        using var announced = await Join(amira, lesson, Concat(false, part));
        var whole = announced.Headers.Location!;
        var last = amira.Patch(part, 0, bytes);
        while (!last.IsCompleted)
        {
            using var head = await amira.Ask("HEAD", whole);
            Assert.Equal(HttpStatusCode.OK, head.StatusCode);
        }

        Assert.Equal(HttpStatusCode.NoContent, (await last).StatusCode);
        await Wait.Until(async () => (await amira.Ask("HEAD", whole)).Header("Upload-Offset") is not null);
        Assert.Equal(SHA256.HashData(bytes), await amira.Original(lesson));
    }

    /// <param name="person">Whose it is.</param>
    /// <param name="millions">Of our bytes.</param>
    /// <param name="sent">So many of them; all when null.</param>
    private static async Task<Uri> Part(SignedIn person, Range millions, int? sent = null)
    {
        var bytes = Bytes[(millions.Start.Value * 1_000_000)..(millions.End.Value * 1_000_000)];
        using var begun = await person.Ask(
            "POST", null, $"Upload-Concat: partial\nUpload-Length: {bytes.Length}");
        Assert.Equal(HttpStatusCode.Created, begun.StatusCode);
        using var patched = await person.Patch(begun.Headers.Location!, 0, bytes[..(sent ?? bytes.Length)]);
        Assert.Equal(HttpStatusCode.NoContent, patched.StatusCode);
        return begun.Headers.Location!;
    }

    private static string Concat(bool absolute, params Uri[] parts) => "final;" + string.Join(' ',
        parts.Select(part => absolute ? part.AbsoluteUri : part.AbsolutePath));

    private static Task<HttpResponseMessage> Join(SignedIn person, Guid lesson, string concat) =>
        person.Ask("POST", null, $"Upload-Concat: {concat}\nUpload-Metadata: lessonId "
            + Convert.ToBase64String(Encoding.ASCII.GetBytes(lesson.ToString())));
}
