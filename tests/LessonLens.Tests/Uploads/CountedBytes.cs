namespace LessonLens.Tests.Uploads;

/// <summary>Passes bytes on, counts them, and tells when so many have gone.</summary>
internal sealed class CountedBytes(Stream inner, long tellAfter)
    : ReadOnlyBytes(inner.Length - inner.Position)
{
    private readonly TaskCompletionSource _told = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Told => _told.Task;

    public override int Read(byte[] buffer, int offset, int count)
    {
        var read = inner.Read(buffer, offset, count);
        Position += read;
        if (Position >= tellAfter) _told.TrySetResult();
        return read;
    }
}
