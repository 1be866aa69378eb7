using System.Security.Cryptography;
using Microsoft.Extensions.FileProviders;

namespace LessonLens.Shared;

/// <summary>
/// What the pages of this server are made of, so that a page which has outlived a renewal can say so.
/// </summary>
public sealed class PageVersion(IWebHostEnvironment environment)
{
    /// <summary>Differs whenever the program, or what runs in the browser, does.</summary>
    public string Name { get; } = NameOf(environment.WebRootFileProvider.GetDirectoryContents("assets"));

    private static string NameOf(IEnumerable<IFileInfo> assets)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(typeof(Program).Module.ModuleVersionId.ToByteArray());
        // Entries name the parts that they are made of by hash.
        foreach (var entry in assets.Where(file => file.Name.EndsWith("-page.js", StringComparison.Ordinal))
            .OrderBy(file => file.Name, StringComparer.Ordinal))
        {
            using var bytes = entry.CreateReadStream();
            hash.AppendData(SHA256.HashData(bytes));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 8));
    }
}
