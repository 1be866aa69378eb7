using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace LessonLens.People;

/// <summary>The only requests that leave this process by themselves: to schools' providers.</summary>
public sealed class ProviderLine : IDisposable
{
    private readonly ConcurrentDictionary<string, ConfigurationManager<OpenIdConnectConfiguration>> _known =
        new();

    private readonly HttpClient _http;
    private readonly ProviderOptions _options;

    public ProviderLine(IOptions<ProviderOptions> options)
    {
        _options = options.Value;
        _http = OutwardHttp.Client(_options);
    }

    /// <summary>What the provider says of itself (OpenID Connect Discovery); remembered for a day.</summary>
    /// <exception cref="ProviderException">It cannot be reached, or is none.</exception>
    internal async Task<OpenIdConnectConfiguration> Describe(string issuer, CancellationToken stop)
    {
        OpenIdConnectConfiguration said;
        try
        {
            said = await Known(issuer).GetConfigurationAsync(stop);
        }
        catch (Exception e) when (e is InvalidOperationException or HttpRequestException or IOException
            or ArgumentException or JsonException || e is OperationCanceledException
            && !stop.IsCancellationRequested)
        {
            // The library says first where it asked, and deepest why not: for us, unless it is in our words.
            throw e.GetBaseException() as ProviderException
                ?? new ProviderException("It does not answer as an identity provider does.", e);
        }

        if (said.Issuer != issuer) throw new ProviderException($"It calls itself {said.Issuer}.");
        if (!IsSecure(said.AuthorizationEndpoint) || !IsSecure(said.TokenEndpoint))
            throw new ProviderException("It does not say where to sign in over https.");
        return said;
    }

    /// <summary>For the keys that sign its tokens, which change.</summary>
    internal BaseConfigurationManager Keys(string issuer) => Known(issuer);

    /// <summary>Makes an ID token of a code (OpenID Connect Core 3.1.3).</summary>
    /// <exception cref="ProviderException">The provider refuses, or cannot be reached.</exception>
    internal async Task<OpenIdConnectMessage> Redeem(
        OpenIdConnectConfiguration at, string clientId, string secret,
        IReadOnlyDictionary<string, string> code, CancellationToken stop)
    {
        var fields = new Dictionary<string, string>(code);
        using var request = new HttpRequestMessage(HttpMethod.Post, at.TokenEndpoint);
        var ways = at.TokenEndpointAuthMethodsSupported;
        if (ways.Count == 0 || ways.Contains("client_secret_basic"))
            // RFC 6749, 2.3.1: each half is form-encoded first.
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(
                Encoding.ASCII.GetBytes(
                    $"{Uri.EscapeDataString(clientId)}:{Uri.EscapeDataString(secret)}")));
        else (fields["client_id"], fields["client_secret"]) = (clientId, secret);
        request.Content = new FormUrlEncodedContent(fields);
        try
        {
            using var answer = await _http.SendAsync(request, stop);
            var text = await answer.Content.ReadAsStringAsync(stop);
            return answer.IsSuccessStatusCode
                ? new OpenIdConnectMessage(text)
                : throw new ProviderException($"It answers {(int)answer.StatusCode} to a code.");
        }
        catch (Exception e) when (e is HttpRequestException or IOException or ArgumentException
            or JsonException || e is OperationCanceledException && !stop.IsCancellationRequested)
        {
            throw new ProviderException(e.Message, e);
        }
    }

    public void Dispose() => _http.Dispose();

    private ConfigurationManager<OpenIdConnectConfiguration> Known(string issuer) =>
        _known.GetOrAdd(issuer, _ => new(
            $"{issuer.TrimEnd('/')}/.well-known/openid-configuration",
            new OpenIdConnectConfigurationRetriever(),
            // What is asked, and how, OutwardHttp sees to.
            new HttpDocumentRetriever(_http) { RequireHttps = false }));

    private bool IsSecure(string? address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && OutwardHttp.IsSecure(uri, _options);
}

/// <summary>A provider does not do its part; the message is for whoever set it up.</summary>
public sealed class ProviderException(string message, Exception? inner = null) : Exception(message, inner);
