using System.Globalization;

namespace LessonLens.Reviews;

/// <summary>"Something changed", as it travels between processes: ids and a number, never content.</summary>
/// <param name="LessonId">Whose conversation.</param>
/// <param name="Seq">The number of the change.</param>
/// <param name="Kind">annotation, reply, or order: in which the lesson is looked at.</param>
/// <param name="Id">Of what changed; of an order, its lesson's.</param>
/// <param name="OnlyFor">The one person who may know of it; null is everybody who sees the lesson.</param>
internal sealed record ConversationNotice(Guid LessonId, long Seq, string Kind, Guid Id, Guid? OnlyFor)
{
    public const string Topic = "conversation";
    public const string OfNote = "annotation";
    public const string OfReply = "reply";
    public const string OfOrder = "order";

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{LessonId} {Seq} {Kind} {Id} {OnlyFor}");

    public static ConversationNotice? Parse(string payload)
    {
        if (payload.Split(' ') is not [var lesson, var seq, var kind, var id, var onlyFor]) return null;
        return new ConversationNotice(Guid.Parse(lesson), long.Parse(seq, CultureInfo.InvariantCulture), kind,
            Guid.Parse(id), onlyFor.Length == 0 ? null : Guid.Parse(onlyFor));
    }
}
