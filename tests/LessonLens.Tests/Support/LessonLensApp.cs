using Dapper;
using LessonLens.People;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace LessonLens.Tests.Support;

/// <summary>
/// The whole product, running: a real web server on a real port, a database and a folder of its own. A class fixture.
/// </summary>
public sealed class LessonLensApp(TestCluster cluster) : IAsyncLifetime
{
    public const string Password = "correct horse battery";
    private static readonly string PasswordHash = SignIn.Hash(Password);

    private readonly string _data = Directory.CreateTempSubdirectory("lessonlens-test-").FullName;
    private Server? _server;
    private string _connectionString = "";

    public Uri Address { get; private set; } = null!;
    public IServiceProvider Services => _server!.Services;
    public string DataFolder => _data;
    public string ConnectionString => _connectionString;

    public async ValueTask InitializeAsync()
    {
        _connectionString = await cluster.NewDatabase();
        _server = new Server(_connectionString, _data);
        _server.UseKestrel(0);
        _server.StartServer();
        Address = new Uri(_server.Services.GetRequiredService<IServer>()
            .Features.Get<IServerAddressesFeature>()!.Addresses.First());
    }

    /// <summary>A new person, signed in, in a school of that name.</summary>
    public async Task<SignedIn> Someone(string name, string school = "Riverside", string role = "teacher")
    {
        var id = Guid.CreateVersion7();
        var email = $"{id:N}@example.org";
        await using var connection = new NpgsqlConnection(_connectionString);
        await connection.ExecuteAsync("""
            insert into schools (id, name) select @schoolId, @school
            where not exists (select from schools where name = @school);
            insert into people (id, email, name, password_hash) values (@id, @email, @name, @PasswordHash);
            insert into memberships (person_id, school_id, role)
            select @id, id, @role from schools where name = @school
            """, new { schoolId = Guid.CreateVersion7(), school, id, email, name, PasswordHash, role });
        return await SignedIn.As(this, id, name, email);
    }

    /// <summary>A client that is nobody yet, and whose requests come from our own pages.</summary>
    public HttpClient NewClient(bool fromOurPages = true)
    {
        var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = Address };
        if (fromOurPages) client.DefaultRequestHeaders.Add("Origin", Address.GetLeftPart(UriPartial.Authority));
        return client;
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null) await _server.DisposeAsync();
        Directory.Delete(_data, recursive: true);
    }

    private sealed class Server(string connectionString, string data) : WebApplicationFactory<Program>
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            builder.UseSetting("ConnectionStrings:Database", connectionString + ";Maximum Pool Size=20");
            builder.UseSetting("Data:Folder", data);
            builder.ConfigureLogging(log => log.SetMinimumLevel(LogLevel.Warning));
        }
    }
}
