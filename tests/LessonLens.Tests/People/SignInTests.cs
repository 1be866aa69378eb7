using System.Net;
using System.Net.Http.Json;
using LessonLens.People;
using LessonLens.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace LessonLens.Tests.People;

public sealed class SignInTests(LessonLensApp app) : IClassFixture<LessonLensApp>
{
    [Fact]
    public async Task Who_signs_in_is_told_who_they_are()
    {
        var amira = await app.Someone("Amira Haddad", school: "Riverside", role: "teacher");
        var me = await amira.Get("/api/me");
        Assert.Equal(amira.Id, me["id"]!.GetValue<Guid>());
        Assert.Equal("Amira Haddad", me["name"]!.GetValue<string>());
        Assert.Equal(amira.Email, me["email"]!.GetValue<string>());
        Assert.Equal("Riverside", me["memberships"]![0]!["school"]!.GetValue<string>());
        Assert.Equal("teacher", me["memberships"]![0]!["role"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_wrong_password_and_an_unknown_address_get_the_same_answer()
    {
        var amira = await app.Someone("Amira");
        var wrong = await Try(amira.Email, "not her password");
        var unknown = await Try("nobody@example.org", LessonLensApp.Password);
        Assert.Equal(await Problem.TitleOf(wrong, HttpStatusCode.Unauthorized),
            await Problem.TitleOf(unknown, HttpStatusCode.Unauthorized));
        Assert.False(wrong.Headers.Contains("Set-Cookie"));
        Assert.False(unknown.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task An_address_is_the_same_in_capitals()
    {
        var amira = await app.Someone("Amira");
        var answer = await Try($"  {amira.Email.ToUpperInvariant()} ", LessonLensApp.Password);
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
    }

    [Fact]
    public async Task The_cookie_is_out_of_reach_for_scripts_and_other_sites()
    {
        var amira = await app.Someone("Amira");
        var answer = await Try(amira.Email, LessonLensApp.Password);
        var cookies = answer.Headers.GetValues("Set-Cookie").ToList();
        Assert.Matches("^lessonlens=[0-9a-f]{32}; ", cookies[0]);
        Assert.Matches("^lessonlens-browser=[0-9a-f]{32}; ", cookies[1]);
        foreach (var cookie in cookies)
        {
            foreach (var attribute in (string[])["httponly", "samesite=lax", "path=/"])
                Assert.Contains(attribute, cookie, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("domain", cookie, StringComparison.OrdinalIgnoreCase);
        }

        var overHttps = new DefaultHttpContext { Request = { Scheme = "https" } };
        SessionCookie.Write(overHttps, "token");
        Assert.StartsWith("__Host-lessonlens=token; ", overHttps.Response.Headers.SetCookie.Single());
        Assert.Contains("; secure", overHttps.Response.Headers.SetCookie.Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_sends_those_who_are_signed_out_to_the_sign_in_and_back()
    {
        var lesson = Guid.CreateVersion7();
        var answer = await app.NewClient().GetAsync(new Uri($"/lessons/{lesson}?t=1500", UriKind.Relative));
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        var signIn = answer.Headers.Location!.OriginalString;
        Assert.Equal($"/sign-in?returnUrl={Uri.EscapeDataString($"/lessons/{lesson}?t=1500")}", signIn);

        var amira = await app.Someone("Amira");
        var form = await SubmitForm(amira.Email, LessonLensApp.Password, $"/lessons/{lesson}?t=1500");
        Assert.Equal(HttpStatusCode.Redirect, form.StatusCode);
        Assert.Equal($"/lessons/{lesson}?t=1500", form.Headers.Location!.OriginalString);
        Assert.True(form.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task A_wrong_password_in_the_form_is_said_on_the_page()
    {
        var amira = await app.Someone("Amira");
        var page = await SubmitForm(amira.Email, "not her password", "/");
        Assert.Equal(HttpStatusCode.Unauthorized, page.StatusCode);
        Assert.Contains("do not belong together", await page.Content.ReadAsStringAsync(),
            StringComparison.Ordinal);
        Assert.Equal("text/html", page.Content.Headers.ContentType!.MediaType);
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example")]
    [InlineData("\\\\evil.example")]
    [InlineData("/\t/evil.example")]
    [InlineData("javascript:alert(1)")]
    [InlineData("~//evil.example")]
    [InlineData(" https://evil.example/")]
    public async Task A_link_into_LessonLens_never_leads_to_another_site(string returnUrl)
    {
        var amira = await app.Someone("Amira");
        var form = await SubmitForm(amira.Email, LessonLensApp.Password, returnUrl);
        Assert.Equal("/", form.Headers.Location!.OriginalString);

        var already = await amira.Http.GetAsync(
            new Uri($"/sign-in?returnUrl={Uri.EscapeDataString(returnUrl)}", UriKind.Relative));
        Assert.Equal("/", already.Headers.Location!.OriginalString);
    }

    [Theory]
    [InlineData("/api/me")]
    [InlineData("/api/lessons")]
    [InlineData("/api/events")]
    [InlineData("/api/uploads")]
    [InlineData("/media/lessons/0192a000-0000-7000-8000-000000000001/main.m3u8")]
    public async Task A_program_that_is_signed_out_is_told_so(string path) => await Problem.TitleOf(
        await app.NewClient().GetAsync(new Uri(path, UriKind.Relative)), HttpStatusCode.Unauthorized);

    private Task<HttpResponseMessage> Try(string email, string password) =>
        app.NewClient().PostAsJsonAsync("/api/session", new { email, password });

    private async Task<HttpResponseMessage> SubmitForm(string email, string password, string returnUrl)
    {
        using var form = new FormUrlEncodedContent(
            [new("email", email), new("password", password), new("returnUrl", returnUrl)]);
        return await app.NewClient().PostAsync(new Uri("/sign-in", UriKind.Relative), form);
    }
}
