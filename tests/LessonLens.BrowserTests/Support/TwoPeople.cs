using LessonLens.Tests.Support;

namespace LessonLens.BrowserTests.Support;

/// <summary>Amira at a desk and Ben with a phone, both on the page of the lesson that she shares.</summary>
internal sealed record TwoPeople(Guid Lesson, Window Amira, Window Ben) : IAsyncDisposable
{
    public string Address => $"/lessons/{Lesson}";

    public static async Task<TwoPeople> Meet(LessonLensApp app, Chromium chromium)
    {
        var amira = await app.Someone("Amira Haddad");
        var ben = await app.Someone("Ben Carter", role: "coach");
        var lesson = await amira.PlanLesson();
        await amira.UploadFile(lesson, await TestRecordings.Lesson);
        await amira.RecordingOnce(lesson, recording => (string?)recording["state"] == "ready");
        await amira.Share(lesson, with: ben);
        var room = new TwoPeople(
            lesson, await Window.Open(chromium, app), await Window.Open(chromium, app, 390));
        foreach (var (window, person) in (ValueTuple<Window, SignedIn>[])[(room.Amira, amira),
            (room.Ben, ben)])
        {
            await window.SignIn(person);
            await window.Page.GotoAsync(room.Address);
            await window.SeesThePicture();
        }

        return room;
    }

    public void HadNoFaults()
    {
        Assert.Empty(Amira.Faults);
        Assert.Empty(Ben.Faults);
    }

    public async ValueTask DisposeAsync()
    {
        await Amira.DisposeAsync();
        await Ben.DisposeAsync();
    }
}
