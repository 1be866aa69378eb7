using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LessonLens.People;

/// <summary>
/// From our page to a school's provider and back, in one browser, within ten minutes. Nothing of it is
/// stored: a cookie holds a secret, of which nonce and verifier are made (OpenID Connect Core 3.1.2.1,
/// RFC 7636), and the state, encrypted, holds the secret's hash.
/// </summary>
public sealed class ProviderTurns(IDataProtectionProvider protection, TimeProvider time)
{
    private const string Cookie = "lessonlens-provider";
    private const int LongestReturn = 500;
    private static readonly TimeSpan Lasts = TimeSpan.FromMinutes(10);

    private readonly IDataProtector _protector = protection.CreateProtector("provider turn");

    internal (string State, string Nonce, string Challenge) Begin(
        HttpContext context, Guid school, string? returnUrl)
    {
        var secret = Secret.New();
        Cookies.Write(context, Cookie, secret, Lasts);
        var state = new State(school, Local(returnUrl), Secret.Hash(secret), time.GetUtcNow());
        var challenge = SHA256.HashData(Encoding.ASCII.GetBytes(Derive(secret, "verifier")));
        return (Base64Url.EncodeToString(_protector.Protect(JsonSerializer.SerializeToUtf8Bytes(state))),
            Derive(secret, "nonce"), Base64Url.EncodeToString(challenge));
    }

    /// <returns>Null where it was not begun in this browser, or too long ago.</returns>
    internal ProviderTurn? End(HttpContext context, string? state)
    {
        var secret = Cookies.Read(context.Request, Cookie);
        Cookies.Remove(context, Cookie);
        if (secret is null || Open(state ?? "") is not { } begun || begun.At < time.GetUtcNow() - Lasts
            || !CryptographicOperations.FixedTimeEquals(begun.Hash, Secret.Hash(secret))) return null;
        return new(begun.School, begun.ReturnUrl, Derive(secret, "nonce"), Derive(secret, "verifier"));
    }

    private State? Open(string state)
    {
        try
        {
            return JsonSerializer.Deserialize<State>(
                _protector.Unprotect(Base64Url.DecodeFromChars(state)));
        }
        catch (Exception e) when (e is FormatException or CryptographicException)
        {
            return null;
        }
    }

    private static string Derive(string secret, string what) => Convert.ToHexStringLower(
        HMACSHA256.HashData(Encoding.ASCII.GetBytes(secret), Encoding.ASCII.GetBytes(what)));

    private static string Local(string? url) =>
        url is { Length: <= LongestReturn } && RedirectHttpResult.IsLocalUrl(url) ? url : "/";

    private sealed record State(Guid School, string ReturnUrl, byte[] Hash, DateTimeOffset At);
}

/// <summary>Somebody who has come back.</summary>
/// <param name="School">By whose provider.</param>
/// <param name="ReturnUrl">Where they wanted to, with us.</param>
/// <param name="Nonce">That the ID token must hold.</param>
/// <param name="Verifier">That shows the provider that it was we who sent them (PKCE).</param>
internal sealed record ProviderTurn(Guid School, string ReturnUrl, string Nonce, string Verifier);
