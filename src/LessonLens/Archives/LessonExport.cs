using System.Text;
using System.Text.Json;
using LessonLens.Blobs;
using LessonLens.Lessons;
using LessonLens.Reviews;

namespace LessonLens.Archives;

/// <summary>
/// Packs a lesson for its owner: what they see of it and nothing else, so drafts of others stay here.
/// </summary>
public sealed class LessonExport(
    ExportStore store, Recaps recaps, GrantStore grants, IBlobStore blobs, TimeProvider time)
{
    /// <returns>Null when there is no such lesson of this person's.</returns>
    internal async Task<Recap?> Find(Guid me, Guid lesson, CancellationToken stop) =>
        await recaps.Of(me, lesson, withDrafts: true, stop) is { Lesson.May: May.Own } recap ? recap : null;

    /// <param name="me">Its owner.</param>
    /// <param name="recap">What they see of it.</param>
    /// <param name="site">The address of this LessonLens, which names what is on it.</param>
    /// <param name="zip">Where it goes.</param>
    /// <param name="stop">The owner has gone.</param>
    internal async Task Pack(
        Guid me, Recap recap, string site, ArchiveWriter zip, CancellationToken stop)
    {
        var id = recap.Lesson.Id;
        var recordings = await Recordings(me, id, zip, stop);
        var clips = await Clips(me, id, zip, stop);
        var given = await grants.List(id, stop);
        var page = $"{site}/lessons/{id}";
        await zip.Add("recap.html", RecapHtml.Of(recap, recordings.FirstOrDefault(one => one.Shown)?.Path));
        await zip.Add("annotations.jsonld",
            ExportWebAnnotations.Of(recap, page, $"{site}/api/lessons/{id}/exports/annotations.jsonld"));
        await zip.Add("annotations.csv", ExportCsv.Of(recap, page));
        await zip.Add("annotations.vtt", ExportVtt.Of(recap));
        await zip.Add("room-log.csv", ExportCsv.OfLog(recap));
        await zip.Add("sharing.txt", Encoding.UTF8.GetBytes(Sharing(given)));
        // Last, because it knows the hashes of all others.
        await zip.Add(LessonFile.Name, JsonSerializer.SerializeToUtf8Bytes(
            LessonWords.Of(recap, time.GetUtcNow().UtcDateTime) with
            {
                School = await store.SchoolOf(me, id, stop),
                People = await store.People(LessonWords.PeopleIn(recap), stop),
                Recordings = recordings,
                Clips = clips,
                Grants = [.. given.Select(grant => new FileGrant
                {
                    Name = grant.Name, May = grant.May, Reason = grant.Reason, Until = grant.Until,
                    GrantedAt = grant.GrantedAt,
                })],
                Files = zip.Files,
            }, LessonFile.Json));
    }

    private async Task<List<FileRecording>> Recordings(
        Guid me, Guid lesson, ArchiveWriter zip, CancellationToken stop)
    {
        var files = new List<FileRecording>();
        foreach (var (recording, blob) in await store.Recordings(me, lesson, stop))
        {
            var path = $"recordings/{files.Count + 1}{Ending(recording.FileName)}";
            await zip.AddFilm(path, await Open(blob, stop));
            files.Add(recording with { Path = path });
        }

        return files;
    }

    private async Task<List<FileClip>> Clips(
        Guid me, Guid lesson, ArchiveWriter zip, CancellationToken stop)
    {
        var files = new List<FileClip>();
        foreach (var (clip, blob) in await store.Clips(me, lesson, stop))
        {
            var path = blob is null ? null : $"clips/{files.Count + 1}.mp4";
            if (path is not null) await zip.AddFilm(path, await Open(blob!, stop));
            files.Add(clip with { Path = path });
        }

        return files;
    }

    private async Task<Stream> Open(string blob, CancellationToken stop) =>
        await blobs.Open(blob, stop) ?? throw new FileNotFoundException("A recording's bytes are gone.");

    /// <summary>What players go by; else nothing of a name that somebody gave is in a path.</summary>
    private static string Ending(string? fileName)
    {
        var ending = Path.GetExtension(fileName ?? "").ToLowerInvariant();
        return ending.Length is > 1 and <= 5 && ending.Skip(1).All(char.IsAsciiLetterOrDigit) ? ending : "";
    }

    private static string Sharing(IReadOnlyList<Grant> given) => given.Count == 0
        ? "Nobody but you could see this lesson when you took this copy.\n"
        : string.Concat(given.Select(grant =>
            $"{grant.Name} could {(grant.May == "annotate" ? "watch it and write notes" : "watch it")} "
            + $"from {grant.GrantedAt:yyyy-MM-dd} until {grant.Until:yyyy-MM-dd}, because: "
            + $"{grant.Reason}\n"));
}
