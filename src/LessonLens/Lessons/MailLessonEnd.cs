using Dapper;
using LessonLens.Database;
using LessonLens.Jobs;
using LessonLens.People;

namespace LessonLens.Lessons;

/// <summary>Writes to an owner whose lesson ends soon, where there is mail; home says it anyway.</summary>
internal sealed class MailLessonEnd(Db db, Mailer mailer, JobQueue queue) : IJobHandler
{
    public const string Name = "mail-lesson-end";

    public string Kind => Name;

    public async Task Work(ClaimedJob job, CancellationToken stop)
    {
        await using (var connection = await db.Open(stop))
        {
            var row = !mailer.IsOn ? null : await connection.QuerySingleOrDefaultAsync<(
                string Email, string Person, string Title, DateTime Ends)?>("""
                select p.email, p.name, l.title, l.ends_at
                from lessons l join people p on p.id = l.owner_id
                where l.id = @Subject and l.deleted_at is null and p.disabled_at is null
                """, job);
            if (row is var (email, person, title, ends))
                await mailer.Send(email, "A lesson of yours ends soon", $"""
                    Hello {person},

                    “{title}” is kept until {ends:d MMMM yyyy}. Then its recording, its clips and
                    everybody’s notes on it are erased for good.

                    You can keep it longer, as far as your school allows, or take it with you:

                    {mailer.LinkTo($"/lessons/{job.Subject}")}
                    """, stop);
        }

        await queue.Complete(job, _ => Task.CompletedTask, stop);
    }
}
