namespace LessonLens.Tests.Support;

/// <summary>Recordings for the ear, with a small picture.</summary>
public static class SoundRecordings
{
    private const string Small = "-c:v libx264 -preset ultrafast -g 30 -pix_fmt yuv420p";

    /// <summary>
    /// In a room that is never quite quiet. A letter for each second says what is heard: somebody speaks (s),
    /// from second 33 on while the mains hum; a fan, a bell and the hum alone (n); only the room (-).
    /// </summary>
    public const string Heard = "-----ssssssssss-----nnnnnn--nn--nsssssss";

    public static Task<string> Lesson => TestRecordings.Make("heard.mp4",
        $"{Picture(40)} -filter_complex \"{Room};{Voice(0, 10, 5)}[a];{Voice(2, 7, 33)}[b];" +
        $"{Between("anoisesrc=seed=2:a=0.15:c=pink", 20, 26)}[fan];" +
        $"{Between("sine=frequency=1500", 28, 30)}[bell];{Between("sine=frequency=50", 32, 40)}[hum];" +
        "[room][a][b][fan][bell][hum]amix=6:normalize=0,atrim=0:40\" " +
        $"{Small} -c:a aac");

    /// <summary>Of eight seconds, from the second to the fifth the file holds no sound at all.</summary>
    public static Task<string> WithAGap => TestRecordings.Make("gap.mp4",
        $"{Picture(8)} -f lavfi -i \"sine=duration=8,aselect='not(between(t,2,5))'\" {Small} -c:a aac");

    /// <summary>The picture goes on for five more seconds.</summary>
    public static Task<string> SoundEndsFirst => TestRecordings.Make("sound-ends-first.mp4",
        $"{Picture(8)} -f lavfi -i sine=duration=3 {Small} -c:a aac");

    private const string Room = "anoisesrc=seed=1:a=0.01:c=pink:d=40[room]";

    private static string Picture(int seconds) =>
        $"-f lavfi -i testsrc2=size=160x90:rate=15:duration={seconds}";

    private static string Voice(int from, int seconds, int at) =>
        "flite=voice=slt:text='Good morning everybody. Please open your books at page twelve. Today we " +
        "compare fractions. Who can tell me which is larger, three quarters or two thirds? Take a moment " +
        $"and think about it.',atrim={from}:{from + seconds},asetpts=PTS-STARTPTS,aresample=44100," +
        $"volume=0.5,adelay={at}000";

    private static string Between(string source, int from, int to) =>
        $"{source}:d={to - from},adelay={from}000";
}
