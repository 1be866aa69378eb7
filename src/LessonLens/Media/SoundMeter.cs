using System.Runtime.InteropServices;

namespace LessonLens.Media;

/// <summary>Listens to bare sound once, for all that we want to know of it.</summary>
internal sealed class SoundMeter
{
    public const int PeaksPerSecond = 20;

    private const int SamplesEach = SoundCommand.SamplesPerSecond / SpeechTrack.FramesPerSecond;
    private const int FramesEach = SpeechTrack.FramesPerSecond / PeaksPerSecond;
    private const double Loudest = 32768;

    private readonly List<double> _peaks = [];
    private readonly List<double> _levels = [];
    private (int Before, int Last) _samples;

    /// <summary>0 is silence, 1 as loud as can be; one for each twentieth of a second.</summary>
    public IReadOnlyList<double> Peaks => _peaks;

    /// <summary>In decibels below the loudest, of what lies where voices do.</summary>
    public IReadOnlyList<double> Levels => _levels;

    /// <summary>
    /// Up to a length and no less than that, since silence follows where the sound ends before the picture.
    /// </summary>
    /// <returns>With nothing in it when there is no sound in the file.</returns>
    /// <param name="path">Samples of 16 bits.</param>
    /// <param name="length">The recording's.</param>
    /// <param name="stop">Gives up.</param>
    public static async Task<SoundMeter> Read(string path, TimeSpan length, CancellationToken stop)
    {
        var meter = new SoundMeter();
        var block = new byte[FramesEach * SamplesEach * sizeof(short)];
        await using var sound = new FileStream(
            path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1 << 16);
        while (await sound.ReadAtLeastAsync(block, block.Length, throwOnEndOfStream: false, stop)
            is > 1 and var read)
        {
            block.AsSpan(read).Clear();
            meter.Listen(MemoryMarshal.Cast<byte, short>(block));
        }

        if (meter._peaks.Count > 0) meter.Pad((int)Math.Ceiling(length.TotalSeconds * PeaksPerSecond));
        return meter;
    }

    private void Listen(ReadOnlySpan<short> samples)
    {
        var peak = 0;
        for (; samples.Length > 0; samples = samples[SamplesEach..])
        {
            var (before, last) = _samples;
            long power = 0;
            foreach (var sample in samples[..SamplesEach])
            {
                peak = Math.Max(peak, Math.Abs((int)sample));
                // What is left when the sample before last is taken away lies around 2000 Hz: of 50 Hz, the
                // hum of the mains, there is 28 dB less.
                long voice = sample - before;
                (before, last) = (last, sample);
                power += voice * voice;
            }

            _samples = (before, last);
            _levels.Add(power == 0
                ? SpeechTrack.Nothing : 10 * Math.Log10(power / (SamplesEach * Loudest * Loudest)));
        }

        _peaks.Add(Math.Min(1, peak / (Loudest - 1)));
    }

    private void Pad(int peaks)
    {
        while (_peaks.Count < peaks)
        {
            _peaks.Add(0);
            _levels.AddRange(Enumerable.Repeat(SpeechTrack.Nothing, FramesEach));
        }
    }
}
