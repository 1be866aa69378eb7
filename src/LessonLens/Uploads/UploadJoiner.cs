using LessonLens.Blobs;
using Microsoft.Extensions.Options;

namespace LessonLens.Uploads;

/// <summary>
/// Puts a recording together from its parts (tus 1.0.0, concatenation): it is written as an upload is, block
/// by block, so that one that was interrupted goes on where it was.
/// </summary>
public sealed class UploadJoiner(
    UploadStore uploads, UploadBlocks blocks, UploadTurns turns, BodyReceiver receiver, IBlobStore blobs,
    IOptions<UploadOptions> options)
{
    /// <summary>Those that waited for this part, as far as it was the last.</summary>
    public async Task GoOnAfter(Upload part)
    {
        foreach (var whole in await uploads.WaitingFor(part)) await GoOn(whole);
    }

    /// <summary>Those that nobody goes on with, because a process ended or there was no room.</summary>
    public async Task GoOnWithAll(CancellationToken stop)
    {
        foreach (var whole in await uploads.Joining(stop)) await GoOn(whole);
    }

    /// <returns>
    /// The upload as far as it is now: as it was while parts are missing, or another puts it together.
    /// </returns>
    public async Task<Upload> GoOn(Upload whole)
    {
        if (whole.FinishedAt is not null || await Ready(whole) is not { } parts) return whole;
        await using var turn = await turns.TakeIfFree(whole.Id);
        if (turn is null || await uploads.Find(whole.Key) is not { FinishedAt: null, Blob: not null } now)
            return whole;
        now = now with { Length = parts.Sum(part => part.Length) };

        long startsAt = 0;
        foreach (var part in parts)
        {
            var endsAt = startsAt + part.Length!.Value;
            if (now.Arrived < endsAt) now = await Append(now, turn, part, now.Arrived - startsAt);
            if (now.Arrived < endsAt) return now;
            startsAt = endsAt;
        }

        return now.FinishedAt is null ? await blocks.Keep(now, turn.Holder) ?? now : now;
    }

    private async Task<IReadOnlyList<Upload>?> Ready(Upload whole)
    {
        var parts = await uploads.PartsOf(whole);
        return parts.Count > 0 && parts.All(part => part.FinishedAt is not null && part.Blob is not null)
            && parts.Sum(part => part.Length) <= options.Value.MostBytes ? parts : null;
    }

    private async Task<Upload> Append(Upload whole, UploadTurns.Turn turn, Upload part, long from)
    {
        await using var bytes = await blobs.Open(part.Blob!)
            ?? throw new FileNotFoundException($"The bytes of the part {part.Id} are gone.");
        bytes.Position = from;
        var (now, _) = await receiver.Receive(
            whole, turn.Holder, bytes, options.Value.MostBytes, checksum: null, turn.Stop);
        return now;
    }
}
