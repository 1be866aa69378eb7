namespace LessonLens.Shared;

/// <summary>Says what was just ended, and offers to have it as it was.</summary>
/// <param name="Said">What was done, as a sentence.</param>
/// <param name="Action">The form that undoes it is sent here.</param>
/// <param name="Fields">What is sent with it.</param>
public sealed record Undo(string Said, string Action, params (string Name, string Value)[] Fields);
