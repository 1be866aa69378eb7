using System.Text;
using System.Text.RegularExpressions;

namespace LessonLens.Jobs;

/// <summary>Why a job failed, as it is kept for whoever looks after a school's LessonLens.</summary>
/// <param name="Reason">One line, at most 200 characters.</param>
/// <param name="Log">
/// The end of all that was said, at most 4,096 characters; null when the reason says all.
/// </param>
public sealed partial record JobFailure(string Reason, string? Log = null)
{
    private const int LongestReason = 200;
    private const int LongestLog = 4096;

    public static JobFailure Of(Exception failure)
    {
        var said = Storable(Folder().Replace(Address().Replace(failure.Message, "…"), "…/")).Trim();
        var reason = Arguments().Replace(said.Split('\n')[0].Trim(), "");
        if (reason.Length > LongestReason) reason = Storable(reason[..(LongestReason - 1)]) + "…";
        var log = said.Length > LongestLog ? Storable(said[^LongestLog..]) : said;
        return new JobFailure(
            reason.Length > 0 ? reason : failure.GetType().Name, log == reason ? null : log);
    }

    /// <summary>Programs repeat what strangers' files say, which PostgreSQL need not take.</summary>
    private static string Storable(string text) => string.Concat(text.EnumerateRunes()
        .Where(rune => !Rune.IsControl(rune) || rune.Value is '\n' or '\t'));

    // Where things lie on this machine is nobody's business but the operator's, whose own log has it.
    [GeneratedRegex(@"(?<![\w…])/(?:[^\s/'""]+/)+")]
    private static partial Regex Folder();

    [GeneratedRegex(@"\b\w+://\S+")]
    private static partial Regex Address();

    // A program's arguments are for the log.
    [GeneratedRegex(@": -.*$")]
    private static partial Regex Arguments();
}
