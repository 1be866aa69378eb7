using System.Net;
using System.Net.Sockets;

namespace LessonLens.People;

/// <summary>
/// Requests to addresses that an administrator wrote: over https, to the internet and not into our own
/// network, to no other address than was asked for, with small answers that come soon.
/// </summary>
internal sealed class OutwardHttp(ProviderOptions options) : DelegatingHandler(Connect(options))
{
    private const int MostBytes = 256 * 1024;

    // IANA's special-purpose registries (RFC 6890 and its updates); of IPv6 only 2000::/3 is global.
    private static readonly IPNetwork[] NotGlobal =
    [
        .. ((string[])[
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12",
            "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15",
            "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/3",
            "::/3", "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20", "4000::/2", "8000::/1",
        ]).Select(IPNetwork.Parse),
    ];

    public static HttpClient Client(ProviderOptions options) => new(new OutwardHttp(options))
    {
        Timeout = TimeSpan.FromSeconds(10),
        MaxResponseContentBufferSize = MostBytes,
    };

    internal static bool IsGlobal(IPAddress address) =>
        address.IsIPv4MappedToIPv6 ? IsGlobal(address.MapToIPv4())
            : !NotGlobal.Any(network => network.Contains(address));

    protected override Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken) =>
        request.RequestUri is { } uri && IsSecure(uri, options)
            ? base.SendAsync(request, cancellationToken)
            : throw new ProviderException("Its address does not begin with https.");

    internal static bool IsSecure(Uri uri, ProviderOptions options) =>
        uri.Scheme == Uri.UriSchemeHttps || options.AllowPrivateAddresses && uri.IsLoopback;

    private static SocketsHttpHandler Connect(ProviderOptions options) => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        // A proxy would be asked in its place, and look names up by itself.
        UseProxy = false,
        ConnectCallback = async (context, stop) =>
        {
            // What is looked at is what is connected to: a second look-up might say something else.
            var addresses = await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, stop);
            if (!options.AllowPrivateAddresses && !addresses.All(IsGlobal))
                throw new ProviderException("It is not on the internet.");
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(addresses, context.DnsEndPoint.Port, stop);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        },
    };
}
