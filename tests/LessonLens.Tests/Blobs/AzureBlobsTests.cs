using Azure.Storage.Blobs;
using LessonLens.Blobs;
using LessonLens.Tests.Support;

namespace LessonLens.Tests.Blobs;

public sealed class AzureBlobsTests : BlobStoreContract, IClassFixture<Azurite>
{
    public AzureBlobsTests(Azurite azurite)
    {
        var container = new BlobContainerClient(azurite.ConnectionString, "lessonlens");
        container.CreateIfNotExists();
        Store = new AzureBlobs(container);
    }

    protected override IBlobStore Store { get; }
}
