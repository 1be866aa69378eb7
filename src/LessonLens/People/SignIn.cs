using LessonLens.Database;
using Npgsql;

namespace LessonLens.People;

/// <summary>Whether somebody is who they say they are: by their password, then by a code.</summary>
public sealed partial class SignIn(
    PersonStore people, SecondStepStore secondSteps, KnownBrowsers browsers, Attempts attempts,
    PasswordTurns turns, Db db, ILogger<SignIn> log)
{
    /// <param name="email">In any letters, with spaces around it or without.</param>
    /// <param name="password">As it was typed.</param>
    /// <param name="context">From where.</param>
    public async Task<Tried> Password(string email, string password, HttpContext context)
    {
        var stop = context.RequestAborted;
        var browser = await browsers.Recognise(context, email.Trim());
        var limits = Limit.Proofs("passwords", context, email, browser);
        if (await attempts.Take(limits) is { } wait) return new Tried { Wait = wait };
        var found = await people.FindByEmail(email.Trim(), stop);
        var isRight = await turns.Matches(found?.PasswordHash, password, browser is not null, stop);
        if (isRight is false) return Refuse(LogAct.SessionRefused, found, context);
        await attempts.GiveBack(limits);
        return isRight is true ? new Tried { Person = found } : new Tried { Wait = PasswordTurns.Patience };
    }

    /// <param name="person">Whose password was right.</param>
    /// <param name="code">As it was typed.</param>
    /// <param name="context">From where.</param>
    public async Task<Tried> Code(PasswordHolder person, string code, HttpContext context)
    {
        var browser = await browsers.Recognise(context, person.Email);
        var limits = Limit.Proofs("codes", context, person.Email, browser);
        if (await attempts.Take(limits) is { } wait) return new Tried { Wait = wait };
        if (!await secondSteps.Accepts(person.Id, code))
            return Refuse(LogAct.CodeRefused, person, context);
        await attempts.GiveBack(limits);
        return new Tried { Person = person };
    }

    /// <summary>
    /// Logged when the answer has gone, and nobody waits for it, not even the next request on the same line:
    /// no time must tell that somebody is known.
    /// </summary>
    private Tried Refuse(LogAct act, PasswordHolder? person, HttpContext context)
    {
        if (person is not null)
            context.Response.OnCompleted(() =>
            {
                _ = Log(new LogEntry(act) { AboutId = person.Id });
                return Task.CompletedTask;
            });
        return new Tried();
    }

    private async Task Log(LogEntry entry)
    {
        try
        {
            await db.Change(change =>
            {
                LogBook.Append(change, entry);
                return Task.CompletedTask;
            });
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException)
        {
            NotLogged(entry.Act.Word, e.Message);
        }
    }

    [LoggerMessage(LogLevel.Error, "{Act} could not be written into the log: {Reason}")]
    private partial void NotLogged(string act, string reason);
}

/// <summary>What came of it: a person, a wait, or, with neither, a wrong proof.</summary>
public sealed record Tried
{
    public PasswordHolder? Person { get; init; }
    public TimeSpan? Wait { get; init; }
}
