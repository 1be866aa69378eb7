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

        var values = peaks["peaks"]!.AsArray().Select(value => value!.GetValue<double>()).ToArray();
        Assert.Equal(20, peaks["perSecond"]!.GetValue<int>());
        Assert.Equal(160, values.Length, 4.0);
        Assert.All(values[..75], value => Assert.InRange(value, 0, 0.02));
        Assert.All(values[85..155], value => Assert.InRange(value, 0.05, 0.5));
    }

    [Fact]
    public async Task Without_sound_there_is_nothing_to_draw_and_it_says_so()
    {
        var peaks = await PeaksOf(TestRecordings.Silent);

        Assert.Empty(peaks["peaks"]!.AsArray());
        Assert.Equal("This recording has no sound.", peaks["note"]!.GetValue<string>());
    }

    private async Task<JsonObject> PeaksOf(Task<string> recording)
    {
        var amira = await app.Someone("Amira");
        var lesson = await amira.PlanLesson();
        await amira.UploadFile(lesson, await recording);
        await amira.RecordingOnce(lesson, now => now["state"]!.GetValue<string>() == "ready");
        return await amira.Get($"/media/lessons/{lesson}/peaks.json");
    }
}
