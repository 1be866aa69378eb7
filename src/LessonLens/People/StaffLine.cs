namespace LessonLens.People;

/// <summary>One person of a <see cref="StaffList"/>.</summary>
public sealed record StaffLine
{
    private static readonly string[] Columns = ["name", "email", "roles", "groups"];
    private static readonly char[] Within = [',', ';', '|'];

    /// <summary>In the file, from 1.</summary>
    public required int Number { get; init; }

    public required Invite Invite { get; init; }

    /// <summary>Why this person is not invited, in a sentence; null where they can be.</summary>
    public string? Fault { get; init; }

    /// <summary>Is in the school already, and stays as they are.</summary>
    public bool IsHere { get; init; }

    /// <summary>What is wrong with the names of the columns, in a sentence.</summary>
    internal static string? FaultOf(IReadOnlyList<string> header)
    {
        if (Columns[..2].Except(header).FirstOrDefault() is { } missing)
            return $"The first line names the columns, and there is none that is called “{missing}”. "
                + "Begin with: name,email,roles,groups.";
        if (header.Except(Columns).FirstOrDefault() is { } unknown)
            return $"There is a column “{unknown}”. We know only name, email, roles and groups.";
        return header.Distinct().Count() < header.Count ? "Two columns have the same name." : null;
    }

    internal static StaffLine Damaged(int number, Guid school) => new()
    {
        Number = number, Invite = new() { SchoolId = school, Name = "", Email = "", Roles = [] },
        Fault = "There are more fields than columns, or a quotation mark stands alone.",
    };

    /// <param name="number">Of the line.</param>
    /// <param name="school">Into which.</param>
    /// <param name="fields">By the names of their columns.</param>
    /// <param name="groups">That the school has.</param>
    internal static StaffLine Of(
        int number, Guid school, IReadOnlyDictionary<string, string> fields, IReadOnlyList<Group> groups)
    {
        var roles = Parts(fields.GetValueOrDefault("roles", "")).Select(RoleOf).Distinct().ToList();
        if (roles.Count == 0) roles = ["teacher"];
        var inGroups = fields.GetValueOrDefault("groups", "");
        // A group may have a comma in its name.
        string[] names = Named(groups, inGroups) is null ? Parts(inGroups) : [inGroups];
        var invite = new Invite
        {
            SchoolId = school, Name = fields["name"], Email = fields.GetValueOrDefault("email", ""),
            Roles = roles,
            Groups = [.. names.Select(name => Named(groups, name)).OfType<Group>().Select(group => group.Id)],
        };
        var fault = roles.Except(Membership.Roles).FirstOrDefault() is { } unknown
            ? $"There is no role “{unknown}”: choose teacher, coach, coordinator or administrator."
            : names.FirstOrDefault(name => Named(groups, name) is null) is { } missing
            ? $"There is no group “{missing}” in the school: make it first."
            : invite.Fault();
        return new() { Number = number, Invite = invite, Fault = fault };
    }

    private static string[] Parts(string field) =>
        field.Split(Within, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static string RoleOf(string word) => word.ToLowerInvariant() switch
    {
        "administrator" => SessionCookie.Administrator,
        var role => role,
    };

    private static Group? Named(IEnumerable<Group> groups, string name) =>
        groups.FirstOrDefault(group => string.Equals(group.Name, name, StringComparison.OrdinalIgnoreCase));
}
