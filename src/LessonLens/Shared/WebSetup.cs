using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;

namespace LessonLens.Shared;

/// <summary>What all endpoints and pages have in common.</summary>
public static partial class WebSetup
{
    public static void AddWeb(this WebApplicationBuilder builder)
    {
        builder.WebHost.ConfigureKestrel(server => server.AddServerHeader = false);
        // An upload is read in half as many calls; an idle line costs 4 KiB for it.
        builder.WebHost.UseSockets(sockets => sockets.WaitForDataBeforeAllocatingBuffer = false);
        builder.AddProxies();
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<PageVersion>();
        builder.Services.AddExceptionHandler<Problems>();
        builder.Services.AddProblemDetails(problems => problems.CustomizeProblemDetails = SayItPlainly);
        builder.Services.AddSingleton<IProblemDetailsWriter, ProblemsForPrograms>();
        builder.Services.AddValidation();
        builder.Services.AddApiDescription();
        builder.Services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        builder.Services.ConfigureHttpJsonOptions(json => BeStrict(json.SerializerOptions));
        builder.Services.AddResponseCompression(compression =>
        {
            // Only files that are the same for everybody: compressing secrets beside foreign text leaks them
            // (BREACH).
            compression.MimeTypes = ["text/javascript", "text/css", "image/svg+xml"];
            compression.EnableForHttps = true;
        });
        builder.Services.AddRazorPages(pages => pages.Conventions
            // The same-origin rule stands in its place, for forms and JSON alike.
            .ConfigureFilter(new IgnoreAntiforgeryTokenAttribute())
            .ConfigureFilter(new NeedsHandler()))
            .WithRazorPagesAtContentRoot();
    }

    /// <summary>In this order: who calls, headers on everything, errors, files, then whoever asks.</summary>
    public static void UseWeb(this WebApplication app)
    {
        app.UseForwardedHeaders();
        app.UseSecurityHeaders();
        app.UseWhen(IsForPrograms, api => api.UseExceptionHandler().UseStatusCodePages());
        app.UseWhen(context => !IsForPrograms(context), pages => pages
            .UseExceptionHandler("/problem/500")
            .UseStatusCodePagesWithReExecute("/problem/{0}"));
        // Media never shrink, and would be copied on their way past it.
        app.UseWhen(context => !IsForPrograms(context), pages => pages.UseResponseCompression());
        app.UseStaticFiles(new StaticFileOptions
        {
            OnPrepareResponse = file => file.Context.Response.Headers.CacheControl =
                NeverChanges(file.Context.Request) ? "public, max-age=31536000, immutable" : "no-cache",
        });
    }

    /// <summary>
    /// Its name carries a hash of its content (the build's), or its address does (the pages').
    /// </summary>
    private static bool NeverChanges(HttpRequest request) =>
        request.Query.ContainsKey("v") || HashedName().IsMatch(request.Path);

    [GeneratedRegex("-[A-Z0-9]{8}\\.[a-z0-9]+$")]
    private static partial Regex HashedName();

    /// <summary>Answered with status codes and problem documents, where others get pages.</summary>
    public static bool IsForPrograms(this HttpContext context) =>
        context.Request.Path.StartsWithSegments("/api")
        || context.Request.Path.StartsWithSegments("/media")
        || context.Request.Path.StartsWithSegments("/hubs")
        || context.Request.Path.StartsWithSegments("/health")
        || context.Request.Path.StartsWithSegments("/openapi");

    internal static void BeStrict(JsonSerializerOptions json)
    {
        json.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        json.NumberHandling = JsonNumberHandling.Strict;
        json.RespectNullableAnnotations = true;
        json.AllowDuplicateProperties = false;
        json.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        json.Converters.Add(new StorableText());
        json.Converters.Add(
            new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
    }

    /// <summary>"One or more validation errors occurred" and "Not Found" help nobody.</summary>
    private static void SayItPlainly(ProblemDetailsContext context)
    {
        var problem = context.ProblemDetails;
        if (problem is HttpValidationProblemDetails { Errors.Count: > 0 } invalid)
            invalid.Title = invalid.Errors.First().Value[0];
        else if (problem.Title is null || problem.Title == ReasonPhrases.GetReasonPhrase(problem.Status ?? 0))
            problem.Title = problem.Status switch
            {
                404 => "There is nothing here.",
                405 => "This cannot be done here.",
                412 => "This has changed by now.",
                416 => "There are no such bytes.",
                415 => "The request needs a JSON body (Content-Type: application/json).",
                _ => "We could not do this.",
            };
    }
}
