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

    /// <summary>Noise as even as a crowd's, in the middle and, more quietly, all around.</summary>
    public static Task<string> Voices(string channels, int rate) => TestRecordings.Make(
        $"voices-{channels}-{rate}.mkv",
        $"{Picture(8)} -filter_complex \"{string.Join(';', Enumerable.Range(0, 6).Select(each =>
            $"anoisesrc=seed={each}:a={(each == 2 ? 0.5 : 0.2)}:c=pink:d=8:r={rate}[{each}]"))};" +
        $"[0][1][2][3][4][5]join=6:channel_layout=5.1,{channels switch
        {
            "mono" => "pan=mono|c0=c2",
            "stereo" => "pan=stereo|c0=c0+c2|c1=c1",
            _ => "anull",
        }}\" {Small} -c:a ac3 -b:a 448k");

    public static Task<string> LoudAllAround => TestRecordings.Make("loud-all-around.mkv",
        $"{Picture(4)} -f lavfi -i \"sine=frequency=997:duration=4:sample_rate=48000,volume=7.9," +
        $"pan=5.1|FL=c0|FR=c0|FC=c0|BL=c0|BR=c0\" {Small} -c:a ac3 -b:a 448k");

    /// <summary>26 seconds, each of which has a tone of its own.</summary>
    public static Task<string> TonePerSecond(string name)
    {
        var tones = $"aevalsrc='0.5*sin(2*PI*({Frequency(0)}+300*floor(t))*t)':s=48000:d=26";
        var coder = name.EndsWith(".ts", StringComparison.Ordinal) ? "mp2" : "aac";
        return TestRecordings.Make(name,
            $"{Picture(26)} -f lavfi -i \"{tones},pan=stereo|c0=c0|c1=c0\" {Small} -c:a {coder} -b:a 192k");
    }

    /// <summary>Of that second, in hertz.</summary>
    public static int Frequency(int second) => 400 + 300 * second;

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
