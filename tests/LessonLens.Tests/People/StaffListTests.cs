using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using LessonLens.Tests.Support;

namespace LessonLens.Tests.People;

public sealed class StaffListTests(LessonLensApp app) : IClassFixture<LessonLensApp>
{
    [Theory]
    [InlineData("name,email,roles,groups\nEva Lind,{0},coach,Maths")]
    [InlineData("\ufeffEMAIL;Groups;Name;Roles\r\n{0};Maths;Eva Lind;Coach\r\n\r\n;;;\r\n")]
    [InlineData("name\temail\troles\tgroups\nEva Lind\t{0}\tcoach\tMaths\n")]
    [InlineData("\"name\",\"email\",\"roles\",\"groups\"\n\"Eva Lind\",\"{0}\",\"coach\",\"maths\"")]
    public async Task A_list_is_read_as_spreadsheets_save_it_and_nobody_is_invited_before_it_is_confirmed(
        string list)
    {
        var (dana, email) = (await Dana(), Email());
        var school = await SchoolOf(dana);
        await dana.MakeGroup("Maths");
        var text = list.Replace("{0}", email, StringComparison.Ordinal);
        var preview = await Preview(dana, text);
        Assert.Contains("Invite as coach, into 1 group", preview, StringComparison.Ordinal);
        Assert.Equal(0, await Invitations(email));

        var done = await dana.Http.Submit("/people/staff?handler=Invite", ("school", school), ("text", text));
        var page = await done.Content.ReadAsStringAsync();
        var link = Regex.Match(page, "/invitation/[0-9a-f]{32}").Value;
        await app.NewClient().Submit(link, ("next", "seven grey pigeons"));
        var eva = await SignedIn.To(app.Address, email, "seven grey pigeons");
        Assert.Equal("Eva Lind", eva.Name);
        Assert.Equal("coach", (string)(await eva.Get("/api/me"))["memberships"]![0]!["role"]!);
        Assert.Equal(1, await app.Sql<int>(
            "select count(*) from group_members where person_id = @Id", new { eva.Id }));
        Assert.Contains("Is here already", await Preview(dana, text), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_line_that_cannot_be_done_says_why_and_the_others_are_done()
    {
        var (dana, good, other) = (await Dana(), Email(), Email());
        var text = $"""
            name,email,roles,groups
            Eva,{good},"teacher, administrator",
            Twice,{good.ToUpperInvariant()},,
            ,{Email()},,
            Bad address,nobody at home,,
            Bad role,{Email()},head,
            Bad group,{Email()},,Chess
            Too many,{Email()},teacher,,,more
            "Two
            lines",{Email()},,
            <b>Fay</b>,{other},,
            """;
        var page = await Preview(dana, text);
        foreach (var said in (string[])[
            "stands in line 2 already", "the name as colleagues know it", "write an e-mail address",
            "There is no role &#x201C;head&#x201D;", "There is no group &#x201C;Chess&#x201D;",
            "more fields than columns", "nobody can read", "&lt;b&gt;Fay&lt;/b&gt;", "Invite 2 people",
            "Invite as teacher, administrator"])
            Assert.Contains(said, page, StringComparison.Ordinal);
        Assert.Equal(["2", "3", "4", "5", "6", "7", "8", "9", "11"],
            Regex.Matches(page, "class=\"time\">(\\d+)<").Select(number => number.Groups[1].Value));

        await dana.Http.Submit(
            "/people/staff?handler=Invite", ("school", await SchoolOf(dana)), ("text", text));
        Assert.Equal(2, await app.Sql<int>(
            "select count(*) from invitations where email in (@good, @other)", new { good, other }));
        Assert.Equal(2, await app.Sql<int>("""
            select count(*) from invitations where school_id = (
                select school_id from memberships where person_id = @Id)
            """, new { dana.Id }));
    }

    [Theory]
    [InlineData("", "nothing in this list")]
    [InlineData("name,email\n", "nobody in this list")]
    [InlineData("Eva,eva@school.example", "none that is called")]
    [InlineData("name,email,phone\nEva,eva@school.example,1", "a column")]
    [InlineData("name,email,email\nEva,eva@school.example,1", "the same name")]
    [InlineData("2001", "more than 2,000 people")]
    [InlineData("large", "more than 1 MB")]
    public async Task A_list_that_cannot_be_read_at_all_says_why_and_stays_to_be_mended(
        string list, string said)
    {
        var text = list switch
        {
            "2001" => "name,email\n" + string.Concat(
                Enumerable.Range(0, 2_001).Select(number => $"N,n{number}@x.example\n")),
            "large" => "name,email\nEva," + new string('x', 1 << 20),
            _ => list,
        };
        var dana = await Dana();
        var answer = await dana.Http.Submit(
            "/people/staff?handler=Preview", ("school", await SchoolOf(dana)), ("text", text));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(said, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_is_read_where_its_letters_can_be_and_is_no_larger_than_a_list_of_staff()
    {
        var (dana, email) = (await Dana(), Email());
        var text = $"name,email\nZoë Ångström,{email}\n";
        Assert.Contains("Zo&#xEB; &#xC5;ngstr&#xF6;m", await (await Send(
            [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text)])).Content.ReadAsStringAsync(),
            StringComparison.Ordinal);
        foreach (var bad in (byte[][])[Encoding.Latin1.GetBytes(text), new byte[(1 << 20) + 1]])
            Assert.Equal(HttpStatusCode.BadRequest, (await Send(bad)).StatusCode);
        Assert.Equal(0, await Invitations(email));

        async Task<HttpResponseMessage> Send(byte[] bytes)
        {
            using var form = new MultipartFormDataContent
            {
                { new StringContent(await SchoolOf(dana)), "school" },
                { new ByteArrayContent(bytes), "file", "staff.csv" },
            };
            return await dana.Http.PostAsync(
                new Uri("/people/staff?handler=Preview", UriKind.Relative), form);
        }
    }

    [Fact]
    public async Task Only_who_looks_after_a_school_invites_a_list_into_it()
    {
        var (dana, email) = (await Dana(), Email());
        var hal = await app.Someone("Hal", "Hilltop", "admin");
        var ben = await app.Someone("Ben", role: "coordinator");
        foreach (var stranger in (SignedIn[])[hal, ben])
        foreach (var what in (string[])["Preview", "Invite"])
            Assert.Equal(HttpStatusCode.NotFound, (await stranger.Http.Submit(
                $"/people/staff?handler={what}", ("school", await SchoolOf(dana)),
                ("text", $"name,email\nEva,{email}"))).StatusCode);
        Assert.Equal(0, await Invitations(email));
    }

    private static string Email() => $"p{Guid.NewGuid():N}@school.example";

    private Task<SignedIn> Dana() => app.Someone("Dana", $"School {Guid.NewGuid():N}", "admin");

    private static async Task<string> SchoolOf(SignedIn person) =>
        (await person.School()).OriginalString["/api/schools/".Length..];

    private async Task<int> Invitations(string email) =>
        await app.Sql<int>("select count(*) from invitations where email = @email", new { email });

    private static async Task<string> Preview(SignedIn admin, string text)
    {
        var answer = await admin.Http.Submit(
            "/people/staff?handler=Preview", ("school", await SchoolOf(admin)), ("text", text));
        var page = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == HttpStatusCode.OK, page);
        return page;
    }
}
