using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.WebUtilities;

namespace LessonLens.People;

/// <summary>To a school's provider and back: signing in with a school account (OpenID Connect).</summary>
internal static partial class ProviderEndpoints
{
    private const string Back = "/sign-in/school/callback";

    public static void AddProviders(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<ProviderOptions>().BindConfiguration("Providers");
        builder.Services.AddSingleton<ProviderStore>();
        builder.Services.AddSingleton<ProviderLine>();
        builder.Services.AddSingleton<ProviderToken>();
        builder.Services.AddSingleton<ProviderTurns>();
        builder.Services.AddSingleton<ProviderDoor>();
    }

    public static void MapProviders(this IEndpointRouteBuilder app)
    {
        var school = app.MapGroup("/sign-in/school").AllowAnonymous().ExcludeFromDescription();
        school.MapGet("/{schoolId:guid}", Leave);
        school.MapGet("/callback", Return);
    }

    /// <summary>What a provider has to know of us.</summary>
    public static string Callback(HttpRequest request) => $"{request.Scheme}://{request.Host}{Back}";

    private static async Task<RedirectHttpResult> Leave(
        Guid schoolId, string? returnUrl, string? email, ProviderStore providers, ProviderLine line,
        ProviderTurns turns, HttpContext context, ILogger<ProviderLine> log)
    {
        var stop = context.RequestAborted;
        if (await providers.Find(schoolId, stop) is not var (provider, _)) return Refuse("unknown");
        try
        {
            var at = await line.Describe(provider.Issuer, stop);
            var (state, nonce, challenge) = turns.Begin(context, schoolId, returnUrl);
            return TypedResults.Redirect(QueryHelpers.AddQueryString(at.AuthorizationEndpoint,
                new Dictionary<string, string?>
                {
                    ["response_type"] = "code", ["scope"] = "openid email", ["client_id"] = provider.ClientId,
                    ["redirect_uri"] = Callback(context.Request), ["state"] = state, ["nonce"] = nonce,
                    ["code_challenge"] = challenge, ["code_challenge_method"] = "S256",
                    ["login_hint"] = email is { Length: > 0 and <= Invite.LongestEmail } ? email : null,
                }));
        }
        catch (ProviderException e)
        {
            Away(log, schoolId, e.GetBaseException().Message);
            return Refuse("away");
        }
    }

    private static async Task<RedirectHttpResult> Return(
        string? code, string? state, string? iss, ProviderStore providers, ProviderLine line,
        ProviderToken tokens, ProviderTurns turns, ProviderDoor door, Entrance entrance, Attempts attempts,
        HttpContext context, ILogger<ProviderLine> log)
    {
        var stop = context.RequestAborted;
        if (turns.End(context, state) is not { } turn || code is not { Length: > 0 and < 4000 }
            || await providers.Find(turn.School, stop) is not var (provider, secret)
            // RFC 9207: another provider cannot answer in its place.
            || (iss ?? provider.Issuer) != provider.Issuer) return Refuse("over");
        var limits = Limit.Providers(context);
        if (await attempts.Take(limits) is not null) return Refuse("away");
        try
        {
            var at = await line.Describe(provider.Issuer, stop);
            var answer = await line.Redeem(at, provider.ClientId, secret, new Dictionary<string, string>
            {
                ["grant_type"] = "authorization_code", ["code"] = code, ["code_verifier"] = turn.Verifier,
                ["redirect_uri"] = Callback(context.Request),
            }, stop);
            if (await tokens.Read(provider, answer, turn.Nonce) is not { } account) return Refuse("over");
            var admitted = await door.Admit(provider, account);
            if (admitted.Person is not { } person) return Refuse(admitted.Refusal!);
            await attempts.GiveBack(limits);
            var next = await entrance.Enter(context, person, turn.ReturnUrl,
                hasShownBoth: provider.AsksSecondStep && !admitted.NeedsCode);
            return next is null ? Refuse("unknown") : TypedResults.LocalRedirect(next);
        }
        catch (ProviderException e)
        {
            Away(log, provider.SchoolId, e.GetBaseException().Message);
            return Refuse("away");
        }
    }

    private static RedirectHttpResult Refuse(string why) =>
        TypedResults.LocalRedirect($"/sign-in?school={why}");

    [LoggerMessage(LogLevel.Warning, "The provider of school {School} does not do its part: {Reason}")]
    private static partial void Away(ILogger log, Guid school, string reason);
}
