using Dapper;
using LessonLens.Database;
using LessonLens.Lessons;

namespace LessonLens.Media;

/// <summary>A recording is ready when all is there that is made of it, in whichever order it came.</summary>
internal static class Readiness
{
    /// <summary>Each job that finishes asks this in its last transaction.</summary>
    /// <remarks>
    /// All renditions but the copied one are made by one job, and become complete together.
    /// </remarks>
    public static async Task Consider(Change change, Guid recording)
    {
        // Two that finish at once would each not see the other's row, and both would miss the moment.
        await RecordingStore.Lock(change, recording);
        var allIsThere = await change.Connection.QuerySingleAsync<bool>("""
            select exists (select from renditions
                    where recording_id = @recording and kind <> 'copy' and state = 'complete')
                and exists (select from posters where recording_id = @recording)
                and exists (select from thumbnails where recording_id = @recording)
                and exists (select from peaks where recording_id = @recording)
            """, new { recording });
        if (allIsThere) await RecordingStore.MakeReady(change, recording);
    }
}
