using System.Diagnostics;
using LessonLens.Media;
using LessonLens.Tests.Support;

namespace LessonLens.Tests.Media;

/// <summary>
/// Whatever happened to a file on its way, we say what it is or make something of it, and soon. Everything
/// is done as the jobs do it, in the sandbox that is in force here.
/// </summary>
public sealed class MutationTests
{
    private const string Seen = "-f lavfi -i testsrc2=s=96x64:r=25:d=1";
    private const string Heard = "-f lavfi -i sine=frequency=440:duration=1";
    private const string Avc = "-c:v libx264 -preset ultrafast -g 10 -bf 2 -pix_fmt yuv420p -c:a aac";

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    // The container, and how ffmpeg writes it.
    private static readonly Dictionary<string, string> Kinds = new()
    {
        ["mp4"] = Avc,
        ["first.mp4"] = $"{Avc} -movflags +faststart",
        ["fragments.mp4"] = $"{Avc} -movflags +frag_keyframe+empty_moov",
        ["mkv"] = Avc,
        ["webm"] = "-c:v libvpx -deadline realtime -c:a libopus",
        ["avi"] = "-c:v mjpeg -c:a pcm_s16le",
        ["ts"] = "-c:v mpeg2video -c:a mp2",
    };

    public static TheoryData<string> Names => [.. Kinds.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_damaged_file_is_judged_or_made_watchable_within_thirty_seconds(string kind)
    {
        var good = await File.ReadAllBytesAsync(
            await TestRecordings.Make($"mutated.{kind}", $"{Seen} {Heard} {Kinds[kind]}"), Stop);
        var tables = Math.Max(good.AsSpan().IndexOf("moov"u8), 0);
        var seeds = Enumerable.Range(1, LongForm.OrShort(inLong: 286, inShort: 72));

        await Parallel.ForEachAsync(seeds,
            new ParallelOptions { MaxDegreeOfParallelism = 2, CancellationToken = Stop }, async (seed, _) =>
            {
                var watch = Stopwatch.StartNew();
                var failure = await Record.ExceptionAsync(
                    () => TakeIn(Mutation.Of(good, tables, seed), seed));
                Assert.True(failure is null or FfmpegFailed, $"Seed {seed} of {kind}: {failure}");
                Assert.True(watch.Elapsed < Longest, $"Seed {seed} of {kind} took {watch.Elapsed}.");
            });
    }

    private static async Task TakeIn(byte[] bytes, int seed)
    {
        using var machine = new TemporaryFolder();
        using var folder = new JobFolder(Directory.CreateDirectory(machine["job"]).FullName);
        await File.WriteAllBytesAsync(folder.File(SafeInput.Name), bytes, Stop);

        var (source, verdict) = await Probe.Look(folder.Path, Stop);
        Assert.True(source is null != verdict is null);
        if (source is not null) await Make(folder, source, seed);

        Assert.Equal([folder.Path], Directory.EnumerateFileSystemEntries(machine.Path));
        Assert.Equal(bytes, await File.ReadAllBytesAsync(folder.File(SafeInput.Name), Stop));
    }

    private static async Task Make(JobFolder folder, Source source, int seed)
    {
        switch (seed % 4)
        {
            case 0:
                await Ffmpeg.Run(PosterCommand.At(folder.Path, source, source.Duration / 10), Stop);
                break;
            case 1:
                await ThumbnailMaker.Make(folder, source, ThumbnailPlan.For(source), Stop);
                break;
            case 2 when source.Sound is { } sound:
                await Ffmpeg.Run(SoundCommand.Decode(folder.Path, source, sound), Stop);
                break;
            default:
                await MakeWatchable(folder, source);
                break;
        }
    }

    private static async Task MakeWatchable(JobFolder folder, Source source)
    {
        var rungs = source.CanBeCopied
            ? [new Rung(HlsCopy.Kind, source.Picture.Width, source.Picture.Height)]
            : Ladder.For(source.Picture, []);
        foreach (var rung in rungs) Directory.CreateDirectory(folder.File(rung.Kind));
        await Ffmpeg.Run(source.CanBeCopied
            ? HlsCopy.Command(folder.Path, source)
            : HlsEncode.Command(folder.Path, source, rungs), Stop);

        foreach (var rung in rungs)
        {
            var init = folder.File($"{rung.Kind}/{HlsOutput.Init}");
            var first = folder.File($"{rung.Kind}/{SegmentList.FileOf(0)}");
            if (!File.Exists(first)) continue;
            await (await SegmentClock.Of(init, Stop)).End(first, Stop);
            await (await CameraRemarks.Of(init, Stop)).Blank(first, Stop);
            await OutputProbe.CanBeShown(folder, init, first, Stop);
        }
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;
}
