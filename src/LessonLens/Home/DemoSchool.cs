using Dapper;
using LessonLens.Database;
using LessonLens.Lessons;
using LessonLens.People;
using LessonLens.Reviews;
using LessonLens.Uploads;

namespace LessonLens.Home;

/// <summary>
/// A school to try everything in: four people, and one lesson that Amira filmed and Ben has begun to look at.
/// It goes the way that every lesson goes. Only the role <c>demo</c> makes it.
/// </summary>
public sealed class DemoSchool(
    Db db, LessonStore lessons, GrantStore grants, AnnotationStore annotations, UploadStore uploads,
    UploadTurns turns, BodyReceiver receiver, IConfiguration configuration)
{
    public const string Password = "lessonlens-demo";

    private static readonly Guid Demo = Guid.Parse("0192a000-0000-7000-8000-000000000001");
    private static readonly Guid Other = Guid.Parse("0192a000-0000-7000-8000-000000000002");
    private static readonly Guid Amira = Guid.Parse("0192a000-0000-7000-8000-000000000011");
    private static readonly Guid Ben = Guid.Parse("0192a000-0000-7000-8000-000000000012");
    private static readonly Guid Dana = Guid.Parse("0192a000-0000-7000-8000-000000000013");
    private static readonly Guid Omar = Guid.Parse("0192a000-0000-7000-8000-000000000014");

    private static readonly (Guid Author, int AtMs, Kind Kind, About About, string Text)[] Notes =
    [
        (Amira, 24_500, Kind.Noticed, About.Learners,
            "All pairs are talking before I ask anybody. Leila's hand is up first."),
        (Ben, 32_000, Kind.Worked, About.Teacher,
            "You wrote Leila's reason on the board without judging it. That kept it open for everybody."),
        (Ben, 62_000, Kind.Wondered, About.Learners,
            "Tom says what is missing from the whole. Did others see it that way, or only he?"),
        (Amira, 84_000, Kind.Noticed, About.Task, "Here the rule breaks: two thirds against two fifths."),
        (Ben, 99_000, Kind.Try, About.Teacher,
            "What if the class had to find the example that breaks the rule, before you show it?"),
    ];

    /// <summary>Does nothing where the school is open already.</summary>
    public async Task Open()
    {
        if (!await db.Change(OpenSchools)) return;
        var lesson = await PlanLesson();
        if (configuration["Demo:Recording"] is { } recording && File.Exists(recording))
            await Upload(lesson, recording);
    }

    private static async Task<bool> OpenSchools(Change change)
    {
        var isNew = await change.Connection.ExecuteAsync("""
            insert into schools (id, name, needs_second_step)
            values (@Demo, 'Riverside Primary School', false), (@Other, 'Hilltop School', true)
            on conflict do nothing
            """, new { Demo, Other }) > 0;
        if (!isNew) return false;
        await Join(change, Amira, "amira@demo.school", "Amira Haddad", Demo, "teacher");
        await Join(change, Ben, "ben@demo.school", "Ben Carter", Demo, "coach");
        await Join(change, Dana, "dana@demo.school", "Dana Novak", Demo, "admin");
        await Join(change, Omar, "omar@other.school", "Omar Silva", Other, "teacher");
        return true;
    }

    private static Task Join(Change change, Guid id, string email, string name, Guid school, string role) =>
        change.Connection.ExecuteAsync("""
            insert into people (id, email, name, password_hash) values (@id, @email, @name, @hash);
            insert into memberships (person_id, school_id, role) values (@id, @school, @role)
            """, new { id, email, name, hash = Passwords.Hash(Password), school, role });

    private async Task<Guid> PlanLesson()
    {
        var lesson = Guid.CreateVersion7();
        await lessons.Plan(Amira, lesson, new PlanLesson
        {
            Title = "Comparing fractions",
            Subject = "Mathematics",
            ClassName = "Year 6, Oak",
            TaughtOn = DateOnly.FromDateTime(DateTime.UtcNow.AddDays(-2)),
            Focus = "Who does the thinking when I ask for a reason, and who waits for somebody else?",
        });
        var grant = new GiveGrant { May = MayBeGranted.Annotate, Reason = "Ben is my coach this term" };
        await grants.Give(Amira, lesson, GrantedTo.Person(Ben), grant, DateTime.UtcNow.AddYears(1));
        foreach (var (author, atMs, kind, about, text) in Notes)
            await annotations.Write(author, lesson, Guid.CreateVersion7(),
                new WriteAnnotation { AtMs = atMs, Kind = kind, About = about, Text = text });
        return lesson;
    }

    private async Task Upload(Guid lesson, string recording)
    {
        await using var file = File.OpenRead(recording);
        var metadata = new UploadMetadata { LessonId = lesson, FileName = Path.GetFileName(recording) };
        var upload = await uploads.Begin(
            Amira, new Announcement { Length = file.Length, Metadata = metadata }, parts: []);
        await using var turn = await turns.Take(upload.Id, CancellationToken.None);
        await receiver.Receive(
            upload, turn!.Holder, file, file.Length, checksum: null, CancellationToken.None);
    }
}
