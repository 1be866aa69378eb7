using System.Text.Json.Nodes;
using LessonLens.Tests.Support;

namespace LessonLens.Tests.Media;

/// <summary>The line that shows how loud it is.</summary>
public sealed class PeaksTests(LessonLensApp app) : IClassFixture<LessonLensApp>
{
    [Fact]
    public async Task There_are_twenty_values_a_second_and_they_stand_where_the_sound_is()
    {
        var peaks = await PeaksOf(TestRecordings.LateTone);

        Assert.Equal(20, peaks["perSecond"]!.GetValue<int>());
        IsHeard(peaks, from: 4, to: 8);
    }

    [Fact]
    public async Task After_a_gap_the_line_is_again_where_the_sound_is()
    {
        var peaks = await PeaksOf(SoundRecordings.WithAGap);

        IsHeard(peaks, from: 0, to: 2);
        IsHeard(peaks, from: 5, to: 8);
    }

    [Fact]
    public async Task The_line_is_as_long_as_the_picture_though_the_sound_ends_first() =>
        IsHeard(await PeaksOf(SoundRecordings.SoundEndsFirst), from: 0, to: 3);

    [Fact]
    public async Task It_is_known_of_each_second_whether_somebody_speaks()
    {
        var (_, lesson) = await Ready(SoundRecordings.Lesson);

        var speech = await SpeechOf(lesson);

        Assert.Equal(SoundRecordings.Heard.Length, speech!.Length);
        var wrong = SoundRecordings.Heard.Zip(speech).Count(second => second.First != second.Second);
        Assert.True(wrong <= 1, $"{SoundRecordings.Heard}\n{speech}");
    }

    [Fact]
    public async Task Without_sound_there_is_nothing_to_draw_and_it_says_so()
    {
        var (amira, lesson) = await Ready(TestRecordings.Silent);

        var peaks = await amira.Get($"/media/lessons/{lesson}/peaks.json");

        Assert.Null(await SpeechOf(lesson));
        Assert.Empty(peaks["peaks"]!.AsArray());
        Assert.Equal("This recording has no sound.", peaks["note"]!.GetValue<string>());
    }

    /// <summary>Of eight seconds a tone is heard in these and nothing in the one before and after.</summary>
    private static void IsHeard(JsonObject peaks, int from, int to)
    {
        var values = peaks["peaks"]!.AsArray().Select(value => value!.GetValue<double>()).ToArray();
        Assert.Equal(160, values.Length, 1.0);
        // A coder of sound spreads an edge over some hundredths of a second.
        Assert.All(values[(from * 20 + 2)..(to * 20 - 2)], value => Assert.InRange(value, 0.05, 0.5));
        if (from > 0) Assert.All(values[(from * 20 - 18)..(from * 20 - 2)], IsQuiet);
        if (to < 8) Assert.All(values[(to * 20 + 2)..(to * 20 + 18)], IsQuiet);

        static void IsQuiet(double value) => Assert.InRange(value, 0, 0.02);
    }

    private Task<string?> SpeechOf(Guid lesson) => app.Sql<string>("""
        select p.speech from peaks p join lessons l on l.recording_id = p.recording_id where l.id = @lesson
        """, new { lesson });

    private async Task<JsonObject> PeaksOf(Task<string> recording)
    {
        var (amira, lesson) = await Ready(recording);
        return await amira.Get($"/media/lessons/{lesson}/peaks.json");
    }

    private async Task<(SignedIn, Guid)> Ready(Task<string> recording)
    {
        var amira = await app.Someone("Amira");
        var lesson = await amira.PlanLesson();
        await amira.UploadFile(lesson, await recording);
        await amira.RecordingOnce(lesson, now => now["state"]!.GetValue<string>() == "ready");
        return (amira, lesson);
    }
}
