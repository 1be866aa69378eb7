using Dapper;
using LessonLens.Database;
using Npgsql;

namespace LessonLens.Home;

public static class HomeSetup
{
    public static void AddHome(this WebApplicationBuilder builder, bool demo)
    {
        if (!demo) return;
        builder.Services.AddSingleton<DemoSchool>();
        builder.Services.AddHostedService<DemoGreeting>();
    }

    /// <summary>
    /// For operators: whether the process lives, and whether it can serve. Tells nothing internal.
    /// </summary>
    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        var health = app.MapGroup("/health").WithTags("Health").AllowAnonymous();
        health.MapGet("/live", () => TypedResults.Ok(new { status = "alive" }));
        health.MapGet("/ready", Ready);
    }

    private static async Task<IResult> Ready(Db db, CancellationToken stop)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(TimeSpan.FromSeconds(3));
        try
        {
            await using var connection = await db.Open(limit.Token);
            await connection.ExecuteScalarAsync<int>("select 1");
            return TypedResults.Ok(new { status = "ready" });
        }
        catch (Exception e) when (e is NpgsqlException or OperationCanceledException or TimeoutException)
        {
            return TypedResults.Problem(statusCode: 503, title: "The database cannot be reached.");
        }
    }
}
