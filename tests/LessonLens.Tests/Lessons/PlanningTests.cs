using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using LessonLens.Tests.Support;

namespace LessonLens.Tests.Lessons;

public sealed class PlanningTests(LessonLensApp app) : IClassFixture<LessonLensApp>
{
    [Fact]
    public async Task A_planned_lesson_has_all_that_was_said_of_it_and_awaits_its_recording()
    {
        var amira = await app.Someone("Amira");
        var answer = await amira.Http.PostAsJsonAsync("/api/lessons", new
        {
            title = " Comparing fractions ",
            subject = "Mathematics",
            className = "Year 6, Oak",
            taughtOn = "2026-03-14",
            focus = "Who does the thinking?",
        });
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        var lesson = await SignedIn.Json(answer);
        Assert.Equal($"/api/lessons/{lesson["id"]}", answer.Headers.Location!.OriginalString);

        var read = await amira.Get($"/api/lessons/{lesson["id"]}");
        Assert.True(JsonNode.DeepEquals(lesson, read));
        Assert.Equal("Comparing fractions", read["title"]!.GetValue<string>());
        Assert.Equal("Mathematics", read["subject"]!.GetValue<string>());
        Assert.Equal("Year 6, Oak", read["className"]!.GetValue<string>());
        Assert.Equal("2026-03-14", read["taughtOn"]!.GetValue<string>());
        Assert.Equal("Who does the thinking?", read["focus"]!.GetValue<string>());
        Assert.Equal("own", read["may"]!.GetValue<string>());
        Assert.Equal("""{"state":"awaiting","playable":false,"progress":0}""",
            read["recording"]!.ToJsonString());
    }

    [Fact]
    public async Task A_list_holds_my_lessons_and_those_shared_with_me_and_no_other()
    {
        var amira = await app.Someone("Amira");
        var ben = await app.Someone("Ben");
        var shared = await amira.PlanLesson("Shared");
        await amira.PlanLesson("Not shared");
        var bens = await ben.PlanLesson("Ben's own");
        await amira.Share(shared, with: ben, may: "view");

        var list = (await ben.Http.GetFromJsonAsync<JsonArray>("/api/lessons"))!;
        var may = list.ToDictionary(one => (Guid)one!["id"]!, one => (string)one!["may"]!);
        Assert.Equal(new() { [shared] = "view", [bens] = "own" }, may);
    }

    [Fact]
    public async Task What_a_change_names_is_changed_what_it_leaves_out_stays_and_null_empties()
    {
        var amira = await app.Someone("Amira");
        var lesson = await amira.PlanLesson();
        await Change(amira, lesson,
            """{"subject":"Maths","className":"Oak","taughtOn":"2026-03-14","focus":"Why?"}""");
        var after = await Change(amira, lesson,
            """{"title":"Fractions, again","subject":null,"focus":"Who?"}""");
        Assert.Equal("Fractions, again", after["title"]!.GetValue<string>());
        Assert.False(after.ContainsKey("subject"));
        Assert.Equal("Oak", after["className"]!.GetValue<string>());
        Assert.Equal("Who?", after["focus"]!.GetValue<string>());

        after = await Change(amira, lesson, """{"className":null,"taughtOn":null,"focus":null}""");
        foreach (var emptied in (string[])["className", "taughtOn", "focus"])
            Assert.False(after.ContainsKey(emptied));
        Assert.Equal(3, await app.Sql<int>(
            "select count(*) from focuses where lesson_id = @lesson", new { lesson }));
    }

    [Fact]
    public async Task Only_its_owner_changes_a_lesson()
    {
        var amira = await app.Someone("Amira");
        var ben = await app.Someone("Ben");
        var lesson = await amira.PlanLesson("Comparing fractions");
        await amira.Share(lesson, with: ben);
        var answer = await Send(ben, HttpMethod.Patch, $"/api/lessons/{lesson}", """{"title":"Mine now"}""");
        await Problem.TitleOf(answer, HttpStatusCode.NotFound);
        var title = (await amira.Get($"/api/lessons/{lesson}"))["title"]!.GetValue<string>();
        Assert.Equal("Comparing fractions", title);
    }

    [Fact]
    public async Task Not_there_and_not_yours_are_the_same_answer()
    {
        var amira = await app.Someone("Amira");
        var omar = await app.Someone("Omar", school: "Hilltop");
        var foreign = await Read(omar, await amira.PlanLesson());
        var missing = await Read(omar, Guid.CreateVersion7());
        Assert.Equal(missing, foreign);

        static async Task<string> Read(SignedIn person, Guid lesson)
        {
            var answer = await person.Http.GetAsync(new Uri($"/api/lessons/{lesson}", UriKind.Relative));
            await Problem.TitleOf(answer, HttpStatusCode.NotFound);
            var body = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!.AsObject();
            body.Remove("traceId");
            return body.ToJsonString();
        }
    }

    [Theory]
    [InlineData("""{"subject":"Maths"}""", "title")]
    [InlineData("""{"title":"x","colour":"red"}""", "colour")]
    [InlineData("""{"title":5}""", "title")]
    [InlineData("""{"title":null}""", "title")]
    [InlineData("""{"title":"  "}""", "title")]
    [InlineData("""{"title":"x","taughtOn":"14.3.2026"}""", "taughtOn")]
    [InlineData("""{"title":"x","taughtOn":"2026-02-30"}""", "taughtOn")]
    [InlineData("""{"title":"x","focus":["y"]}""", "focus")]
    [InlineData("""{"title":"x","title":"y"}""", "title")]
    [InlineData("""{"title":"a\u0000b"}""", "title")]
    [InlineData("""{"title":"a\ud800b"}""", "title")]
    [InlineData("""{"title":"x","subject":"a\u0000b"}""", "subject")]
    [InlineData("""{"title":"x""", "JSON")]
    [InlineData("", "JSON")]
    [InlineData("[]", "JSON")]
    [InlineData("null", "JSON")]
    public async Task What_is_wrong_with_a_plan_is_said_by_name(string json, string named)
    {
        var amira = await app.Someone("Amira");
        var answer = await Send(amira, HttpMethod.Post, "/api/lessons", json);
        Assert.Contains(named, await Problem.TitleOf(answer, HttpStatusCode.BadRequest),
            StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("""{"title":null}""", "title")]
    [InlineData("""{"title":""}""", "title")]
    [InlineData("""{"colour":"red"}""", "colour")]
    [InlineData("""{"taughtOn":17}""", "taughtOn")]
    public async Task What_is_wrong_with_a_change_is_said_by_name(string json, string named)
    {
        var amira = await app.Someone("Amira");
        var answer = await Send(amira, HttpMethod.Patch, $"/api/lessons/{await amira.PlanLesson()}", json);
        Assert.Contains(named, await Problem.TitleOf(answer, HttpStatusCode.BadRequest),
            StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_title_may_have_two_hundred_characters_and_not_one_more()
    {
        var amira = await app.Someone("Amira");
        await amira.PlanLesson(new string('ü', 200));
        foreach (var length in (int[])[201, 1_000_000])
        {
            var answer = await amira.Http.PostAsJsonAsync(
                "/api/lessons", new { title = new string('x', length) });
            Assert.Contains("200", await Problem.TitleOf(answer, HttpStatusCode.BadRequest),
                StringComparison.Ordinal);
        }
    }

    private static async Task<JsonObject> Change(SignedIn person, Guid lesson, string json)
    {
        var answer = await Send(person, HttpMethod.Patch, $"/api/lessons/{lesson}", json);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await SignedIn.Json(answer);
    }

    private static async Task<HttpResponseMessage> Send(
        SignedIn person, HttpMethod method, string path, string json)
    {
        using var request = new HttpRequestMessage(method, path)
        {
            Content = new StringContent(json, Encoding.UTF8, "application/json"),
        };
        return await person.Http.SendAsync(request);
    }
}
