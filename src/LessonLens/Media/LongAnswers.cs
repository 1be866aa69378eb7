using LessonLens.Lessons;
using LessonLens.People;
using Npgsql;

namespace LessonLens.Media;

/// <summary>
/// Answers that may be long on their way: every two seconds it is asked again whether whoever gets one is
/// signed in and sees the lesson. If not, the line is cut where it is.
/// </summary>
public static class LongAnswers
{
    private static readonly TimeSpan Rounds = TimeSpan.FromSeconds(2);

    private sealed record Marked;

    public static T MayBeLong<T>(this T routes) where T : IEndpointConventionBuilder =>
        routes.WithMetadata(new Marked());

    /// <summary>Only whoever is let in comes here.</summary>
    public static void UseLongAnswers(this WebApplication app)
    {
        var sessions = app.Services.GetRequiredService<SessionStore>();
        var lessons = app.Services.GetRequiredService<LessonStore>();
        var clips = app.Services.GetRequiredService<ClipStore>();
        app.Use(async (context, next) =>
        {
            if (context.GetEndpoint()?.Metadata.GetMetadata<Marked>() is null)
            {
                await next(context);
                return;
            }

            var (me, lesson, clip) = (context.User.PersonId(), Id("id"), Id("clipId"));
            var token = TokenBearer.Read(context.Request) ?? SessionCookie.Read(context.Request) ?? "";
            var answer = next(context);
            while (!await Ends(answer))
                if (!await May()) context.Abort();

            Guid? Id(string name) =>
                context.GetRouteValue(name) is string text && Guid.TryParse(text, out var id) ? id : null;

            async Task<bool> May()
            {
                try
                {
                    return await sessions.Lasts(token, CancellationToken.None)
                        && (lesson is null || await lessons.MayI(me, lesson.Value) is not null)
                        && (clip is null || await clips.Seen(me, clip.Value) is not null);
                }
                catch (Exception e) when (e is NpgsqlException or TimeoutException)
                {
                    // The database is away; it is asked again in the next round.
                    return true;
                }
            }
        });
    }

    private static async Task<bool> Ends(Task answer)
    {
        try
        {
            await answer.WaitAsync(Rounds);
            return true;
        }
        catch (TimeoutException) when (!answer.IsCompleted)
        {
            return false;
        }
    }
}
