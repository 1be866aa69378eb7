namespace LessonLens.People;

/// <summary>All that the log tells of. What is not here is not logged.</summary>
public sealed class LogAct
{
    // Stands first, for each of the others enters itself.
    private static readonly List<LogAct> Known = [];

    public static readonly LogAct SessionBegun = new("session.begun", LogKind.SigningIn);
    public static readonly LogAct SessionRefused = new("session.refused", LogKind.SigningIn);
    public static readonly LogAct CodeRefused = new("code.refused", LogKind.SigningIn);
    public static readonly LogAct SecondStepBegun = new("secondstep.begun", LogKind.SigningIn);
    public static readonly LogAct SecondStepEnded = new("secondstep.ended", LogKind.SigningIn);
    public static readonly LogAct RecoveryRenewed = new("recovery.renewed", LogKind.SigningIn);
    public static readonly LogAct PasswordChanged = new("password.changed", LogKind.SigningIn);
    public static readonly LogAct PasswordOffered = new("password.offered", LogKind.SigningIn);
    public static readonly LogAct TokenMade = new("token.made", LogKind.SigningIn);
    public static readonly LogAct TokenEnded = new("token.ended", LogKind.SigningIn);
    public static readonly LogAct ProviderSet = new("provider.set", LogKind.SigningIn);
    public static readonly LogAct ProviderRemoved = new("provider.removed", LogKind.SigningIn);
    public static readonly LogAct AccountBound = new("account.bound", LogKind.SigningIn);
    public static readonly LogAct PersonJoined = new("person.joined", LogKind.People);
    public static readonly LogAct PersonDisabled = new("person.disabled", LogKind.People);
    public static readonly LogAct PersonEnabled = new("person.enabled", LogKind.People);
    public static readonly LogAct PersonLeft = new("person.left", LogKind.People);
    public static readonly LogAct RoleChanged = new("role.changed", LogKind.People);
    public static readonly LogAct GroupChanged = new("group.changed", LogKind.People);
    public static readonly LogAct GroupRemoved = new("group.removed", LogKind.People);
    public static readonly LogAct MemberAdded = new("member.added", LogKind.People);
    public static readonly LogAct MemberRemoved = new("member.removed", LogKind.People);

    public static readonly LogAct LessonOpened = new("lesson.opened", LogKind.Seen);
    public static readonly LogAct LessonPlayed = new("lesson.played", LogKind.Seen);
    public static readonly LogAct PicturesSeen = new("pictures.seen", LogKind.Seen);
    public static readonly LogAct ClipPlayed = new("clip.played", LogKind.Seen);
    public static readonly LogAct OriginalDownloaded = new("original.downloaded", LogKind.Seen);
    public static readonly LogAct NotesExported = new("notes.exported", LogKind.Seen);
    public static readonly LogAct LessonExported = new("lesson.exported", LogKind.Seen);
    public static readonly LogAct LessonImported = new("lesson.imported", LogKind.Kept);
    public static readonly LogAct GrantGiven = new("grant.given", LogKind.Shared);
    public static readonly LogAct GrantWithdrawn = new("grant.withdrawn", LogKind.Shared);
    public static readonly LogAct GrantEnded = new("grant.ended", LogKind.Shared);
    public static readonly LogAct RecordingChosen = new("recording.chosen", LogKind.Kept);
    public static readonly LogAct RecordingDeleted = new("recording.deleted", LogKind.Kept);
    public static readonly LogAct LessonHandedOver = new("lesson.handed", LogKind.Shared);
    public static readonly LogAct LessonDeleted = new("lesson.deleted", LogKind.Kept);
    public static readonly LogAct LessonRestored = new("lesson.restored", LogKind.Kept);
    public static readonly LogAct LessonErased = new("lesson.erased", LogKind.Kept);

    public static readonly LogAct ErasureCertified = new("erasure.certified", LogKind.Kept);
    public static readonly LogAct HoldPlaced = new("hold.placed", LogKind.Kept);
    public static readonly LogAct HoldLifted = new("hold.lifted", LogKind.Kept);

    public static readonly LogAct SafeguardingAsked = new("safeguarding.asked", LogKind.Safeguarding);
    public static readonly LogAct SafeguardingTakenBack = new("safeguarding.takenback", LogKind.Safeguarding);
    public static readonly LogAct SafeguardingRefused = new("safeguarding.refused", LogKind.Safeguarding);
    public static readonly LogAct SafeguardingApproved = new("safeguarding.approved", LogKind.Safeguarding);
    public static readonly LogAct SafeguardingEnded = new("safeguarding.ended", LogKind.Safeguarding);

    public static readonly LogAct LogRead = new("log.read", LogKind.Seen);

    private LogAct(string word, LogKind kind)
    {
        (Word, Kind) = (word, kind);
        Known.Add(this);
    }

    public static IReadOnlyList<LogAct> All => Known;

    /// <summary>As it stands in the table: a noun and what became of it.</summary>
    public string Word { get; }

    public LogKind Kind { get; }
}

/// <summary>What somebody who reads the log looks for.</summary>
public enum LogKind
{
    SigningIn,
    People,

    /// <summary>Opened, watched and taken away.</summary>
    Seen,

    /// <summary>Shared, withdrawn and handed over.</summary>
    Shared,

    /// <summary>Brought in, deleted, kept and erased.</summary>
    Kept,
    Safeguarding,
}
