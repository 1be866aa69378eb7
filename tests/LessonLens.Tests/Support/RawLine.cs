using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace LessonLens.Tests.Support;

/// <summary>HTTP by hand: what no library would send, or would stop in the middle of.</summary>
public sealed class RawLine : IDisposable
{
    private readonly TcpClient _line = new();

    public static async Task<RawLine> To(Uri server)
    {
        var raw = new RawLine();
        await raw._line.ConnectAsync(server.Host, server.Port);
        return raw;
    }

    /// <summary>A PATCH, of which only the head has been sent.</summary>
    public static async Task<RawLine> Patch(Uri upload, long offset, string headers)
    {
        var line = await To(upload);
        await line.Send($"""
            PATCH {upload.AbsolutePath} HTTP/1.1
            Host: {upload.Authority}
            Tus-Resumable: 1.0.0
            Upload-Offset: {offset}
            Content-Type: application/offset+octet-stream
            {headers}


            """);
        return line;
    }

    /// <param name="text">With any ends of lines; each character is one byte.</param>
    public Task Send(string text) => Send(Encoding.Latin1.GetBytes(text.ReplaceLineEndings("\r\n")));

    public async Task Send(byte[] bytes)
    {
        try
        {
            await _line.GetStream().WriteAsync(bytes);
        }
        catch (IOException)
        {
            // A server that has heard enough hangs up; what it said before is still to be read.
        }
    }

    public Task SendChunk(byte[] bytes) => Send([
        .. Encoding.ASCII.GetBytes(bytes.Length.ToString("x", CultureInfo.InvariantCulture)),
        .. "\r\n"u8, .. bytes, .. "\r\n"u8]);

    /// <summary>The status of the answer.</summary>
    public async Task<int> Status()
    {
        using var reader = new StreamReader(_line.GetStream(), Encoding.Latin1, leaveOpen: true);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var line = await reader.ReadLineAsync(limit.Token);
        return int.Parse(line!.Split(' ')[1], CultureInfo.InvariantCulture);
    }

    public void HangUp() => _line.Client.Shutdown(SocketShutdown.Both);

    public void Dispose() => _line.Dispose();
}
