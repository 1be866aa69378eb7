using System.Net;
using System.Net.Sockets;

namespace LessonLens.Tests.Support;

/// <summary>Ports for programs that must be told one before they listen.</summary>
internal static class FreePort
{
    // Below those that the system hands out by itself (ip_local_port_range in ip(7)): one of these could be
    // anybody's by the time that the program is there.
    private const int First = 11_000;
    private const int Count = 18_000;
    private static int _next = Environment.ProcessId * 101 % Count;

    public static int Take()
    {
        while (true)
        {
            var port = First + (Interlocked.Increment(ref _next) % Count);
            try
            {
                using var listener = new TcpListener(IPAddress.Any, port);
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Taken; the next one.
            }
        }
    }
}
