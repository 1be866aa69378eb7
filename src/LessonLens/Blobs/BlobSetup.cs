using LessonLens.Database;

namespace LessonLens.Blobs;

public static class BlobSetup
{
    /// <summary>Blobs live in the folder <c>blobs</c> below <c>Data:Folder</c>.</summary>
    public static void AddBlobs(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<IBlobStore>(
            new FolderBlobs(builder.Configuration.DataFolder("blobs")));
        builder.Services.AddSingleton<BlobLedger>();
    }
}
