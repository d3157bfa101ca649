using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace SupervisionBot.EndToEnd.Playground;

/// <summary>One of the playground's streams of events, kept from the start.</summary>
internal sealed class PlaygroundStream : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(15);

    private readonly ClientWebSocket _socket = new();
    private readonly List<JsonObject> _events = [];
    private readonly SemaphoreSlim _arrived = new(0);

    public static async Task<PlaygroundStream> OpenAsync(Uri address)
    {
        var stream = new PlaygroundStream();
        using var patience = new CancellationTokenSource(s_patience);
        await stream._socket.ConnectAsync(address, patience.Token);
        _ = stream.ReadAsync();
        return stream;
    }

    /// <summary>The newest event so far that is wanted, or the first to come. One waits at a time.</summary>
    public async Task<JsonObject> WaitAsync(Func<JsonObject, bool> wanted)
    {
        using var patience = new CancellationTokenSource(s_patience);
        while (true)
        {
            lock (_events)
            {
                if (_events.FindLast(new(wanted)) is { } found)
                {
                    return found;
                }
            }

            await _arrived.WaitAsync(patience.Token);
        }
    }

    public void Dispose()
    {
        _socket.Abort();
        _socket.Dispose();
    }

    private async Task ReadAsync()
    {
        try
        {
            var buffer = new byte[16 * 1024];
            while (true)
            {
                using var message = new MemoryStream();
                WebSocketReceiveResult part;
                do
                {
                    part = await _socket.ReceiveAsync(buffer, CancellationToken.None);
                    message.Write(buffer, 0, part.Count);
                }
                while (!part.EndOfMessage);
                var seen = JsonSerializer.Deserialize<JsonObject>(message.ToArray())!;
                lock (_events)
                {
                    _events.Add(seen);
                }

                _arrived.Release();
            }
        }
        catch (Exception closed) when (closed is WebSocketException or OperationCanceledException or ObjectDisposedException or JsonException)
        {
            // Who waits gives up by itself.
        }
    }
}
