using System.IdentityModel.Tokens.Jwt;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace LessonLens.People;

/// <summary>What an ID token proves (OpenID Connect Core 3.1.3.7).</summary>
public sealed class ProviderToken(ProviderLine line, TimeProvider time)
{
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(2);

    private static readonly OpenIdConnectProtocolValidator Protocol = new()
    {
        // Ours is bound to the browser, and ends with its cookie.
        RequireTimeStampInNonce = false,
        RequireState = false,
    };

    /// <returns>Who somebody is at the provider; null where the token proves nothing to us.</returns>
    internal async Task<ProviderAccount?> Read(Provider provider, OpenIdConnectMessage answer, string nonce)
    {
        if (string.IsNullOrEmpty(answer.IdToken)) return null;
        var result = await new JsonWebTokenHandler().ValidateTokenAsync(answer.IdToken, new()
        {
            ConfigurationManager = line.Keys(provider.Issuer),
            ValidIssuer = provider.Issuer,
            ValidAudience = provider.ClientId,
            // Signed with the provider's own key, never with what both know.
            ValidAlgorithms =
            [
                "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512",
            ],
            LifetimeValidator = (from, until, _, _) => IsNow(from, until),
        });
        if (!result.IsValid) return null;
        try
        {
            Protocol.ValidateTokenResponse(new OpenIdConnectProtocolValidationContext
            {
                ClientId = provider.ClientId, Nonce = nonce, ProtocolMessage = answer,
                ValidatedIdToken = new JwtSecurityToken(answer.IdToken),
            });
        }
        catch (OpenIdConnectProtocolException)
        {
            return null;
        }

        var token = (JsonWebToken)result.SecurityToken;
        return new(token.Subject, IsVerified(provider, token) ? Text(token, "email") : null);
    }

    /// <summary>
    /// Microsoft says it in a claim of its own (xms_edov), for a tenant may write any address into an
    /// account; a private Google account may have a school's address, so there the school must own it (hd).
    /// </summary>
    internal static bool IsVerified(Provider provider, JsonWebToken token) =>
        (IsTrue(token, "email_verified") || provider.Tenant is not null && IsTrue(token, "xms_edov"))
        && (provider.Issuer != Provider.Google || provider.LetsIn(Text(token, "hd") ?? ""));

    private bool IsNow(DateTime? from, DateTime? until)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return until is not null && now < until + Skew && (from is null || now > from - Skew);
    }

    private static bool IsTrue(JsonWebToken token, string claim) =>
        Text(token, claim) is { } text
        && (text == "1" || text.Equals("true", StringComparison.OrdinalIgnoreCase));

    private static string? Text(JsonWebToken token, string claim) =>
        token.TryGetClaim(claim, out var found) ? found.Value : null;
}

/// <param name="Subject">Never given to somebody else there.</param>
/// <param name="Email">Null where the provider does not vouch for it.</param>
internal sealed record ProviderAccount(string Subject, string? Email);
