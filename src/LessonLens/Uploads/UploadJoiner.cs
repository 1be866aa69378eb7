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

    /// <returns>The upload as far as it is now: as it was while parts are missing.</returns>
    public async Task<Upload> GoOn(Upload whole)
    {
        if (whole.FinishedAt is not null) return whole;
        var parts = await uploads.PartsOf(whole);
        if (parts.Count == 0 || parts.Any(part => part.FinishedAt is null || part.Blob is null)) return whole;
        await using var turn = await turns.Take(whole.Id, CancellationToken.None);
        if (turn is null || await uploads.Find(whole.Key) is not { FinishedAt: null } now) return whole;
        if (now.Length is null) now = await blocks.SetLength(now, parts.Sum(part => part.Length!.Value));

        long startsAt = 0;
        foreach (var part in parts)
        {
            var endsAt = startsAt + part.Length!.Value;
            if (now.Arrived < endsAt) now = await Append(now, turn, part, now.Arrived - startsAt, endsAt);
            startsAt = endsAt;
        }

        return now;
    }

    private async Task<Upload> Append(
        Upload whole, UploadTurns.Turn turn, Upload part, long from, long endsAt)
    {
        await using var bytes = await blobs.Open(part.Blob!)
            ?? throw new IOException($"The bytes of the part {part.Id} are gone.");
        bytes.Position = from;
        var (now, _) = await receiver.Receive(
            whole, turn.Holder, bytes, options.Value.MostBytes, checksum: null, turn.Stop);
        return now.Arrived == endsAt ? now : throw new IOException("Putting parts together was interrupted.");
    }
}
