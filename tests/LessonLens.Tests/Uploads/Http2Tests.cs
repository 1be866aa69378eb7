using System.Net;
using System.Security.Cryptography;
using LessonLens.Tests.Support;

namespace LessonLens.Tests.Uploads;

/// <summary>Behind https without a web server in front, browsers speak HTTP/2.</summary>
public sealed class Http2Tests(TestServer server) : IClassFixture<TestServer>
{
    [Fact]
    public async Task An_upload_goes_by_HTTP_2_as_well()
    {
        using var folder = new TemporaryFolder();
        var settings = new Dictionary<string, string>();
        await using var web = new ServerProcess("web", server.ConnectionString, folder.Path, settings);
        var also = new UriBuilder(web.Address) { Host = "127.0.0.2" }.Uri;
        settings["Kestrel__Endpoints__One__Url"] = web.Address.ToString();
        settings["Kestrel__Endpoints__Two__Url"] = also.ToString();
        settings["Kestrel__Endpoints__Two__Protocols"] = "Http2";
        await web.Start();
        var amira = await server.Someone(web, "Amira");
        var lesson = await amira.PlanLesson();
        var bytes = UploadSteps.Random(3 << 20);
        var upload = (await amira.BeginUpload(lesson, bytes.Length)).Headers.Location!;

        using var http = new HttpClient();
        using var request = Tus.Patch(new Uri(also, upload.AbsolutePath), 0, bytes);
        request.Version = HttpVersion.Version20;
        request.VersionPolicy = HttpVersionPolicy.RequestVersionExact;
        using var answer = await http.SendAsync(request);
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.Equal(SHA256.HashData(bytes), await amira.Original(lesson));
    }
}
