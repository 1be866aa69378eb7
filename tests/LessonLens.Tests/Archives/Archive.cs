using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using LessonLens.Tests.Support;
using LessonLens.Tests.Uploads;

namespace LessonLens.Tests.Archives;

/// <summary>A zip that was taken from LessonLens, or one that somebody made up.</summary>
internal sealed class Archive
{
    private readonly Dictionary<string, (byte[] Bytes, bool IsStored)> _files = [];

    public byte[] Bytes { get; private init; } = [];
    public JsonObject Lesson => JsonNode.Parse(BytesOf("lesson.json"))!.AsObject();
    public string AllWords => string.Concat(_files.Where(file => !file.Key.EndsWith("mp4",
        StringComparison.Ordinal)).Select(file => Encoding.UTF8.GetString(file.Value.Bytes)));

    public static async Task<Archive> Of(SignedIn owner, Guid lesson)
    {
        using var answer = await owner.Http.GetAsync(
            new Uri($"/api/lessons/{lesson}/export", UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("application/zip", answer.Content.Headers.ContentType!.ToString());
        return Read(await answer.Content.ReadAsByteArrayAsync());
    }

    public static Archive Read(byte[] bytes)
    {
        var archive = new Archive { Bytes = bytes };
        using var zip = new ZipArchive(new MemoryStream(bytes));
        foreach (var entry in zip.Entries)
        {
            using var file = entry.Open();
            using var content = new MemoryStream();
            file.CopyTo(content);
            archive._files[entry.FullName] =
                (content.ToArray(), entry.CompressedLength == entry.Length);
        }

        return archive;
    }

    public byte[] BytesOf(string path) => _files[path].Bytes;
    public string Words(string path) => Encoding.UTF8.GetString(BytesOf(path));
    public bool IsStored(string path) => _files[path].IsStored;
    public string HashOf(string path) => Convert.ToHexStringLower(SHA256.HashData(BytesOf(path)));

    /// <summary>The same with other words, and other or further files.</summary>
    public byte[] With(Action<JsonObject> change, params (string Path, byte[] Bytes)[] others)
    {
        var lesson = Lesson;
        change(lesson);
        var files = _files.ToDictionary(file => file.Key, file => file.Value.Bytes);
        files["lesson.json"] = Encoding.UTF8.GetBytes(lesson.ToJsonString());
        foreach (var (path, bytes) in others) files[path] = bytes;
        using var made = new MemoryStream();
        using (var zip = new ZipArchive(made, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var (path, bytes) in files)
            {
                using var file = zip.CreateEntry(path).Open();
                file.Write(bytes);
            }

        return made.ToArray();
    }

    /// <summary>Uploads it as a part, which is no recording, and waits for what becomes of it.</summary>
    public static async Task<JsonObject> BringIn(SignedIn person, byte[] bytes)
    {
        var begun = await person.Ask("POST", null,
            $"Upload-Length: {bytes.Length}\nUpload-Concat: partial");
        Assert.Equal(HttpStatusCode.Created, begun.StatusCode);
        var upload = begun.Headers.Location!;
        var early = await person.Http.PostAsJsonAsync("/api/lessons/imports", new { upload });
        await Problem.TitleOf(early, HttpStatusCode.Conflict);
        Assert.Equal(HttpStatusCode.NoContent, (await person.Patch(upload, 0, bytes)).StatusCode);
        var answer = await person.Http.PostAsJsonAsync("/api/lessons/imports", new { upload });
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        var import = answer.Headers.Location!.ToString();
        await Wait.Until(async () => (string?)(await person.Get(import))["state"] != "waiting", 120);
        return await person.Get(import);
    }
}
