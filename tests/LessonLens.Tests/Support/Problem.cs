using System.Net;
using System.Text.Json;

namespace LessonLens.Tests.Support;

/// <summary>What every refusal looks like.</summary>
public static class Problem
{
    /// <returns>The title: a sentence that a teacher can read.</returns>
    public static async Task<string> TitleOf(HttpResponseMessage answer, HttpStatusCode expected)
    {
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == expected, $"{answer.StatusCode} where {expected} belongs: {text}");
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        using var document = JsonDocument.Parse(text);
        var title = document.RootElement.GetProperty("title").GetString()!;
        Assert.NotEmpty(title);
        Assert.DoesNotContain("   at ", text, StringComparison.Ordinal);
        return title;
    }
}
