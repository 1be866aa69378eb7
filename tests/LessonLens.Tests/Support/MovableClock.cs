namespace LessonLens.Tests.Support;

/// <summary>The application's clock, which a test may move on. Timers stay as they are.</summary>
public sealed class MovableClock : TimeProvider
{
    private TimeSpan _ahead;

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + _ahead;

    public void Advance(TimeSpan by) => _ahead += by;
}
