using Dapper;
using LessonLens.Database;
using LessonLens.Jobs;
using LessonLens.People;

namespace LessonLens.Lessons;

/// <summary>Writes to the owner of a lesson that somebody sees for safeguarding.</summary>
internal sealed class MailSafeguarding(Db db, Mailer mailer, JobQueue queue) : IJobHandler
{
    public const string Name = "mail-safeguarding";

    public string Kind => Name;

    public async Task Work(ClaimedJob job, CancellationToken stop)
    {
        if (await Find(job.Subject, stop) is var (owner, notice))
            await mailer.Send(owner.Email, "Your lesson is being looked at for safeguarding", $"""
                Hello {owner.Name},

                {notice.AskedBy} can see your lesson "{notice.Title}" for safeguarding, until
                {notice.Until:ddd d MMM, HH:mm} UTC. {notice.DecidedBy} agreed to it.

                They can watch it and read its notes, but not write. What they look at stands on the
                lesson's page, under "Who has seen it":

                {mailer.LinkTo($"/lessons/{notice.LessonId}")}
                """, stop);
        await queue.Complete(job, _ => Task.CompletedTask, stop);
    }

    private async Task<(Recipient, SafeguardingNotice)?> Find(Guid id, CancellationToken stop)
    {
        await using var connection = await db.Open(stop);
        var notice = await connection.QuerySingleOrDefaultAsync<SafeguardingNotice>(
            $"{SafeguardingStore.Notice} where s.id = @id and s.withheld_because is null", new { id });
        if (notice is null) return null;
        return (await connection.QuerySingleAsync<Recipient>("""
            select p.name, p.email from lessons l join people p on p.id = l.owner_id where l.id = @LessonId
            """, notice), notice);
    }
}
