namespace LessonLens.Tests.Permissions;

/// <summary>
/// What <c>permissions.txt</c> promises: the answer to each role, of each route and hub method.
/// </summary>
internal static class PermissionTable
{
    private const string File = "LessonLens.Tests.Permissions.permissions.txt";

    public static IReadOnlyList<string> Roles { get; private set; } = [];

    public static IReadOnlyList<PermissionRow> Rows { get; } = Read();

    private static List<PermissionRow> Read()
    {
        using var text = new StreamReader(
            typeof(PermissionTable).Assembly.GetManifestResourceStream(File)
                ?? throw new InvalidOperationException("There is no table."));
        var lines = text.ReadToEnd().Split('\n').Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToList();
        Roles = lines[0][2..];
        return lines[1..].ConvertAll(cells => new PermissionRow(cells[0], cells[1], cells[2..]));
    }
}

/// <param name="Method">Of HTTP; HUB for a method of the live side.</param>
/// <param name="Pattern">The route, or the hub method's name.</param>
/// <param name="Answers">A status, or ok and refused, for each role.</param>
internal sealed record PermissionRow(string Method, string Pattern, IReadOnlyList<string> Answers)
{
    public bool IsOfHub => Method == "HUB";

    public string Name => $"{Method} {Pattern}";

    public string Answer(string role) => Answers[PermissionTable.Roles.ToList().IndexOf(role)];
}
