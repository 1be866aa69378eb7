using System.Net.Sockets;

namespace LessonLens.Tests.Support;

/// <summary>
/// A line that holds little of what is not read: left to itself, the system takes megabytes, of late dozens.
/// </summary>
internal static class NarrowLine
{
    public static SocketsHttpHandler Holding(int bytes) => new()
    {
        UseCookies = false,
        ConnectCallback = async (context, stop) =>
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp)
            {
                ReceiveBufferSize = bytes,
                SendBufferSize = bytes,
            };
            await socket.ConnectAsync(context.DnsEndPoint, stop);
            return new NetworkStream(socket, ownsSocket: true);
        },
    };
}
