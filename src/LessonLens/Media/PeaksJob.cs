using LessonLens.Blobs;
using LessonLens.Jobs;

namespace LessonLens.Media;

/// <summary>
/// Measures how loud a recording is over its whole length, and in which of its seconds somebody speaks.
/// </summary>
public sealed class PeaksJob(RecordingWork work, PeaksStore store) : RecordingJob(Name)
{
    public const string Name = "peaks";
    private const string Output = "peaks.json";

    public override Task Work(ClaimedJob job, CancellationToken stop) =>
        work.Make(job, async (folder, source) =>
        {
            var (json, speech) = source.Sound is { } sound
                ? await Measure(folder, source, sound, stop) : (Peaks.NoSound, null);
            await File.WriteAllTextAsync(folder.File(Output), json, stop);
            var blob = BlobNames.Peaks(Guid.CreateVersion7());
            return new Made([(blob, Output)], change => store.Put(change, job.Subject, blob, speech));
        }, stop);

    private static async Task<(string Peaks, string? Speech)> Measure(
        JobFolder folder, Source source, Sound sound, CancellationToken stop)
    {
        // Exit codes are no verdict: damaged sound is measured as far as it goes.
        await Ffmpeg.Run(SoundCommand.Decode(folder.Path, source, sound), stop);
        var samples = folder.File(SoundCommand.Output);
        if (!File.Exists(samples)) await File.WriteAllBytesAsync(samples, [], stop);
        var meter = await SoundMeter.Read(samples, source.Duration, stop);
        return (Peaks.Of(meter.Peaks), meter.Levels.Count == 0 ? null : SpeechTrack.Of(meter.Levels));
    }
}
