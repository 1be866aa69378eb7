using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using LessonLens.Tests.Support;

namespace LessonLens.Tests.Lessons;

public sealed class SearchTests(LessonLensApp app) : IClassFixture<LessonLensApp>
{
    [Theory]
    [InlineData("fraction")]                 // title
    [InlineData("MATHS")]                    // subject
    [InlineData("oak")]                      // class
    [InlineData("waits for somebody")]       // focus
    [InlineData("haddad oak")]               // owner
    [InlineData("oak  fractions")]           // words anywhere
    [InlineData("creme brulee")]             // without accents
    [InlineData("CRÈME")]
    public async Task A_lesson_is_found_by_words_of_its_title_subject_class_focus_or_owner(string words)
    {
        var amira = await app.Someone("Amira Haddad");
        await amira.Http.PostAsJsonAsync("/api/lessons", new
        {
            title = "Comparing fractions of a crème brûlée",
            subject = "Maths",
            className = "Year 6, Oak",
            focus = "Who waits for somebody else?",
        });
        await amira.PlanLesson("Reading aloud");

        var found = Assert.Single(await Search(amira, words));
        Assert.StartsWith("Comparing", (string?)found!["title"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("fractions poetry")]
    [InlineData("100%")]
    [InlineData("c_mparing")]
    [InlineData(@"\")]
    [InlineData("'; drop table lessons; --")]
    public async Task Words_mean_themselves_and_all_must_be_there(string words)
    {
        var amira = await app.Someone("Amira");
        await amira.PlanLesson("Comparing fractions");
        Assert.Empty(await Search(amira, words));
    }

    [Fact]
    public async Task Nobody_finds_what_they_may_not_see()
    {
        var amira = await app.Someone("Amira");
        var ben = await app.Someone("Ben", role: "coach");
        var lesson = await amira.PlanLesson("Comparing fractions");
        Assert.Empty(await Search(ben, "fractions"));

        await amira.Share(lesson, with: ben);
        Assert.Single(await Search(ben, "fractions"));

        await amira.Http.DeleteAsync(new Uri($"/api/lessons/{lesson}", UriKind.Relative));
        Assert.Empty(await Search(ben, "fractions"));
        Assert.Empty(await Search(amira, "fractions"));
    }

    [Fact]
    public async Task Searching_for_nothing_finds_all_and_for_too_much_is_refused_in_words()
    {
        var amira = await app.Someone("Amira");
        await amira.PlanLesson();
        Assert.Single(await Search(amira, ""));
        Assert.Single(await Search(amira, "   "));
        Assert.Contains("200", await Problem.TitleOf(
            await Ask(amira, new string('x', 201)), HttpStatusCode.BadRequest), StringComparison.Ordinal);
        await Problem.TitleOf(await Ask(amira, "\0"), HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Home_searches_without_scripts_and_says_how_many_it_found()
    {
        var amira = await app.Someone("Amira");
        await amira.PlanLesson("Comparing <fractions>");
        await amira.PlanLesson("Reading");

        var found = await Page(amira, "/?q=%3Cfrac");
        Assert.Contains("1 lesson with", found, StringComparison.Ordinal);
        Assert.Contains("Comparing &lt;fractions&gt;", found, StringComparison.Ordinal);
        Assert.DoesNotContain("Reading", found, StringComparison.Ordinal);
        Assert.Contains("Show all lessons", await Page(amira, "/?q=nothing"), StringComparison.Ordinal);
    }

    private static async Task<JsonArray> Search(SignedIn person, string words) =>
        (await (await Ask(person, words)).Content.ReadFromJsonAsync<JsonArray>())!;

    private static Task<HttpResponseMessage> Ask(SignedIn person, string words) =>
        person.Http.GetAsync(new Uri($"/api/lessons?q={Uri.EscapeDataString(words)}", UriKind.Relative));

    private static Task<string> Page(SignedIn person, string path) =>
        person.Http.GetStringAsync(new Uri(path, UriKind.Relative));
}
