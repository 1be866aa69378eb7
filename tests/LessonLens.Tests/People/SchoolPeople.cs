using System.Net;
using System.Text.RegularExpressions;
using LessonLens.Tests.Support;

namespace LessonLens.Tests.People;

/// <summary>What an administrator does on the page of the school's people.</summary>
internal static partial class SchoolPeople
{
    public static async Task<HttpResponseMessage> Invite(
        this SignedIn admin, LessonLensApp app, string email, string name = "Eva Lind", params string[] roles)
    {
        var school = await app.Sql<Guid>(
            "select school_id from memberships where person_id = @Id limit 1", new { admin.Id });
        return await admin.Http.Submit("/people?handler=Invite",
            [
                ("school", school.ToString()), ("name", name), ("email", email),
                .. (roles.Length > 0 ? roles : ["teacher"]).Select(role => ("roles", role)),
            ]);
    }

    public static Task<HttpResponseMessage> Do(this SignedIn admin, string what, SignedIn person) =>
        admin.Http.Submit($"/people?handler={what}", ("person", person.Id.ToString()));

    /// <summary>The path of the link that the page shows, to be handed over.</summary>
    public static async Task<string> LinkOn(HttpResponseMessage page)
    {
        var html = await page.Content.ReadAsStringAsync();
        Assert.True(page.StatusCode == HttpStatusCode.OK, html);
        return Link().Match(html) is { Success: true } link
            ? link.Groups[1].Value
            : throw new InvalidOperationException($"No link on {html}");
    }

    [GeneratedRegex("value=\"http://[^/\"]+(/(?:invitation|new-password)/[0-9a-f]{32})\"")]
    private static partial Regex Link();
}
