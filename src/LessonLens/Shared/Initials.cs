using System.Globalization;
using System.Text;

namespace LessonLens.Shared;

/// <summary>
/// "Amira Haddad 🍀" → "AH", as the browser's side writes it (initials.ts): words that begin with no
/// letter are passed over, unless there is no other.
/// </summary>
public static class Initials
{
    public static string Of(string name)
    {
        var all = name.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var words = all.Where(BeginsWithALetter).DefaultIfEmpty(all.FirstOrDefault() ?? "").ToArray();
        string[] letters = words.Length > 1 ? [First(words[0]), First(words[^1])] : [.. words.Select(First)];
        return string.Concat(letters).ToUpperInvariant();
    }

    private static bool BeginsWithALetter(string word) =>
        Rune.TryGetRuneAt(word, 0, out var rune) && Rune.IsLetterOrDigit(rune);

    private static string First(string word) => StringInfo.GetNextTextElement(word);
}
