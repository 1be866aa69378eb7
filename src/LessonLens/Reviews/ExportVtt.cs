using System.Globalization;
using System.Text;

namespace LessonLens.Reviews;

/// <summary>
/// A lesson's notes as a text track (WebVTT), one cue a note with its replies, to be shown over the recording
/// by any player.
/// </summary>
internal static class ExportVtt
{
    /// <summary>How long a note about a moment is shown.</summary>
    private const int ShownMs = 5000;

    private static readonly char[] Breaks = ['\r', '\n'];

    public static byte[] Of(Recap recap)
    {
        var track = new StringBuilder("WEBVTT\n");
        foreach (var moment in recap.Moments)
        {
            var until = moment.Note?.UntilMs is { } end && end > moment.AtMs ? end : moment.AtMs + ShownMs;
            track.Append(CultureInfo.InvariantCulture,
                $"\na-{moment.Id}\n{Time(moment.AtMs)} --> {Time(until)}\n");
            if (moment.Note is { } note) track.Append(Said(note.Author.Name, note.Text));
            foreach (var reply in moment.Replies) track.Append(Said(reply.Author.Name, reply.Text));
        }

        return Encoding.UTF8.GetBytes(track.ToString());
    }

    /// <summary>An empty line would end the cue.</summary>
    private static string Said(string name, string text)
    {
        var lines = text.Split(
            Breaks, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var words = lines.Length == 0 ? "(a drawing)" : string.Join('\n', lines);
        return $"<v {Plain(string.Join(' ', name.Split(Breaks)))}>{Plain(words)}</v>\n";
    }

    /// <summary>The sign that ends a cue's times (<c>--></c>) may not stand in its words either.</summary>
    private static string Plain(string text) => text
        .Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal);

    private static string Time(int ms) =>
        TimeSpan.FromMilliseconds(ms).ToString(@"hh\:mm\:ss\.fff", CultureInfo.InvariantCulture);
}
