namespace LessonLens.Benchmarks;

/// <summary>
/// What we make of a recording, beside the plain ffmpeg command that makes the same, in one run.
/// </summary>
internal static class MediaBenchmark
{
    public static async Task Run(int minutes, int toEncode)
    {
        using var folder = new BenchFolder();
        var whole = await Recordings.Minutes(minutes, folder);
        var part = await Recordings.Minutes(toEncode, folder);
        Console.WriteLine(
            $"{minutes} min, {new FileInfo(whole).Length / 1e9:0.0} GB; encoding {toEncode} min of it.");

        await using var product = await Product.Start(folder);
        var ofWhole = await product.Take(whole);
        var ofPart = await product.Take(part);
        await product.Do(ofWhole, "probe");
        await product.Do(ofPart, "probe");

        var table = new Table();
        table.Add("probe", await product.Do(await product.Take(whole), "probe"));
        var (first, copy) = await product.DoWatchable(ofWhole, "copy");
        table.Add("first picture by copy", first);
        table.Add("HLS by copy", copy, await Plain.Copy(whole, folder));
        var poster = await product.Do(ofWhole, "poster");
        table.Add("poster", poster, await Plain.Poster(whole, minutes, folder));
        var thumbnails = await product.Do(ofWhole, "thumbnails");
        table.Add("thumbnails", thumbnails, await Plain.Thumbnails(whole, minutes, folder));
        var peaks = await product.Do(ofWhole, "peaks");
        table.Add("peaks and speech", peaks, await Plain.Sound(whole, folder));
        table.Add("poster + thumbnails + sound", poster + thumbnails + peaks);
        await product.Do(ofPart, "copy");
        var (firstEncoded, ladder) = await product.DoWatchable(ofPart, "encode");
        table.Add("first picture by encoding", firstEncoded);
        table.Add("720p + 360p", ladder, await Plain.Ladder(part, folder));
        var fourK = await product.Take(await Recordings.FourK(folder));
        await product.Do(fourK, "probe");
        var (firstOfFourK, ladderOfFourK) = await product.DoWatchable(fourK, "encode");
        table.Add("first picture, 4K HLG", firstOfFourK);
        table.Add("720p + 360p, 6 s of 4K HLG", ladderOfFourK,
            await Plain.LadderOfHlg(await Recordings.FourK(folder), folder));
        var from = TimeSpan.FromMinutes(minutes * 0.9);
        var clip = await product.Clip(ofWhole, from, TimeSpan.FromSeconds(30));
        table.Add("30 s clip", clip, await Plain.Clip(whole, from.TotalSeconds, folder));
        foreach (var kind in (string[])["mkv", "ts"])
        {
            var other = await Recordings.In(kind, whole, folder);
            var ofOther = await product.Take(other);
            await product.Do(ofOther, "probe");
            table.Add($"30 s clip of {kind}", await product.Clip(ofOther, from, TimeSpan.FromSeconds(30)),
                await Plain.Clip(other, from.TotalSeconds, folder));
        }

        await product.While(ofWhole, async () =>
        {
            table.Add("poster, encoding beside", await product.Do(ofWhole, "poster"), poster);
            table.Add("thumbnails, encoding beside", await product.Do(ofWhole, "thumbnails"), thumbnails);
            table.Add("30 s clip, encoding beside",
                await product.Clip(ofWhole, from, TimeSpan.FromSeconds(30)), clip);
        });
        Console.WriteLine("Beside an encoding, \"plain\" is ours with nothing beside it.");
    }
}
