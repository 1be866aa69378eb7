namespace LessonLens.Tests.Support;

/// <summary>Fault tests have a short form for every day and a long one for <c>tests/run --long</c>.</summary>
public static class LongForm
{
    private static readonly bool IsAsked = Environment.GetEnvironmentVariable("LESSONLENS_LONG") == "1";

    public static T OrShort<T>(T inLong, T inShort) => IsAsked ? inLong : inShort;
}
