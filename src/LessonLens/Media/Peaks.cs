using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace LessonLens.Media;

/// <summary>How loud each twentieth of a second is, to be drawn as a line (JSON).</summary>
internal static class Peaks
{
    private const int PerSecond = 20;
    private const int SamplesEach = SoundCommand.SamplesPerSecond / PerSecond;

    public static string NoSound => Json("", "This recording has no sound.");

    /// <param name="path">Samples of 16 bits.</param>
    /// <param name="stop">Gives up.</param>
    public static async Task<string> Of(string path, CancellationToken stop)
    {
        var values = new StringBuilder();
        var block = new byte[SamplesEach * sizeof(short)];
        await using var samples = new FileStream(
            path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1 << 16);
        while (await samples.ReadAtLeastAsync(block, block.Length, throwOnEndOfStream: false, stop)
            is > 1 and var read)
        {
            if (values.Length > 0) values.Append(',');
            values.Append(Loudest(block.AsSpan(0, read)).ToString("0.##", CultureInfo.InvariantCulture));
        }

        return values.Length == 0
            ? Json("", "The sound of this recording cannot be read.") : Json(values.ToString());
    }

    /// <summary>0 is silence, 1 as loud as can be.</summary>
    private static double Loudest(ReadOnlySpan<byte> block)
    {
        var loudest = 0;
        foreach (var sample in MemoryMarshal.Cast<byte, short>(block))
            loudest = Math.Max(loudest, Math.Abs((int)sample));
        return Math.Min(1, loudest / 32767.0);
    }

    private static string Json(string values, string? note = null) =>
        $"{{\"perSecond\":{PerSecond},\"peaks\":[{values}]{(note is null ? "" : $",\"note\":\"{note}\"")}}}";
}
