using System.Buffers.Text;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SupervisionBot.Bench;

/// <summary>One kept-open connection, and no more of HTTP/1.1 than the hosts here use, so that the load costs little of the two processors it shares.</summary>
internal sealed class HttpConnection : IDisposable
{
    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] _received = new byte[128 * 1024];

    public static async Task<HttpConnection> OpenAsync(Uri address)
    {
        var connection = new HttpConnection();
        await connection._socket.ConnectAsync(IPAddress.Loopback, address.Port);
        return connection;
    }

    /// <summary>Sends a request and takes its answer.</summary>
    /// <returns>The body; valid until the next call.</returns>
    /// <exception cref="InvalidOperationException">The answer is not 200 with a length.</exception>
    public async ValueTask<ReadOnlyMemory<byte>> SendAsync(ReadOnlyMemory<byte> request)
    {
        await _socket.SendAsync(request);
        var (filled, body, length) = (0, -1, 0);
        while (body < 0 || filled < body + length)
        {
            var count = await _socket.ReceiveAsync(_received.AsMemory(filled));
            if (count == 0)
            {
                throw new InvalidOperationException("the host closed the connection");
            }

            filled += count;
            if (body < 0 && _received.AsSpan(0, filled).IndexOf("\r\n\r\n"u8) is >= 0 and var end)
            {
                body = end + 4;
                length = LengthIn(_received.AsSpan(0, body));
            }
        }

        return _received.AsMemory(body, length);
    }

    public void Dispose() => _socket.Dispose();

    private static int LengthIn(ReadOnlySpan<byte> head)
    {
        var at = head.IndexOf("Content-Length: "u8);
        return head.StartsWith("HTTP/1.1 200 "u8) && at > 0 && Utf8Parser.TryParse(head[(at + 16)..], out int length, out _)
            ? length
            : throw new InvalidOperationException(Encoding.UTF8.GetString(head));
    }
}
