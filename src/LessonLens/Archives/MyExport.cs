using System.Text.Json;
using LessonLens.Lessons;
using LessonLens.People;

namespace LessonLens.Archives;

/// <summary>
/// All that is mine in one file: each lesson as an archive of its own, which can be brought in again, what I
/// wrote elsewhere, and my account.
/// </summary>
public sealed class MyExport(
    ExportStore store, LessonExport lessons, PersonStore people, SessionStore sessions, Visits visits)
{
    internal async Task Pack(
        Guid me, string? session, string site, ArchiveWriter zip, CancellationToken stop)
    {
        await zip.Add("account.json", Json(new
        {
            Person = await people.Me(me, stop),
            Sessions = await sessions.OfMine(me, session, stop),
        }));
        await zip.Add("words-elsewhere.json", Json(await store.WordsElsewhere(me, stop)));
        foreach (var id in await store.MyLessons(me, stop))
            // Deleted since the list was made.
            if (await lessons.Find(me, id, stop) is { } recap)
            {
                await visits.Log(me, LogAct.LessonExported, id);
                await zip.AddArchive($"lessons/{id}.zip",
                    inner => lessons.Pack(me, recap, site, inner, stop));
            }
    }

    private static byte[] Json<T>(T value) => JsonSerializer.SerializeToUtf8Bytes(value, LessonFile.Json);
}
