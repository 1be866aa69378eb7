using Dapper;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace LessonLens.Tests.Support;

/// <summary>
/// The whole product, running: a real web server on a real port, with a database and a folder of its own. A
/// class fixture.
/// </summary>
public sealed class LessonLensApp(TestCluster cluster) : IAsyncLifetime
{
    public const string Password = TestPeople.Password;

    private readonly ObservedAnswers _answers = new();
    private readonly string _data = Directory.CreateTempSubdirectory("lessonlens-test-").FullName;
    private Server? _server;
    private string _connectionString = "";

    public Uri Address { get; private set; } = null!;
    public IServiceProvider Services => _server!.Services;
    public string DataFolder => _data;
    public string ConnectionString => _connectionString;
    public MovableClock Clock { get; } = new();

    public async ValueTask InitializeAsync()
    {
        _connectionString = await cluster.NewDatabase();
        _server = new Server(_connectionString, _data, Clock, _answers);
        _server.UseKestrel(0);
        _server.StartServer();
        Address = new Uri(_server.Services.GetRequiredService<IServer>()
            .Features.Get<IServerAddressesFeature>()!.Addresses.First());
    }

    /// <summary>A new person, signed in, in a school of that name.</summary>
    public async Task<SignedIn> Someone(string name, string school = "Riverside", string role = "teacher") =>
        await SignedIn.To(Address, await TestPeople.Add(_connectionString, name, school, role));

    /// <summary>A client that is nobody yet, and whose requests come from our own pages.</summary>
    public HttpClient NewClient(bool fromOurPages = true) => NewClient(Address, fromOurPages);

    internal static HttpClient NewClient(Uri address, bool fromOurPages = true)
    {
        var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
        {
            BaseAddress = address,
            Timeout = TimeSpan.FromSeconds(180),
        };
        if (fromOurPages)
            client.DefaultRequestHeaders.Add("Origin", address.GetLeftPart(UriPartial.Authority));
        return client;
    }

    /// <summary>Looks into, or reaches into, the database behind the product.</summary>
    public async Task<T?> Sql<T>(string sql, object? parameters = null)
    {
        await using var connection = new NpgsqlConnection(_connectionString);
        return await connection.ExecuteScalarAsync<T>(sql, parameters);
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is null) return;
        var unnamed = _answers.NotNamedIn(await ApiDocument.Of(this)).ToList();
        await _server.DisposeAsync();
        // Idle connections would stay for minutes, and the cluster has only so many.
        await using (var any = new NpgsqlConnection(_connectionString)) NpgsqlConnection.ClearPool(any);
        TemporaryFolder.Remove(_data);
        // Whatever a test has provoked is an answer that somebody else may get, so the document names it.
        Assert.True(unnamed.Count == 0, $"Not in the OpenAPI document: {string.Join("; ", unnamed)}");
        Assert.True(!_answers.Unsafe.Any(), string.Join('\n', _answers.Unsafe.Take(20)));
    }

    private sealed class Server(
        string connectionString, string data, MovableClock clock, ObservedAnswers answers)
        : WebApplicationFactory<Program>
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            builder.UseSetting("ConnectionStrings:Database", connectionString + ";Maximum Pool Size=20");
            builder.UseSetting("Data:Folder", data);
            builder.ConfigureServices(services => services
                .AddSingleton<TimeProvider>(clock).AddSingleton<IStartupFilter>(answers));
            // Identity providers of tests are on this machine.
            builder.UseSetting("Providers:AllowPrivateAddresses", "true");
            // Refusals are what is tested, so they are no news.
            builder.UseSetting("Logging:LogLevel:Default", "Error");
            builder.UseSetting("Logging:LogLevel:Microsoft.AspNetCore", "Critical");
        }
    }
}
