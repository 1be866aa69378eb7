using System.Net;
using System.Net.Http.Json;
using LessonLens.People;
using LessonLens.Tests.Support;

namespace LessonLens.Tests.People;

public sealed class PasswordTests(LessonLensApp app) : IClassFixture<LessonLensApp>
{
    private const string Better = "seven grey pigeons";

    [Fact]
    public async Task A_new_password_ends_every_session_but_this_one_and_the_old_one_opens_nothing()
    {
        var amira = await app.Someone("Amira");
        var thief = await SignedIn.To(app.Address, amira.Email);
        var film = $"/media/lessons/{Guid.CreateVersion7()}/original";
        Assert.Equal(HttpStatusCode.NotFound, await thief.StatusOf(film));
        await using var open = await EventStream.Of(thief);

        var answer = await Change(amira, LessonLensApp.Password, Better);
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, await thief.StatusOf(film));
        await open.Ends();
        Assert.Equal(HttpStatusCode.OK, await amira.StatusOf("/api/me"));
        await SignedIn.To(app.Address, amira.Email, Better);
        using var old = await app.NewClient().PostAsJsonAsync(
            "/api/session", new { email = amira.Email, password = LessonLensApp.Password });
        Assert.Equal(HttpStatusCode.Unauthorized, old.StatusCode);
    }

    [Fact]
    public async Task A_sign_in_with_a_password_that_changes_meanwhile_begins_nothing()
    {
        var amira = await app.Someone("Amira");
        var sessions = (SessionStore)app.Services.GetService(typeof(SessionStore))!;
        var hash = await app.Sql<string>(
            "select password_hash from people where id = @Id", new { amira.Id });
        Assert.NotNull(await sessions.Begin(amira.Id, hash!, "A browser"));
        await Change(amira, LessonLensApp.Password, Better);
        Assert.Null(await sessions.Begin(amira.Id, hash!, "A browser"));
    }

    [Theory]
    [InlineData("elevenchars", "at least 12")]
    [InlineData("🦉🦉🦉🦉🦉🦉🦉🦉🦉🦉🦉", "at least 12")]
    [InlineData("qwertyqwerty", "Many people")]
    [InlineData("1Q2W3E4R5T6Y", "Many people")]
    [InlineData("{email}", "no secret")]
    public async Task A_password_that_is_soon_guessed_is_not_taken(string next, string because)
    {
        var amira = await app.Someone("Amira");
        var answer = await Change(amira, LessonLensApp.Password,
            next.Replace("{email}", amira.Email, StringComparison.Ordinal));
        Assert.Contains(because, await Problem.TitleOf(answer, HttpStatusCode.BadRequest),
            StringComparison.Ordinal);
        await SignedIn.To(app.Address, amira.Email);
    }

    [Theory]
    [InlineData("onlysmallletters")]
    [InlineData("ünïcødé wörds")]
    public void Nobody_is_asked_for_a_capital_a_digit_or_a_sign(string password) =>
        Assert.Null(Passwords.Fault(password, "amira@example.org"));

    [Fact]
    public async Task Somebody_at_an_open_laptop_cannot_change_the_password()
    {
        var amira = await app.Someone("Amira");
        var answer = await Change(amira, "not her password", Better);
        await Problem.TitleOf(answer, HttpStatusCode.BadRequest);
        await SignedIn.To(app.Address, amira.Email);
    }

    private static Task<HttpResponseMessage> Change(SignedIn person, string current, string next) =>
        person.Http.PutAsJsonAsync("/api/me/password", new { current, next });
}
