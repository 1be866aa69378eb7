using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LessonLens.People;

/// <summary>For a school's administrators: where its people have accounts already.</summary>
public sealed class SchoolSignInPage(
    SchoolPeopleStore people, ProviderStore providers, ProviderLine line) : PageModel
{
    public IReadOnlyList<LookedAfter> Schools { get; private set; } = [];

    /// <summary>What was done, in words.</summary>
    public string? Done { get; private set; }

    /// <summary>Why nothing was saved, in words, of <see cref="Draft"/>.</summary>
    public string? Wrong { get; private set; }

    /// <summary>As it was written; null on all other visits.</summary>
    public Provider? Draft { get; private set; }

    /// <summary>Of the draft, as chosen and written, for they may not make an issuer.</summary>
    public string? Kind { get; private set; }

    public string? Address { get; private set; }

    public string Callback => ProviderEndpoints.Callback(Request);

    private IReadOnlyList<Provider> _saved = [];

    public Provider? Of(Guid school) => Draft?.SchoolId == school ? Draft : Saved(school);

    public Provider? Saved(Guid school) => _saved.FirstOrDefault(one => one.SchoolId == school);

    [NonHandler]
    public override async Task OnPageHandlerExecutionAsync(
        PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        var me = User.PersonId();
        Schools = await people.Schools(me, HttpContext.RequestAborted);
        _saved = await providers.OfMySchools(me, HttpContext.RequestAborted);
        if (Schools.Count > 0) await next();
        else context.Result = NotFound();
    }

    public void OnGet(string? done = null) => Done = done switch
    {
        "saved" => "Saved. Sign out and try it before you tell your colleagues.",
        "removed" => "Your school signs in with passwords only now. Whoever has none chooses "
            + "“I have forgotten my password”.",
        _ => null,
    };

    public async Task<IActionResult> OnPost(
        Guid school, string? kind, string? address, string? clientId, string? secret, string? domains,
        bool asksSecondStep, CancellationToken stop)
    {
        if (Schools.FirstOrDefault(one => one.Id == school) is not { } mine) return NotFound();
        var written = address?.Trim() ?? "";
        (Kind, Address) = (kind, written);
        Draft = new Provider
        {
            SchoolId = mine.Id,
            School = mine.Name,
            Issuer = kind switch
            {
                "google" => Provider.Google,
                "microsoft" => Guid.TryParse(written, out var tenant) ? Provider.OfMicrosoft(tenant) : "",
                _ => written,
            },
            ClientId = clientId?.Trim() ?? "",
            Domains = [.. (domains ?? "").ToLowerInvariant().Split(
                (char[])[' ', ',', ';', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).Distinct()],
            AsksSecondStep = asksSecondStep,
        };
        Wrong = kind == "microsoft" && Draft.Issuer.Length == 0
            ? "Please write the directory (tenant) id, such as 8f6c2f0e-3a51-4d52-9d2b-0c1f5e7a9b10."
            : Draft.Fault() ?? await FaultOf(Draft, secret, stop);
        if (Wrong is null && await providers.Save(User.PersonId(), Draft, secret))
            return LocalRedirect("/people/sign-in?done=saved");
        Wrong ??= "This school is not yours to look after.";
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return Page();
    }

    public async Task<IActionResult> OnPostRemove(Guid school)
    {
        await providers.Remove(User.PersonId(), school);
        return LocalRedirect("/people/sign-in?done=removed");
    }

    /// <summary>Better found out now than on the morning on which nobody gets in.</summary>
    private async Task<string?> FaultOf(Provider provider, string? secret, CancellationToken stop)
    {
        if (string.IsNullOrEmpty(secret) && Saved(provider.SchoolId)?.Issuer != provider.Issuer)
            return "Please write the client secret.";
        if (secret?.Length > 1000) return "A client secret has at most 1,000 characters.";
        try
        {
            await line.Describe(provider.Issuer, stop);
            return null;
        }
        catch (ProviderException e)
        {
            return $"We asked {provider.Host} about itself, and it did not work. {e.Message}";
        }
    }
}
