namespace LessonLens.Media;

/// <summary>The tables of a track, unfolded to one entry for each of its samples.</summary>
internal static class Mp4Tables
{
    // Ten hours at 240 pictures a second.
    private const int MostSamples = 10_000_000;

    public static int[] Sizes(Mp4Box table)
    {
        var box = Need(table, "stsz");
        var all = box.UInt32(4);
        var count = box.UInt32(8);
        if (count > MostSamples) throw new InvalidDataException("Too many samples.");
        if (all == 0) _ = box.Count(8, 4);
        var sizes = new int[count];
        for (var number = 0; number < count; number++)
            sizes[number] = checked((int)(all != 0 ? all : box.UInt32(12 + 4 * number)));
        return sizes;
    }

    /// <summary>Samples lie in chunks; the table says how many in each, where that changes.</summary>
    public static long[] Offsets(Mp4Box table, int[] sizes)
    {
        var chunks = Chunks(table);
        var runs = Need(table, "stsc");
        var count = runs.Count(4, 12);
        var offsets = new long[sizes.Length];
        var number = 0;
        for (var run = 0; run < count; run++)
        {
            var last = run + 1 < count ? runs.UInt32(8 + 12 * (run + 1)) - 1 : (long)chunks.Length;
            var perChunk = runs.UInt32(8 + 12 * run + 4);
            for (var chunk = runs.UInt32(8 + 12 * run) - 1; chunk < Math.Min(last, chunks.Length); chunk++)
            {
                var at = chunks[chunk];
                for (var left = perChunk; left > 0 && number < sizes.Length; left--, number++)
                {
                    offsets[number] = at;
                    at += sizes[number];
                }
            }
        }

        return offsets;
    }

    /// <summary>When each sample is shown: when it is decoded, and so much later.</summary>
    public static long[] Times(Mp4Box table, int samples)
    {
        var times = new long[samples];
        long time = 0;
        foreach (var (number, length) in Runs(Need(table, "stts"), samples))
        {
            times[number] = time;
            time += (uint)length;
        }

        if (table.Child("ctts") is { } later)
            foreach (var (number, delay) in Runs(later, samples)) times[number] += delay;
        return times;
    }

    /// <summary>From 0; without a table each sample is one.</summary>
    public static IEnumerable<int> Keyframes(Mp4Box table, int samples) => table.Child("stss") is { } box
        ? Enumerable.Range(0, box.Count(4, 4)).Select(each => checked((int)box.UInt32(8 + 4 * each) - 1))
            .Where(number => number >= 0 && number < samples)
        : Enumerable.Range(0, samples);

    private static IEnumerable<(int Number, int Value)> Runs(Mp4Box box, int samples)
    {
        var number = 0;
        for (int at = 8, left = box.Count(4, 8); left > 0; at += 8, left--)
            for (var same = box.UInt32(at); same > 0 && number < samples; same--)
                yield return (number++, box.Int32(at + 4));
    }

    private static long[] Chunks(Mp4Box table)
    {
        var wide = table.Child("co64");
        var box = wide ?? Need(table, "stco");
        var width = wide is null ? 4 : 8;
        return [.. Enumerable.Range(0, box.Count(4, width))
            .Select(chunk => wide is null ? box.UInt32(8 + 4 * chunk) : box.Int64(8 + 8 * chunk))];
    }

    private static Mp4Box Need(Mp4Box table, string type) =>
        table.Child(type) ?? throw new InvalidDataException($"There is no {type} box.");
}
