using LessonLens.Lessons;
using LessonLens.Media;
using LessonLens.People;
using LessonLens.Reviews;
using LessonLens.Uploads;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LessonLens.Home;

/// <summary>What waits for me, my lessons, and those that others have shared with me.</summary>
public sealed class HomePage(
    LessonStore lessons, GrantStore grants, UploadStore uploads, Deletion deletion,
    PosterStore posters, ConversationNewsStore news, SafeguardingStore safeguarding,
    RetentionStore retention, DepartureStore departures)
    : PageModel
{
    /// <summary>What is searched for; null when nothing is.</summary>
    public string? Wanted { get; private set; }

    public IReadOnlyList<LessonCard> Mine { get; private set; } = [];
    public IReadOnlyList<LessonCard> Shared { get; private set; } = [];
    public IReadOnlyList<Waiting> Waiting { get; private set; } = [];
    public IReadOnlyList<DeletedLesson> JustDeleted { get; private set; } = [];

    public int Found => Mine.Count + Shared.Count;

    public async Task OnGet(string? q, CancellationToken stop)
    {
        var me = User.PersonId();
        Wanted = string.IsNullOrWhiteSpace(q) ? null : Shorten(q.Trim());
        var seenBy = await grants.NamesByLesson(me, stop);
        var given = await grants.ToMe(me, stop);
        var withPoster = await posters.Lessons(me, stop);
        var cards = (await lessons.List(me, Wanted, stop))
            .Select(lesson => new LessonCard(
                lesson, [.. seenBy[lesson.Id]], withPoster.Contains(lesson.Id),
                lesson.May == May.Own ? null : given.GetValueOrDefault(lesson.Id))).ToList();
        Mine = cards.Where(card => card.Mine).ToList();
        Shared = cards.Where(card => !card.Mine).ToList();
        JustDeleted = await deletion.JustDeleted(me, stop);
        if (Wanted is null) Waiting = await WhatWaits(me, stop);
    }

    /// <summary>For browsers without scripts; the page's own asks the API.</summary>
    public async Task<IActionResult> OnPostTakeBack(Guid lesson) =>
        await deletion.TakeBack(User.PersonId(), lesson) ? LocalRedirect("/") : NotFound();

    private async Task<IReadOnlyList<Waiting>> WhatWaits(Guid me, CancellationToken stop)
    {
        var mine = Mine.ToDictionary(card => card.Lesson.Id, card => card.Lesson);
        var unfinished = (await uploads.Unfinished(me, stop))
            .Where(upload => mine.ContainsKey(upload.LessonId!.Value));
        return
        [
            .. (await safeguarding.ForOwner(me, stop)).Select(Home.Waiting.For),
            .. (await safeguarding.OfMine(me, stop)).Where(view => view.IsForMe).Select(Home.Waiting.For),
            .. (await departures.WaitingFor(me, stop)).Select(leaving => Home.Waiting.For(leaving, me)),
            .. (await news.News(me, stop)).Select(Home.Waiting.For),
            .. (await retention.EndingSoon(me, stop)).Select(Home.Waiting.For),
            .. unfinished.Select(upload => Home.Waiting.For(upload, mine[upload.LessonId!.Value])),
            .. mine.Values.Where(lesson => lesson.Recording.State == RecordingState.Failed)
                .Select(Home.Waiting.ForFailed),
        ];
    }

    private static string Shorten(string q) =>
        q.Length <= LessonEndpoints.LongestSearch ? q : q[..LessonEndpoints.LongestSearch];
}
