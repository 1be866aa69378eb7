namespace LessonLens.People;

/// <summary>All that the log tells of. What is not here is not logged.</summary>
public sealed class LogAct
{
    public static readonly LogAct SessionBegun = new("session.begun");
    public static readonly LogAct SessionRefused = new("session.refused");
    public static readonly LogAct CodeRefused = new("code.refused");
    public static readonly LogAct SecondStepBegun = new("secondstep.begun");
    public static readonly LogAct SecondStepEnded = new("secondstep.ended");
    public static readonly LogAct RecoveryRenewed = new("recovery.renewed");
    public static readonly LogAct PasswordChanged = new("password.changed");
    public static readonly LogAct TokenMade = new("token.made");
    public static readonly LogAct TokenEnded = new("token.ended");
    public static readonly LogAct ProviderSet = new("provider.set");
    public static readonly LogAct ProviderRemoved = new("provider.removed");
    public static readonly LogAct AccountBound = new("account.bound");
    public static readonly LogAct PersonJoined = new("person.joined");
    public static readonly LogAct PersonDisabled = new("person.disabled");
    public static readonly LogAct PersonEnabled = new("person.enabled");
    public static readonly LogAct PersonLeft = new("person.left");
    public static readonly LogAct RoleChanged = new("role.changed");
    public static readonly LogAct GroupChanged = new("group.changed");
    public static readonly LogAct GroupRemoved = new("group.removed");
    public static readonly LogAct MemberAdded = new("member.added");
    public static readonly LogAct MemberRemoved = new("member.removed");

    public static readonly LogAct LessonOpened = new("lesson.opened");
    public static readonly LogAct LessonPlayed = new("lesson.played");
    public static readonly LogAct PicturesSeen = new("pictures.seen");
    public static readonly LogAct ClipPlayed = new("clip.played");
    public static readonly LogAct OriginalDownloaded = new("original.downloaded");
    public static readonly LogAct NotesExported = new("notes.exported");
    public static readonly LogAct LessonExported = new("lesson.exported");
    public static readonly LogAct LessonImported = new("lesson.imported");
    public static readonly LogAct GrantGiven = new("grant.given");
    public static readonly LogAct GrantWithdrawn = new("grant.withdrawn");
    public static readonly LogAct GrantEnded = new("grant.ended");
    public static readonly LogAct RecordingChosen = new("recording.chosen");
    public static readonly LogAct RecordingDeleted = new("recording.deleted");
    public static readonly LogAct LessonHandedOver = new("lesson.handed");
    public static readonly LogAct LessonDeleted = new("lesson.deleted");
    public static readonly LogAct LessonRestored = new("lesson.restored");
    public static readonly LogAct LessonErased = new("lesson.erased");

    public static readonly LogAct ErasureCertified = new("erasure.certified");
    public static readonly LogAct HoldPlaced = new("hold.placed");
    public static readonly LogAct HoldLifted = new("hold.lifted");

    public static readonly LogAct SafeguardingAsked = new("safeguarding.asked");
    public static readonly LogAct SafeguardingRefused = new("safeguarding.refused");
    public static readonly LogAct SafeguardingApproved = new("safeguarding.approved");
    public static readonly LogAct SafeguardingEnded = new("safeguarding.ended");

    private LogAct(string word) => Word = word;

    /// <summary>As it stands in the table: a noun and what became of it.</summary>
    public string Word { get; }
}
