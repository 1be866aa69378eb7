namespace LessonLens.People;

/// <summary>
/// "Firefox on Windows": enough for somebody to know their own device again. It is what the browser says of
/// itself, so nothing is decided by it.
/// </summary>
public static class BrowserWords
{
    // Most say that they are Chrome or Safari as well, so those come last.
    private static readonly (string Sign, string Words)[] Families =
    [
        ("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser/", "Samsung Internet"), ("Firefox/", "Firefox"),
        ("FxiOS/", "Firefox"), ("Chrome/", "Chrome"), ("CriOS/", "Chrome"), ("Safari/", "Safari"),
    ];

    private static readonly (string Sign, string Words)[] Systems =
    [
        ("iPhone", "an iPhone"), ("iPad", "an iPad"), ("Android", "Android"), ("Windows", "Windows"),
        ("CrOS", "a Chromebook"), ("Mac OS X", "a Mac"), ("Linux", "Linux"),
    ];

    public static string Of(HttpRequest request) => Of(request.Headers.UserAgent.ToString());

    internal static string Of(string userAgent)
    {
        var family = Find(Families, userAgent);
        if (family is null) return "A program";
        return Find(Systems, userAgent) is { } system ? $"{family} on {system}" : family;
    }

    private static string? Find((string Sign, string Words)[] known, string userAgent) => known
        .FirstOrDefault(one => userAgent.Contains(one.Sign, StringComparison.Ordinal)).Words;
}
