namespace LessonLens.People;

/// <summary>Where the people of a school have accounts already (OpenID Connect).</summary>
public sealed record Provider
{
    public const string Google = "https://accounts.google.com";
    private const string Microsoft = "https://login.microsoftonline.com/";
    private const int MostDomains = 20;

    public required Guid SchoolId { get; init; }
    public required string School { get; init; }

    /// <summary>An address, exactly as its tokens write it.</summary>
    public required string Issuer { get; init; }

    public required string ClientId { get; init; }

    /// <summary>Of the e-mail addresses that are let in, in small letters.</summary>
    public required string[] Domains { get; init; }

    /// <summary>
    /// A second step there counts as one here, but not for administrators, who say so.
    /// </summary>
    public required bool AsksSecondStep { get; init; }

    public string Host => new Uri(Issuer).Host;

    /// <summary>One tenant of Microsoft Entra: an issuer for all would let strangers speak.</summary>
    public static string OfMicrosoft(Guid tenant) => $"{Microsoft}{tenant}/v2.0";

    /// <summary>The tenant, where it is Microsoft's.</summary>
    public string? Tenant => Issuer.StartsWith(Microsoft, StringComparison.Ordinal)
        ? Issuer[Microsoft.Length..].Split('/')[0] : null;

    public bool LetsIn(string address) => Domains.Contains(DomainOf(address));

    public static string DomainOf(string address) =>
        address[(address.LastIndexOf('@') + 1)..].Trim().ToLowerInvariant();

    /// <summary>Why it cannot be used, in a sentence; null when it can.</summary>
    internal string? Fault()
    {
        if (!Uri.TryCreate(Issuer, UriKind.Absolute, out var issuer) || Issuer.Length > 300
            || issuer is not { Scheme: "https" or "http", Query: "", Fragment: "", UserInfo: "" })
            return "Please write the provider's issuer, such as https://login.school.example.";
        if (ClientId is not { Length: > 0 and <= 300 }) return "Please write the client id.";
        if (Domains is not { Length: > 0 and <= MostDomains } || Domains.Any(IsOdd))
            return $"Please write 1 to {MostDomains} e-mail domains, such as school.example.";
        return null;
    }

    private static bool IsOdd(string domain) =>
        domain.Length > 253 || !domain.Contains('.') || Uri.CheckHostName(domain) != UriHostNameType.Dns;
}
