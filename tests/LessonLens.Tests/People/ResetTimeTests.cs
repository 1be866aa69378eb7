using System.Diagnostics;
using LessonLens.Tests.Support;

namespace LessonLens.Tests.People;

[Collection(nameof(Alone))]
public sealed class ResetTimeTests(LessonLensApp app) : IClassFixture<LessonLensApp>
{
    [Fact]
    public async Task Nobody_learns_from_answer_or_time_who_is_here()
    {
        await using var postbox = Postbox.Of(app);
        var tries = LongForm.OrShort(200, 30);
        var known = new List<string>();
        for (var i = 0; i < tries; i++)
            known.Add(await TestPeople.Add(app.ConnectionString, "Amira", "Riverside", "teacher"));
        await Forget("warm@up.example");
        var (ofKnown, ofUnknown) = (new List<double>(), new List<double>());
        foreach (var email in known)
        {
            // Never so often that it would be a flood.
            if (ofKnown.Count % 9 == 0) app.Clock.Advance(TimeSpan.FromHours(1.1));
            ofKnown.Add(await Forget(email));
            ofUnknown.Add(await Forget($"{Guid.NewGuid():N}@example.org"));
        }

        var apart = Math.Abs(Median(ofKnown) - Median(ofUnknown));
        Assert.True(apart <= 10, $"{Median(ofKnown):0.0} ms where known, {Median(ofUnknown):0.0} ms else");
    }

    /// <returns>How long the answer took, in milliseconds; it is always the same one.</returns>
    private async Task<double> Forget(string email)
    {
        using var browser = app.NewClient();
        await browser.Read("/health/live");
        var from = Stopwatch.GetTimestamp();
        using var answer = await browser.Submit("/forgotten", ("email", email));
        var took = Stopwatch.GetElapsedTime(from);
        Assert.Equal("/forgotten?sent=true", answer.Headers.Location!.OriginalString);
        return took.TotalMilliseconds;
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
