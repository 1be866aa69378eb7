using LessonLens.Shared;

namespace LessonLens.Media;

/// <summary>How media can be asked for, and is answered: ranges and conditions as HTTP has them.</summary>
internal static class MediaDescription
{
    /// <summary>Answers of these types, of which a part can be asked for.</summary>
    public static RouteHandlerBuilder Serves(this RouteHandlerBuilder route, params string[] types) =>
        route.ServesWhole(types).Described((operation, context) =>
        {
            operation.TakesHeader("Range", "Only these bytes.");
            operation.Answers(206, "The bytes that were asked for.", types);
            operation.AnswersWithHeader(206, "Content-Range", "Which bytes, of how many.");
            operation.Problem(context.Document, 416, "There are no such bytes.");
            operation.AnswersWithHeader(416, "Content-Range", "How many there are.");
        });

    /// <summary>Short texts, which come whole.</summary>
    public static RouteHandlerBuilder ServesWhole(this RouteHandlerBuilder route, params string[] types) =>
        route.Described((operation, context) =>
        {
            operation.TakesHeader("If-None-Match", "The tag of what the asker has already.");
            operation.TakesHeader("If-Match", "The tag of what the asker wants, and nothing else.");
            operation.Answers(200, "All of it.", types);
            operation.AnswersWithHeader(200, "ETag", "Changes when the bytes do.");
            operation.AnswersWithHeader(200, "Cache-Control", "Whether it may be kept, and for how long.");
            operation.Answers(304, "The asker has it already.");
            operation.Problem(context.Document, 412, "It has another tag by now.");
        });

    /// <summary>While it is being made there is none yet, and it is worth asking again.</summary>
    public static RouteHandlerBuilder MayBeInTheMaking(this RouteHandlerBuilder route) =>
        route.Described((operation, _) =>
            operation.AnswersWithHeader(404, "Retry-After", "It is being made: ask again after so long."));
}
