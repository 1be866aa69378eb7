using Dapper;
using Npgsql;

namespace LessonLens.Database;

public static class DatabaseSetup
{
    /// <summary>
    /// Registers the database of <c>ConnectionStrings:Database</c>; without one, starts a private cluster
    /// below
    /// <c>Data:Folder</c> that stops when the returned object is disposed.
    /// </summary>
    public static async Task<IAsyncDisposable?> AddDatabase(this WebApplicationBuilder builder)
    {
        // Rows are records with the database's snake_case columns.
        DefaultTypeMap.MatchNamesWithUnderscores = true;
        SqlMapper.AddTypeHandler(new DateOnlyHandler());

        LocalPostgres? local = null;
        var connectionString = builder.Configuration.GetConnectionString("Database");
        if (string.IsNullOrWhiteSpace(connectionString))
        {
            local = await LocalPostgres.Start(builder.Configuration.DataFolder("postgres"));
            connectionString = local.ConnectionString();
        }

        builder.Services.AddSingleton(_ => NpgsqlDataSource.Create(connectionString));
        builder.Services.AddSingleton<Db>();
        builder.Services.AddSingleton<Migrator>();
        builder.Services.AddSingleton<Notifier>();
        builder.Services.AddHostedService(services => services.GetRequiredService<Notifier>());
        builder.Services.AddSingleton<Listener>();
        builder.Services.AddHostedService(services => services.GetRequiredService<Listener>());
        return local;
    }

    /// <summary>
    /// A folder for our own data: below <c>Data:Folder</c>, by default <c>data</c> where we were started.
    /// </summary>
    public static string DataFolder(this IConfiguration configuration, string name) =>
        Path.GetFullPath(Path.Combine(configuration["Data:Folder"] ?? "data", name));
}
