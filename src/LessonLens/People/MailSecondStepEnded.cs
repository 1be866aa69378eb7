using Dapper;
using LessonLens.Database;
using LessonLens.Jobs;

namespace LessonLens.People;

/// <summary>Writes to somebody whose second step an administrator has taken away.</summary>
internal sealed class MailSecondStepEnded(Db db, Mailer mailer, JobQueue queue) : IJobHandler
{
    public const string Name = "mail-second-step-ended";

    public string Kind => Name;

    public async Task Work(ClaimedJob job, CancellationToken stop)
    {
        await using (var connection = await db.Open(stop))
        {
            var person = await connection.QuerySingleOrDefaultAsync<Recipient>(
                "select name, email from people where id = @Subject and disabled_at is null", job);
            if (person is not null)
                await mailer.Send(person.Email, "No code is asked for when you sign in", $"""
                    Hello {person.Name},

                    an administrator of your school has taken away your second step: from now on you sign in
                    with your password alone. Set your phone up again here:

                    {mailer.LinkTo("/account/second-step")}

                    If you have not asked for that, tell your school at once.
                    """, stop);
        }

        await queue.Complete(job, _ => Task.CompletedTask, stop);
    }
}
