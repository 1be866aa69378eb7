namespace LessonLens.Reviews;

/// <summary>
/// The playhead as it is stored, and how each command changes it. Knows no database and no clock.
/// </summary>
internal sealed record Playhead
{
    // Whoever is slower than that to the server is not waited for.
    private const int LongestLeadMs = 1000;
    private const int ShortestLeadMs = 150;

    // A command that only changes the speed tells where its sender's picture was a moment ago.
    private const int SamePlaceMs = 500;

    // The others are sent back at most so far, to where the picture of the one who loads has stopped.
    private const int FarthestBackMs = 5000;

    public required Guid LessonId { get; init; }
    public required long Rev { get; init; }
    public required bool Playing { get; init; }
    public required int AnchorMediaMs { get; init; }
    public required double AnchorServerMs { get; init; }
    public required double Rate { get; init; }
    public Guid? DriverId { get; init; }
    public required bool Held { get; init; }

    /// <summary>Of the recording; null as long as nobody knows.</summary>
    public int? DurationMs { get; init; }

    /// <summary>The slowest way to the server and back among those who follow.</summary>
    public int? RoundTripMs { get; init; }

    private bool Moves => Playing && !Held;

    /// <summary>Long enough for the slowest to hear of it before it begins.</summary>
    private int LeadMs => Math.Clamp(2 * (RoundTripMs ?? 0), ShortestLeadMs, LongestLeadMs);

    public int PositionAt(double nowMs) => Within(Moves
        ? AnchorMediaMs + (Math.Max(0, nowMs - AnchorServerMs) * Rate)
        : AnchorMediaMs);

    public Playhead Driven(DriveTo to, double nowMs)
    {
        var here = PositionAt(nowMs);
        var onlyFaster = Moves && to.Playing && Math.Abs(to.Rate - Rate) > 0.001
            && Math.Abs(to.MediaMs - here) < SamePlaceMs;
        return Next() with
        {
            Playing = to.Playing,
            Held = false,
            AnchorMediaMs = onlyFaster ? here : Within(to.MediaMs),
            AnchorServerMs = to.Playing && !onlyFaster ? nowMs + LeadMs : nowMs,
            Rate = to.Rate,
        };
    }

    /// <summary>Waits where the picture of the one who loads has stopped.</summary>
    public Playhead HeldAt(double mediaMs, double nowMs)
    {
        var here = PositionAt(nowMs);
        return Next() with
        {
            Held = true,
            AnchorMediaMs = Within(Math.Clamp(mediaMs, here - FarthestBackMs, here)),
            AnchorServerMs = nowMs,
        };
    }

    public Playhead LetGo(double nowMs) => Next() with { Held = false, AnchorServerMs = nowMs + LeadMs };

    public Playhead StoppedAt(double nowMs) => Next() with
    {
        Playing = false,
        Held = false,
        AnchorMediaMs = PositionAt(nowMs),
        AnchorServerMs = nowMs,
    };

    public Playhead DrivenBy(Guid? driver) => Next() with { DriverId = driver };

    public Playback ToPlayback() => new()
    {
        Rev = Rev,
        Playing = Moves,
        AnchorMediaMs = AnchorMediaMs,
        AnchorServerMs = AnchorServerMs,
        Rate = Rate,
        Driver = DriverId,
        Held = Held,
    };

    private Playhead Next() => this with { Rev = Rev + 1 };

    private int Within(double ms) => (int)Math.Round(Math.Clamp(ms, 0, DurationMs ?? int.MaxValue));
}
