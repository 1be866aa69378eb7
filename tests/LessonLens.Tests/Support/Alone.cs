namespace LessonLens.Tests.Support;

/// <summary>What is said of time needs the machine to itself: after all other tests, one at a time.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
