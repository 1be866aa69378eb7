using System.Text.RegularExpressions;
using LessonLens.Tests.Support;

namespace LessonLens.Tests.Permissions;

/// <summary>What is not shared is as if it did not exist, also by the clock.</summary>
[Collection(nameof(Alone))]
public sealed partial class HiddenTests(LessonLensApp app) : IClassFixture<LessonLensApp>
{
    /// <summary>Status, headers and body are the same, and it takes as long.</summary>
    [Theory]
    [InlineData("foreigner")]
    [InlineData("colleague")]
    public async Task What_is_not_shared_answers_like_what_does_not_exist(string role)
    {
        var scene = await PermissionScene.Open(app);
        var things = await new RareThings(app, scene).Beside(await scene.Watchable());
        var faults = new List<string>();
        foreach (var row in PermissionTable.Rows.Where(row => !row.IsOfHub && row.Answer(role) == "404"))
        {
            var missing = PermissionScene.Missing(things);
            var (hidden, none) = (await Said(things), await Said(missing));
            if (hidden != none) faults.Add($"{row.Name}\n{hidden}\n{none}");
            if (await DiffersInTime(scene, role, row, things, missing))
                faults.Add($"{row.Name} takes longer");

            async Task<string> Said(IReadOnlyDictionary<string, string> things)
            {
                using var answer = await scene.Ask(role, row, things);
                var headers = answer.Headers.Concat(answer.Content.Headers)
                    .Where(header => header.Key is not ("Date" or "Content-Length"))
                    .OrderBy(header => header.Key, StringComparer.Ordinal)
                    .Select(header => $"{header.Key}: {string.Join(',', header.Value)}");
                var body = await answer.Content.ReadAsStringAsync();
                return Changing().Replace(
                    $"{answer.StatusCode}\n{string.Join('\n', headers)}\n{body}", "…");
            }
        }

        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    // The medians of several, in turn; where they seem to differ, of up to three times as many.
    private static async Task<bool> DiffersInTime(
        PermissionScene scene, string role, PermissionRow row,
        IReadOnlyDictionary<string, string> there, IReadOnlyDictionary<string, string> missing)
    {
        var times = LongForm.OrShort(inLong: 101, inShort: 7);
        var (hidden, none) = (new List<double>(), new List<double>());
        while (hidden.Count < 3 * times)
        {
            hidden.Add(await Took(there));
            none.Add(await Took(missing));
            if (hidden.Count >= times && Math.Abs(Median(hidden) - Median(none)) <= 10) return false;
        }

        return true;

        async Task<double> Took(IReadOnlyDictionary<string, string> things)
        {
            var began = TimeProvider.System.GetTimestamp();
            using var answer = await scene.Ask(role, row, things);
            return TimeProvider.System.GetElapsedTime(began).TotalMilliseconds;
        }

        static double Median(List<double> times) => times.Order().ElementAt(times.Count / 2);
    }

    // Numbers of the request, and what was asked for, as it is said again.
    [GeneratedRegex("00-[0-9a-f]{32}-[0-9a-f]{16}-0[01]|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")]
    private static partial Regex Changing();
}
