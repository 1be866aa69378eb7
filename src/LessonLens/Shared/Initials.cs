using System.Globalization;

namespace LessonLens.Shared;

/// <summary>"Amira Haddad" → "AH", as the browser's side writes it (initials.ts).</summary>
public static class Initials
{
    public static string Of(string name)
    {
        var words = name.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        string[] letters = words.Length > 1 ? [First(words[0]), First(words[^1])] : [.. words.Select(First)];
        return string.Concat(letters).ToUpperInvariant();
    }

    private static string First(string word) => StringInfo.GetNextTextElement(word);
}
