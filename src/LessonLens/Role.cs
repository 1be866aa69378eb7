namespace LessonLens;

/// <summary>What this process is: the first word on its command line.</summary>
public enum Role
{
    /// <summary>Web and worker in one process.</summary>
    All,
    Web,
    Worker,

    /// <summary>Brings the schema forward and ends.</summary>
    Migrate,

    /// <summary>Checks the log, says what was changed in it, and ends: with 1 where something was.</summary>
    Check,

    /// <summary><see cref="All"/> with the demo school.</summary>
    Demo,
}

public static class Roles
{
    public static Role Of(string[] args)
    {
        if (args is not [var first, ..] || first.StartsWith('-')) return Role.All;
        return Enum.TryParse<Role>(first, ignoreCase: true, out var role) && !char.IsDigit(first[0])
            ? role
            : throw new ArgumentException(
                $"There is no role {first}: choose all, web, worker, migrate, check or demo.", nameof(args));
    }

    public static bool ServesPages(this Role role) => role is Role.All or Role.Web or Role.Demo;

    public static bool DoesJobs(this Role role) => role is Role.All or Role.Worker or Role.Demo;
}
