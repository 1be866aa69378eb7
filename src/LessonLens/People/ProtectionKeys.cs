using System.Xml.Linq;
using Dapper;
using LessonLens.Blobs;
using LessonLens.Database;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace LessonLens.People;

/// <summary>
/// The keys of ASP.NET's data protection, the same for all processes: named in the database, kept with the
/// blobs, so that a copy of either opens nothing.
/// </summary>
public sealed class ProtectionKeys(Db db, IBlobStore blobs) : IXmlRepository
{
    // The framework asks seldom, at the start and once a day, and knows no other way than to wait.
    public IReadOnlyCollection<XElement> GetAllElements() => Read().GetAwaiter().GetResult();

    public void StoreElement(XElement element, string friendlyName) =>
        Write(element).GetAwaiter().GetResult();

    private async Task<IReadOnlyCollection<XElement>> Read()
    {
        var all = new List<XElement>();
        await using var connection = await db.Open();
        foreach (var id in await connection.QueryAsync<Guid>("select id from protection_keys order by id"))
        {
            // Null where somebody else is just writing it.
            await using var bytes = await blobs.Open(BlobNames.ProtectionKey(id));
            if (bytes is not null)
                all.Add(await XElement.LoadAsync(bytes, LoadOptions.None, CancellationToken.None));
        }

        return all;
    }

    private async Task Write(XElement element)
    {
        var id = Guid.CreateVersion7();
        await using var connection = await db.Open();
        await connection.ExecuteAsync("insert into protection_keys (id) values (@id)", new { id });
        using var bytes = new MemoryStream();
        await element.SaveAsync(bytes, SaveOptions.DisableFormatting, CancellationToken.None);
        bytes.Position = 0;
        await blobs.Put(BlobNames.ProtectionKey(id), bytes);
    }
}
