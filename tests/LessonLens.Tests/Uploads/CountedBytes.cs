namespace LessonLens.Tests.Uploads;

/// <summary>
/// Passes bytes on, counts them, and tells when so many have gone; some may wait for whoever was told.
/// </summary>
internal sealed class CountedBytes(Stream inner, long tellAfter, long holdAfter = long.MaxValue)
    : ReadOnlyBytes(inner.Length - inner.Position)
{
    private readonly TaskCompletionSource _told = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _goesOn = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Told => _told.Task;

    public void GoOn() => _goesOn.TrySetResult();

    public override int Read(byte[] buffer, int offset, int count)
    {
        var read = inner.Read(buffer, offset, count);
        Position += read;
        if (Position >= tellAfter) _told.TrySetResult();
        return read;
    }

    public override async ValueTask<int> ReadAsync(
        Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (Position >= holdAfter) await _goesOn.Task.WaitAsync(cancellationToken);
        return await base.ReadAsync(buffer, cancellationToken);
    }
}
