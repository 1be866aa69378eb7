using System.Security.Claims;
using LessonLens.Lessons;
using LessonLens.People;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LessonLens.Media;

/// <summary>
/// Sharing one clip and nothing else of its lesson: the owner's alone, as sharing a lesson is.
/// </summary>
internal static class ClipGrantEndpoints
{
    public static async Task<Results<NoContent, ProblemHttpResult>> Give(
        Guid id, Guid clipId, Guid personId, GiveClipGrant grant, ClaimsPrincipal user, LessonStore lessons,
        ClipStore clips, GrantTerms terms, CancellationToken stop)
    {
        var me = user.PersonId();
        if (await lessons.MayI(me, id, stop) != May.Own) return LessonEndpoints.NoSuchLesson;
        if (grant.May == MayBeGranted.Annotate)
            return TypedResults.Problem(statusCode: 400, title: "A clip can be viewed, but not annotated.");
        var (until, refusal) = await terms.Check(
            me, id, GrantedTo.Person(personId), grant.Until, "clip", stop);
        if (refusal is not null) return refusal;

        return await clips.Grant(me, id, clipId, personId, grant.Reason.Trim(), until, stop)
            ? TypedResults.NoContent() : LessonEndpoints.NoSuchLesson;
    }

    /// <summary>Takes effect at once; what is withdrawn already stays so.</summary>
    public static async Task<Results<NoContent, ProblemHttpResult>> Withdraw(
        Guid id, Guid clipId, Guid personId, ClaimsPrincipal user, LessonStore lessons, ClipStore clips,
        CancellationToken stop)
    {
        if (await lessons.MayI(user.PersonId(), id, stop) != May.Own) return LessonEndpoints.NoSuchLesson;
        await clips.Withdraw(id, clipId, personId, stop);
        return TypedResults.NoContent();
    }
}
