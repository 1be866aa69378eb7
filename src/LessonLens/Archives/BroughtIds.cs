namespace LessonLens.Archives;

/// <summary>
/// The ids of a file's things here: the same ones, unless any of them is taken by something that is or was
/// here. Then all are new, so that nobody's things are ever touched by a file.
/// </summary>
internal sealed class BroughtIds(bool areTaken)
{
    private readonly Dictionary<Guid, Guid> _given = [];

    public Guid Of(Guid told)
    {
        if (!areTaken) return told;
        if (!_given.TryGetValue(told, out var id)) _given[told] = id = Guid.CreateVersion7();
        return id;
    }
}
