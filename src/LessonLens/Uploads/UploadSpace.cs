using Dapper;
using LessonLens.Blobs;
using LessonLens.Database;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace LessonLens.Uploads;

/// <summary>Whether there is room for a recording, before its first byte is taken.</summary>
public sealed class UploadSpace(Db db, IBlobStore blobs, IOptions<UploadOptions> options)
{
    private sealed record Spoken
    {
        public long Mine { get; init; }
        public long StillToCome { get; init; }
    }

    /// <returns>Why not; null when there is.</returns>
    public async Task<ProblemHttpResult?> For(Guid person, long bytes, CancellationToken stop)
    {
        await using var connection = await db.Open(stop);
        var spoken = await connection.QuerySingleAsync<Spoken>("""
            select coalesce(sum(coalesce(length, arrived)) filter (where person_id = @person), 0)::bigint + (
                    select coalesce(sum(r.bytes), 0)
                    from lessons l join recordings r on r.lesson_id = l.id
                    where l.owner_id = @person)::bigint as mine,
                coalesce(sum(length - arrived), 0)::bigint as still_to_come
            from uploads where (finished_at is null or is_part) and expires_at > now()
            """, new { person });
        if (spoken.Mine + bytes > options.Value.MostBytesEach)
            return TypedResults.Problem(statusCode: 413, title: "Your recordings have used all the room that "
                + "you have here. Delete a lesson that you no longer need, and try again.");
        return blobs.FreeBytes - spoken.StillToCome - options.Value.KeepFreeBytes < bytes ? Full : null;
    }

    internal static ProblemHttpResult Full => TypedResults.Problem(statusCode: 507,
        title: "There is not enough room for this recording here at the moment. What has arrived is safe; "
            + "please tell whoever runs LessonLens at your school.");

    internal static ProblemHttpResult Away => TypedResults.Problem(statusCode: 503,
        title: "We cannot reach our storage right now. What has arrived is safe; go on in a moment.");
}
