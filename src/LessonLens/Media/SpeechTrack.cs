namespace LessonLens.Media;

/// <summary>
/// For each second of a recording whether somebody speaks: one letter each, so that an SQL query can count
/// them.
/// </summary>
/// <remarks>
/// Speech is told from other sound by its syllables: it swells and falls by much, several times a second.
/// A fan, a hum and rain do not; music and many voices at once may be taken for the one or the other.
/// </remarks>
internal static class SpeechTrack
{
    public const char Speech = 's';

    /// <summary>Other sound: a fan that was switched on, chairs, a bell.</summary>
    public const char Noise = 'n';

    /// <summary>Nothing louder than what is always there, as the room and the camera hum.</summary>
    public const char Silence = '-';

    /// <summary>A syllable lasts a fifth of a second, a pause within a word half of that.</summary>
    public const int FramesPerSecond = 40;

    /// <summary>What no microphone hears.</summary>
    public const double Nothing = -100;

    // In decibels; a recording that is never quiet is not therefore silent.
    private const double LoudestBackground = -45;
    private const double AboveBackground = 9;
    private const double Swing = 5;

    // Of what is heard in a second, so much at least is above the background.
    private const int LeastFrames = FramesPerSecond / 5;

    // In the second itself and so many frames on either side: one alone is a door, or a fan's beginning.
    private const int LeastSwells = 4;
    private const int Around = FramesPerSecond / 2;

    /// <param name="levels">In decibels below the loudest possible, one for each frame.</param>
    public static string Of(IReadOnlyList<double> levels)
    {
        var loud = Background(levels) + AboveBackground;
        var swells = Swells(levels);
        var seconds = (levels.Count + FramesPerSecond - 1) / FramesPerSecond;
        return string.Create(seconds, 0, (letters, _) =>
        {
            for (var second = 0; second < letters.Length; second++)
            {
                var (from, to) = (second * FramesPerSecond, (second + 1) * FramesPerSecond);
                letters[second] = Count(from, to, frame => levels[frame] > loud) < LeastFrames ? Silence
                    : Count(from - Around, to + Around, frame => swells[frame]) < LeastSwells ? Noise
                    : Speech;
            }
        });

        int Count(int from, int to, Func<int, bool> isOne)
        {
            var count = 0;
            for (var frame = Math.Max(0, from); frame < Math.Min(to, levels.Count); frame++)
                if (isOne(frame)) count++;
            return count;
        }
    }

    private static double Background(IReadOnlyList<double> levels)
    {
        // Where the sound has gaps there is nothing at all, which says nothing of the room.
        var heard = levels.Where(level => level > Nothing).Order().ToList();
        return heard.Count == 0 ? LoudestBackground : Math.Min(heard[heard.Count / 10], LoudestBackground);
    }

    /// <summary>Of each frame whether the sound has risen there by a swing since it last fell.</summary>
    private static bool[] Swells(IReadOnlyList<double> levels)
    {
        var swells = new bool[levels.Count];
        var (turn, isRising) = (0.0, false);
        for (var frame = 0; frame < levels.Count; frame++)
        {
            var level = levels[frame];
            if (isRising ? level < turn - Swing : level > turn + Swing)
            {
                isRising = !isRising;
                turn = level;
                swells[frame] = isRising;
            }
            else if (isRising ? level > turn : level < turn)
            {
                turn = level;
            }
        }

        return swells;
    }
}
