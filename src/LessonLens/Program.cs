using LessonLens;
using LessonLens.Archives;
using LessonLens.Blobs;
using LessonLens.Database;
using LessonLens.Home;
using LessonLens.Jobs;
using LessonLens.Lessons;
using LessonLens.Media;
using LessonLens.People;
using LessonLens.Reviews;
using LessonLens.Shared;
using LessonLens.Uploads;

var role = Roles.Of(args);
var builder = WebApplication.CreateBuilder(new WebApplicationOptions
{
    Args = args,
    // Published, our pages and assets lie beside us, wherever we are started from.
    ContentRootPath = Directory.Exists(Path.Combine(AppContext.BaseDirectory, "wwwroot"))
        ? AppContext.BaseDirectory : null,
});
builder.Host.UseDefaultServiceProvider(provider => provider.ValidateOnBuild = provider.ValidateScopes = true);

// The ground floor.
await using var localPostgres = await builder.AddDatabase();
builder.AddBlobs(role.DoesJobs());
builder.AddJobs(role.DoesJobs());
builder.AddWeb();

// The street, in the order in which a lesson travels.
builder.AddPeople();
builder.AddLessons();
builder.AddUploads(role.DoesJobs());
builder.AddMedia();
builder.AddReviews();
builder.AddArchives();
builder.AddHome(demo: role == Role.Demo);

await using var app = builder.Build();
await app.Services.GetRequiredService<Migrator>().Migrate();
await app.Services.GetRequiredService<ErasureReplay>().Replay();
if (role == Role.Migrate) return;
if (role == Role.Check)
{
    Environment.ExitCode = await app.Services.GetRequiredService<LogCheck>().Report(Console.Out) ? 0 : 1;
    return;
}

if (role == Role.Demo) await app.Services.GetRequiredService<DemoSchool>().Open();

app.UseWeb();
app.UseUploadProtocol();
app.UseRouting();
app.UseSameOrigin(isExempt: context =>
    UploadProtocol.HasItsOwnSecret(context) || TokenBearer.IsIn(context.Request));
app.UseAuthentication();
app.UseTokenRule();
app.UseSecondStepRule();
app.UseAuthorization();
app.UseLongAnswers();

app.MapHealth();
if (role.ServesPages())
{
    app.MapOpenApi().AllowAnonymous();
    app.MapRazorPages();
    app.MapPeople();
    app.MapLessons();
    app.MapUploads();
    app.MapMedia();
    app.MapReviews();
    app.MapArchives();
}

await app.RunAsync();

public partial class Program;
