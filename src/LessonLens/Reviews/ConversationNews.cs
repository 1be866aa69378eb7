using System.Globalization;

namespace LessonLens.Reviews;

/// <summary>"Something changed", as it travels between processes: ids and a number, never content.</summary>
/// <param name="LessonId">Whose conversation.</param>
/// <param name="Seq">The number of the change.</param>
/// <param name="Id">The annotation.</param>
/// <param name="OnlyFor">The one person who may know of it; null is everybody who sees the lesson.</param>
internal sealed record ConversationNews(Guid LessonId, long Seq, Guid Id, Guid? OnlyFor)
{
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{LessonId} {Seq} {Id} {OnlyFor}");

    public static ConversationNews? Parse(string payload)
    {
        if (payload.Split(' ') is not [var lesson, var seq, var id, var onlyFor]) return null;
        return new ConversationNews(Guid.Parse(lesson), long.Parse(seq, CultureInfo.InvariantCulture),
            Guid.Parse(id), onlyFor.Length == 0 ? null : Guid.Parse(onlyFor));
    }
}
