using System.Net;
using System.Net.Http.Json;

namespace LessonLens.Tests.Support;

/// <summary>What people do with the groups of their school.</summary>
public static class SchoolGroups
{
    public static async Task<Uri> School(this SignedIn person) => new(
        $"/api/schools/{(string)(await person.Get("/api/me"))["memberships"]![0]!["schoolId"]!}",
        UriKind.Relative);

    /// <returns>The group's id and its address.</returns>
    public static async Task<(Guid Id, string Address)> MakeGroup(
        this SignedIn coordinator, string name, params SignedIn[] members)
    {
        var id = Guid.CreateVersion7();
        var address = $"{await coordinator.School()}/groups/{id}";
        using var made = await coordinator.Http.PutAsJsonAsync(address, new { kind = "department", name });
        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        foreach (var member in members)
            Assert.Equal(HttpStatusCode.NoContent, await coordinator.Put($"{address}/members/{member.Id}"));
        return (id, address);
    }

    public static async Task ShareWithGroup(
        this SignedIn owner, Guid lesson, Guid group, string may = "view", DateTime? until = null)
    {
        using var given = await owner.Http.PutAsJsonAsync($"/api/lessons/{lesson}/grants/groups/{group}",
            new { may, reason = "We look at questioning this term", until });
        Assert.True(given.IsSuccessStatusCode, await given.Content.ReadAsStringAsync());
    }

    public static async Task<HttpStatusCode> Put(this SignedIn person, string path, object? body = null)
    {
        using var answer = body is null
            ? await person.Http.PutAsync(new Uri(path, UriKind.Relative), null)
            : await person.Http.PutAsJsonAsync(path, body);
        return answer.StatusCode;
    }

    public static async Task<HttpStatusCode> Delete(this SignedIn person, string path) =>
        (await person.Http.DeleteAsync(new Uri(path, UriKind.Relative))).StatusCode;
}
