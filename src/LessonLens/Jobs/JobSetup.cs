namespace LessonLens.Jobs;

public static class JobSetup
{
    /// <param name="builder">The application.</param>
    /// <param name="working">Whether this process does jobs or only leaves them.</param>
    public static void AddJobs(this WebApplicationBuilder builder, bool working)
    {
        builder.Services.AddSingleton<JobQueue>();
        if (!working) return;
        builder.Services.AddHostedService<JobRunner>();
        builder.Services.AddHostedService<JobRescuer>();
        // A job that is nearly done when we are asked to stop may finish (JobRunner gives it 20 s).
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(25));
    }
}
