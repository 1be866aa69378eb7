namespace LessonLens.Tests.Permissions;

/// <summary>What the forms of the pages send.</summary>
internal static class PermissionForms
{
    private static readonly Dictionary<string, string> Fields = new()
    {
        ["/?handler=TakeBack"] = "lesson={id}",
        ["/account?handler=Password"] = "current=not the right one&next=another horse battery",
        ["/account?handler=End"] = "session={sessionId}",
        ["/account/second-step?handler=Codes"] = "password=not the right one",
        ["/account/second-step?handler=Remove"] = "password=not the right one",
        ["/classes?handler=Basis"] = "classId={classId}&basis=public task",
        ["/classes?handler=End"] = "classId={classId}&objection={objectionId}",
        ["/classes?handler=Note"] = "classId={classId}&pupil=Leila",
        ["/jobs?handler=TryAgain"] = "job=1",
        ["/keeping?handler=Rule"] = "school={schoolId}&keptYears=1&mostKeptYears=3&endsMonth=7&endsDay=31",
        ["/lessons/{id:guid}?handler=End"] = "lastDay={soon}",
        ["/people?handler=Disable"] = "person={personId}",
        ["/people?handler=Enable"] = "person={personId}",
        ["/people?handler=EndSecondStep"] = "person={personId}",
        ["/people?handler=Invite"] =
            "school={schoolId}&name=Eva Lind&email={anyone}@example.org&roles=teacher",
        ["/people?handler=NewPassword"] = "person={personId}",
        ["/people?handler=Roles"] = "school={schoolId}&person={personId}&roles=coach",
        ["/people?handler=Withdraw"] = "invitation={invitationId}",
        ["/people/groups?handler=Add"] = "school={schoolId}&group={groupId}&person={personId}",
        ["/people/groups?handler=Make"] = "school={schoolId}&kind=department&name=Group {anyone}",
        ["/people/groups?handler=Remove"] = "school={schoolId}&group={groupId}",
        ["/people/groups?handler=Rename"] = "school={schoolId}&group={groupId}&kind=department&name={anyone}",
        ["/people/groups?handler=TakeOut"] = "school={schoolId}&group={groupId}&person={personId}",
        ["/people/lessons?handler=Hold"] = "lesson={id}&reason=A parent has asked",
        ["/people/lessons?handler=Lift"] = "lesson={id}",
        ["/people/safeguarding?handler=Approve"] = "view={askedView}",
        ["/people/safeguarding?handler=Ask"] = "lesson={id}&reason=A pupil has said something",
        ["/people/safeguarding?handler=End"] = "view={lastingView}",
        ["/people/safeguarding?handler=Refuse"] = "view={askedView}",
        ["/people/safeguarding?handler=TakeBack"] = "view={askedView}",
        ["/people/staff?handler=Invite"] =
            "school={schoolId}&text=name,email,roles%0AEva,{anyone}@example.org,teacher",
        ["/people/staff?handler=Preview"] =
            "school={schoolId}&text=name,email,roles%0AEva,{anyone}@example.org,teacher",
    };

    public static string? Body(PermissionRow row) =>
        row.Method == "POST" ? Fields.GetValueOrDefault(row.Pattern) : null;
}
