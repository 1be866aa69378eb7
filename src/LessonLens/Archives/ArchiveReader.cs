using System.IO.Compression;
using System.Text.Json;

namespace LessonLens.Archives;

/// <summary>This is no archive of a lesson, or not as it was; the message is for a person.</summary>
public sealed class NotALesson(string message) : Exception(message);

/// <summary>
/// Reads a stranger's zip. Nothing in it is ever a path of ours: files are looked up by the names that
/// lesson.json gives, read no further than the length that it gives, and never unpacked to a folder.
/// </summary>
internal sealed class ArchiveReader : IAsyncDisposable
{
    // A lesson of an hour with 2,000 notes has 2 MB of words; its directory has some ten files.
    private const int MostWords = 64 << 20;
    private const int MostDirectory = 4 << 20;
    private const int MostFiles = 2_000;

    // Films are stored as they are, and hardly become smaller where somebody has packed them again.
    private const int MostUnpacked = 2;

    private readonly ZipArchive _zip;

    private ArchiveReader(ZipArchive zip, LessonFile lesson) => (_zip, Lesson) = (zip, lesson);

    public LessonFile Lesson { get; }

    /// <exception cref="NotALesson">It is something else, or damaged.</exception>
    public static async Task<ArchiveReader> Open(Stream bytes, CancellationToken stop)
    {
        var bounded = new BoundedStream(bytes, MostDirectory);
        ZipArchive? zip = null;
        try
        {
            zip = await ZipArchive.CreateAsync(
                bounded, ZipArchiveMode.Read, leaveOpen: true, entryNameEncoding: null, stop);
            if (zip.Entries.Count > MostFiles) throw new NotALesson("This zip holds too many files.");
            bounded.Unbind();
            var reader = new ArchiveReader(zip, await Words(zip, stop));
            reader.Check(bytes.Length);
            return reader;
        }
        catch (Exception e) when (e is InvalidDataException or JsonException or EndOfStreamException)
        {
            if (zip is not null) await zip.DisposeAsync();
            throw new NotALesson("This file is damaged, or it is no lesson that was taken from LessonLens.");
        }
    }

    /// <summary>A file that lesson.json names, for exactly as many bytes as it says.</summary>
    public async Task<PromisedStream> Open(ArchivedFile file, CancellationToken stop)
    {
        if (_zip.GetEntry(file.Path) is not { } entry) throw Missing(file.Path);
        return new PromisedStream(await entry.OpenAsync(stop), file);
    }

    public ArchivedFile File(string path) =>
        Lesson.Files.SingleOrDefault(file => file.Path == path) ?? throw Missing(path);

    public ValueTask DisposeAsync() => _zip.DisposeAsync();

    private static NotALesson Missing(string path) =>
        new($"This file is not complete: {(path.Length > 60 ? "a recording" : path)} is missing.");

    private static async Task<LessonFile> Words(ZipArchive zip, CancellationToken stop)
    {
        if (zip.GetEntry(LessonFile.Name) is not { Length: <= MostWords } entry)
            throw new NotALesson(
                "There is no lesson in this file. Choose a zip that was taken from LessonLens.");
        await using var packed = await entry.OpenAsync(stop);
        // However small the directory says that it is.
        return await JsonSerializer.DeserializeAsync<LessonFile>(
            new BoundedStream(packed, MostWords), LessonFile.Json, stop) ?? throw new JsonException();
    }

    /// <param name="arrived">The length of the whole zip, bytes.</param>
    private void Check(long arrived)
    {
        if (Lesson.Format != LessonFile.FormatName || Lesson.Version > LessonFile.LatestVersion)
            throw new NotALesson("This file comes from a newer LessonLens. Bring it in there.");
        // What would be thrown away need not be looked at, but honest archives have none of it.
        if (_zip.Entries.Any(entry => entry.FullName.Contains("..", StringComparison.Ordinal)
            || entry.FullName.StartsWith('/') || entry.FullName.Contains('\\')))
            throw new NotALesson("This zip holds names that no lesson has.");
        if (Lesson.Files.Any(file => file.Bytes < 0)
            || Lesson.Files.DistinctBy(file => file.Path).Count() != Lesson.Files.Count
            || Lesson.Recordings.Count(one => one.Shown) > 1)
            throw new NotALesson("This file contradicts itself.");
        if (Lesson.Files.Count > MostFiles || Lesson.Recordings.Count > MostFiles
            || Lesson.Recordings.Sum(one => (decimal)File(one.Path).Bytes) > (decimal)arrived * MostUnpacked)
            throw new NotALesson("The recordings in this file would become much larger than the file.");
    }
}
