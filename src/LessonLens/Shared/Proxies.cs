using System.ComponentModel.DataAnnotations;
using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;
using IPNetwork = System.Net.IPNetwork;

namespace LessonLens.Shared;

/// <summary>The section <c>Proxies</c> of the configuration.</summary>
public sealed class ProxyOptions : IValidatableObject
{
    /// <summary>
    /// Web servers in front of us whose word on the caller and on https is believed: addresses
    /// (<c>10.0.0.4</c>) or networks (<c>10.0.0.0/8</c>). Nobody's, unless named.
    /// </summary>
    public IReadOnlyList<string> Known { get; set; } = [];

    internal IEnumerable<IPNetwork> Networks => Known.Select(text => Parse(text)!.Value);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        from text in Known
        where Parse(text) is null
        select new ValidationResult($"Proxies:Known: {text} is neither an address nor a network.");

    private static IPNetwork? Parse(string text)
    {
        if (IPNetwork.TryParse(text, out var network)) return network;
        return IPAddress.TryParse(text, out var address)
            ? new IPNetwork(address, address.GetAddressBytes().Length * 8) : null;
    }
}

/// <summary>
/// Who calls, when a web server stands in front of us. <c>X-Forwarded-For</c> is what limits are counted by,
/// so whoever may write it may try as often as they like: only proxies that are named may.
/// </summary>
internal static class Proxies
{
    public static void AddProxies(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<ProxyOptions>().BindConfiguration("Proxies")
            .ValidateDataAnnotations().ValidateOnStart();
        // After the framework's switch in the environment, which believes everybody.
        builder.Services.AddOptions<ForwardedHeadersOptions>().PostConfigure<IOptions<ProxyOptions>>(
            (forwarded, proxies) =>
            {
                var networks = proxies.Value.Networks.ToList();
                forwarded.ForwardedHeaders = networks.Count == 0
                    ? ForwardedHeaders.None
                    : ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
                forwarded.ForwardLimit = null;
                forwarded.KnownProxies.Clear();
                forwarded.KnownIPNetworks.Clear();
                foreach (var network in networks) forwarded.KnownIPNetworks.Add(network);
            });
    }

    /// <summary>The network that an address is counted as: of IPv6 a customer has 64 bits.</summary>
    public static string Caller(this HttpContext context)
    {
        var address = context.Connection.RemoteIpAddress ?? IPAddress.None;
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        var bytes = address.GetAddressBytes();
        return Convert.ToHexStringLower(bytes.AsSpan(0, Math.Min(8, bytes.Length)));
    }
}
