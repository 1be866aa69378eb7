using System.Net;
using System.Net.Sockets;

namespace LessonLens.Tests.Support;

/// <summary>A browser without scripts: it keeps the cookies that it is given.</summary>
internal sealed class Browser : IDisposable
{
    private readonly CookieContainer _cookies = new();
    private readonly HttpClient _http;

    /// <param name="app">Which it visits.</param>
    /// <param name="from">Its own address, one of 127.0.0.0/8.</param>
    public Browser(LessonLensApp app, IPAddress? from = null) : this(app.Address, from) { }

    public Browser(Uri server, IPAddress? from)
    {
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = _cookies };
        if (from is not null) handler.ConnectCallback = (context, stop) => Connect(from, context, stop);
        _http = new HttpClient(handler) { BaseAddress = server, Timeout = TimeSpan.FromSeconds(180) };
        _http.DefaultRequestHeaders.Add("Origin", server.GetLeftPart(UriPartial.Authority));
    }

    public HttpClient Http => _http;

    public bool Has(string cookie) => _cookies.GetAllCookies().Any(one => one.Name == cookie);

    public Task<HttpResponseMessage> Submit(string path, params (string Name, string Value)[] fields) =>
        _http.Submit(path, fields);

    public async Task<HttpStatusCode> StatusOf(string path) =>
        (await _http.GetAsync(new Uri(path, UriKind.Relative))).StatusCode;

    public void Dispose() => _http.Dispose();

    private static async ValueTask<Stream> Connect(
        IPAddress from, SocketsHttpConnectionContext context, CancellationToken stop)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(from, 0));
        await socket.ConnectAsync(IPAddress.Loopback, context.DnsEndPoint.Port, stop);
        return new NetworkStream(socket, ownsSocket: true);
    }
}
