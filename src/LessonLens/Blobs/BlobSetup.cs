using Azure.Identity;
using Azure.Storage.Blobs;
using LessonLens.Database;

namespace LessonLens.Blobs;

public static class BlobSetup
{
    /// <summary>
    /// <c>Blobs:ContainerUrl</c> is a container in Azure that our managed identity may use;
    /// <c>ConnectionStrings:Blobs</c> with <c>Blobs:Container</c> is one by key. With neither, blobs live in
    /// the folder <c>blobs</c> below <c>Data:Folder</c>.
    /// </summary>
    public static void AddBlobs(this WebApplicationBuilder builder, bool working)
    {
        var configuration = builder.Configuration;
        builder.Services.AddSingleton<IBlobStore>(_ =>
            Container(configuration) is { } container
                ? new AzureBlobs(container)
                : new FolderBlobs(
                    configuration.DataFolder("blobs"), configuration.GetValue("Blobs:FlushToDisk", true)));
        builder.Services.AddSingleton<BlobLedger>();
        if (working) builder.Services.AddHostedService<BlobSweeper>();
    }

    /// <summary>
    /// Four attempts within seconds: whoever uploads goes on by itself, and jobs have patience of their own.
    /// </summary>
    private static BlobClientOptions Patience => new()
    {
        Retry =
        {
            Delay = TimeSpan.FromSeconds(0.4),
            MaxDelay = TimeSpan.FromSeconds(2),
            NetworkTimeout = TimeSpan.FromSeconds(30),
        },
    };

    private static BlobContainerClient? Container(IConfiguration configuration)
    {
        if (configuration["Blobs:ContainerUrl"] is { Length: > 0 } url)
            return new BlobContainerClient(new Uri(url), new DefaultAzureCredential(), Patience);
        if (configuration.GetConnectionString("Blobs") is not { Length: > 0 } byKey) return null;
        var container = new BlobContainerClient(
            byKey, configuration["Blobs:Container"] ?? "lessonlens", Patience);
        // A container by managed identity is made with the rest of the cloud; this one may be a developer's.
        container.CreateIfNotExists();
        return container;
    }
}
