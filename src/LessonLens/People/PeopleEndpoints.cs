using System.Security.Claims;
using LessonLens.Jobs;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LessonLens.People;

public static class PeopleEndpoints
{
    public static void AddPeople(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<PersonStore>();
        builder.AddSigningIn();
        builder.AddProviders();
        builder.Services.AddSingleton<LogCheck>();
        builder.Services.AddSingleton<LogReading>();
        builder.Services.AddOptions<MailOptions>().BindConfiguration("Mail")
            .ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<Mailer>();
        builder.Services.AddSingleton<ResetStore>();
        builder.Services.AddSingleton<InvitationStore>();
        builder.Services.AddSingleton<SchoolPeopleStore>();
        builder.Services.AddSingleton<GroupStore>();
        builder.Services.AddSingleton<RoleStore>();
        builder.Services.AddSingleton<IJobHandler, MailReset>();
        builder.Services.AddSingleton<IJobHandler, MailSecondStepEnded>();
        builder.Services.AddSingleton<IJobHandler, MailInvitation>();
    }

    public static void MapPeople(this IEndpointRouteBuilder app)
    {
        var api = app.MapGroup("/api").WithTags("People");
        api.MapSession();
        api.MapGet("/me", WhoAmI)
            .WithSummary("Who is signed in, with their memberships.").ProducesProblem(404);
        var me = api.MapGroup("/me").NotByToken();
        me.MapAccount();
        me.MapTokens();
        var school = api.MapGroup("/schools/{schoolId:guid}").NotByToken();
        school.MapGroups();
        school.MapSchoolPeople();
        school.MapLog();
        app.MapProviders();
    }

    private static async Task<Results<Ok<Me>, ProblemHttpResult>> WhoAmI(
        ClaimsPrincipal user, PersonStore people, CancellationToken stop) =>
        await people.Me(user.PersonId(), stop) is { } me ? TypedResults.Ok(me)
            : TypedResults.Problem(statusCode: 404, title: "You are no longer here.");
}
