using LessonLens.Database;
using Microsoft.Extensions.Options;

namespace LessonLens.Media;

/// <summary>
/// Says in the log, and to the administrator, how far programs that read recordings are shut in here.
/// </summary>
public sealed partial class SandboxWatch(
    SandboxStore store, IConfiguration configuration, IOptions<MediaOptions> options, TimeProvider time,
    ILogger<SandboxWatch> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    private SandboxTrial _trial = null!;

    /// <exception cref="InvalidOperationException">The level that is required does not work here.</exception>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        _trial = await Sandbox.Best(Directory.CreateDirectory(configuration.DataFolder("work")).FullName);
        if (_trial.Level == SandboxLevel.Closed) InForce(_trial.Level);
        else if (options.Value.Sandbox == SandboxRule.Required)
            throw new InvalidOperationException(
                "Media:Sandbox is 'required', and programs that read recordings cannot be shut in here " +
                $"(this takes bubblewrap and unprivileged user namespaces). {_trial.Why}");
        else NotTheBest(_trial.Level, _trial.Why);
        await base.StartAsync(cancellationToken);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Rounds.Make(
            Every, time, stop => store.Saw(Environment.MachineName, _trial, stop), NotSaid, stoppingToken);

    [LoggerMessage(LogLevel.Information, "Programs that read recordings are in a sandbox: {Level}.")]
    private partial void InForce(SandboxLevel level);

    [LoggerMessage(LogLevel.Warning,
        "Programs that read recordings are in a sandbox that is not the best: {Level}. {Why}")]
    private partial void NotTheBest(SandboxLevel level, string? why);

    [LoggerMessage(LogLevel.Warning, "Could not say which sandbox is in force: {Reason}")]
    private partial void NotSaid(string reason);
}
