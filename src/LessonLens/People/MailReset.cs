using LessonLens.Database;
using LessonLens.Jobs;

namespace LessonLens.People;

/// <summary>
/// Writes to whoever has an address, if anybody has. The link is made here, so that it lies in no queue.
/// </summary>
internal sealed class MailReset(ResetStore resets, Mailer mailer, JobQueue queue) : IJobHandler
{
    public const string Name = "mail-reset";

    public string Kind => Name;

    public async Task Work(ClaimedJob job, CancellationToken stop)
    {
        var token = Secret.New();
        Recipient? person = null;
        await queue.Publish(
            job, async change => person = await resets.Make(change, job.Subject, token), stop);
        if (person is not null)
            await mailer.Send(person.Email, "A new password for LessonLens", $"""
                Hello {person.Name},

                somebody, most likely you, has asked for a new password for LessonLens. Choose it here:

                {mailer.LinkTo($"/new-password/{token}")}

                The link works once, within an hour. If it was not you, there is nothing to do: without this
                letter nobody can change your password.
                """, stop);
        await queue.Complete(job, _ => Task.CompletedTask, stop);
    }
}
