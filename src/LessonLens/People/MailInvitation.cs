using LessonLens.Database;
using LessonLens.Jobs;

namespace LessonLens.People;

/// <summary>Writes to whoever is asked to join. The link is made here, so that it lies in no queue.</summary>
internal sealed class MailInvitation(Mailer mailer, JobQueue queue) : IJobHandler
{
    public const string Name = "mail-invitation";

    public string Kind => Name;

    public async Task Work(ClaimedJob job, CancellationToken stop)
    {
        var token = Secret.New();
        Invitation? invitation = null;
        await queue.Publish(job, async change =>
            invitation = await InvitationStore.GiveLink(change, job.Subject, token), stop);
        if (invitation is not null)
            await mailer.Send(invitation.Email, $"{invitation.School} invites you to LessonLens", $"""
                Hello {invitation.Name},

                in LessonLens teachers look at their own filmed lessons with somebody they trust.
                {invitation.School} invites you to join:

                {mailer.LinkTo($"/invitation/{token}")}

                The link works once, until {AccountPage.Moment(invitation.EndsAt)}.
                """, stop);
        await queue.Complete(job, _ => Task.CompletedTask, stop);
    }
}
