namespace LessonLens.Tests.Support;

/// <summary>Pages as a browser without scripts uses them.</summary>
public static class Forms
{
    public static async Task<HttpResponseMessage> Submit(
        this HttpClient http, string path, params (string Name, string Value)[] fields)
    {
        using var form = new FormUrlEncodedContent(
            fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        return await http.PostAsync(new Uri(path, UriKind.Relative), form);
    }

    public static async Task<string> Read(this HttpClient http, string path) =>
        await http.GetStringAsync(new Uri(path, UriKind.Relative));
}
