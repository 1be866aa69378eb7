namespace LessonLens.Tests.Support;

/// <summary>A clock whose timers ring a hundred times as often, for what makes its rounds.</summary>
public sealed class HurriedClock : TimeProvider
{
    public override ITimer CreateTimer(
        TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        base.CreateTimer(callback, state, dueTime / 100, period / 100);
}
