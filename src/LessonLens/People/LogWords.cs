using System.Globalization;

namespace LessonLens.People;

/// <summary>How the log speaks: to who looks after the school, and to the owner of a lesson.</summary>
internal static class LogWords
{
    /// <summary>"Ben Carter watched “Comparing fractions”".</summary>
    public static string Sentence(LogTelling told)
    {
        var sentence = Say(told);
        return sentence[..1].ToUpper(CultureInfo.InvariantCulture) + sentence[1..];
    }

    public static string Of(LogKind kind) => kind switch
    {
        LogKind.SigningIn => "Signing in",
        LogKind.People => "People and roles",
        LogKind.Seen => "Opened and watched",
        LogKind.Shared => "Shared and withdrawn",
        LogKind.Kept => "Deleted, kept and erased",
        _ => "Safeguarding",
    };

    private static string Say(LogTelling told)
    {
        var (who, whom, it, of) = (told.Who ?? "LessonLens", told.Whom, told.It, told.Of);
        var group = told.Group is { } name ? $"the group {name}" : "a group that is gone";
        return told.Act switch
        {
            "session.begun" => $"{who} signed in",
            "session.refused" when told.Told("by") is not null =>
                $"{whom} came by the school’s accounts and was not let in",
            "session.refused" => $"somebody tried a wrong password for {whom}",
            "code.refused" => $"somebody tried a wrong code for {whom}",
            "secondstep.begun" => $"{who} signs in with a code from now on",
            "secondstep.ended" when told.IsTheirOwn => $"{who} signs in without a code from now on",
            "secondstep.ended" => $"{who} ended the second step of {whom}",
            "recovery.renewed" => $"{who} made new recovery codes",
            "password.changed" when told.Who is null => $"{whom} chose a new password, by a link",
            "password.changed" => $"{who} changed their password",
            "password.offered" => $"{who} made a link to a new password for {whom}",
            "token.made" => $"{who} made a token for a program",
            "token.ended" when told.Told("tokens") is { } tokens =>
                $"the tokens for programs of {whom} ended: {tokens}",
            "token.ended" => $"{who} ended a token for a program",
            "provider.set" => $"{who} set up signing in by the school’s accounts",
            "provider.removed" => $"{who} ended signing in by the school’s accounts",
            "account.bound" => $"{who} came by the school’s account for the first time",
            "person.joined" when told.IsTheirOwn => $"{who} joined the school",
            "person.joined" => $"{who} joined the school, invited by {whom}",
            "person.disabled" => $"{who} disabled {whom}, who cannot sign in any more",
            "person.enabled" => $"{who} let {whom} sign in again",
            "person.left" when told.IsTheirOwn => $"{who} left the school",
            "person.left" => $"{whom} left the school; {who} ended it",
            "role.changed" => $"{who} made {whom} {Roles(told.Told("roles"))}",
            "group.changed" => $"{who} made or changed {group}",
            "group.removed" => $"{who} removed a group",
            "member.added" => $"{who} took {whom} into {group}",
            "member.removed" when told.IsTheirOwn => $"{who} left {group}",
            "member.removed" => $"{who} took {whom} out of {group}",
            "lesson.opened" => $"{who} opened {it}",
            "lesson.played" => $"{who} watched {it}",
            "pictures.seen" => $"{who} looked at pictures of {it}",
            "clip.played" => $"{who} watched a clip{of}",
            "original.downloaded" => $"{who} downloaded the recording{of}",
            "notes.exported" => $"{who} took the notes{of} away as a file",
            "lesson.exported" => $"{who} downloaded all of {it}",
            "lesson.imported" => $"{who} brought {it} in from a file",
            "grant.given" => $"{who} let {whom} see {it}",
            "grant.withdrawn" => $"{who} withdrew {it} from {whom}",
            "grant.ended" => $"the time for {whom} to see {it} is over",
            "recording.chosen" => $"{who} chose another recording{of}",
            "recording.deleted" => $"{who} deleted a recording{of}",
            "lesson.handed" => $"{it} was handed over to {whom}",
            "lesson.deleted" => $"{who} deleted {it}",
            "lesson.restored" => $"{who} took the deletion{of} back",
            "lesson.erased" => $"{who} erased {it}",
            "erasure.certified" => $"{who} certified that {it} is erased",
            "hold.placed" => $"{who} held {it}, so that nothing of it is erased",
            "hold.lifted" => $"{who} ended the hold on {it}",
            "safeguarding.asked" => $"{who} asked to see {it} for safeguarding",
            "safeguarding.takenback" => $"{who} no longer asks to see {it} for safeguarding",
            "safeguarding.refused" => $"{who} refused that {whom} sees {it} for safeguarding",
            "safeguarding.approved" => $"{who} agreed that {whom} sees {it} for safeguarding, for 24 hours",
            "safeguarding.ended" => $"{whom} can no longer see {it} for safeguarding",
            "log.read" => $"{who} {Reading(told)}",
            _ => $"{who} did this: {told.Act}",
        };
    }

    private static string Roles(string? roles) =>
        string.Join(" and ", (roles ?? "").Split('.').Select(PeoplePage.RoleWords));

    /// <summary>What they looked for stands as they narrowed it, never in their words.</summary>
    private static string Reading(LogTelling told) => string.Concat(
        told.Told("as") is null ? "read this log" : "took this log away as a table",
        told.Told("people") switch
        {
            null => null, "1" => $", about {told.Whom}", var people => $", about {people} people",
        },
        told.Told("lessons") switch
        {
            null => null, "1" => $", about {told.It}", var lessons => $", about {lessons} lessons",
        },
        Enum.TryParse<LogKind>(told.Told("what"), ignoreCase: true, out var kind)
            ? $", “{Of(kind)}” only" : null,
        told.Day("from") is { } from ? $", from {from}" : null,
        told.Day("until") is { } until ? $", until {until}" : null);
}
