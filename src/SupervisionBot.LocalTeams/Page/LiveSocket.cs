using System.Net.WebSockets;
using System.Text.Json;

namespace SupervisionBot.LocalTeams.Page;

/// <summary>Tells an open page what to read again, as long as it is open.</summary>
/// <remarks>Over a web socket: a browser opens six other connections to one computer for all its tabs together, and a stream would hold one of them for each.</remarks>
internal static class LiveSocket
{
    public static void MapLive(this IEndpointRouteBuilder page) => page.MapGet("/live", LiveAsync);

    private static async Task<IResult> LiveAsync(HttpContext context, Viewer viewer, LiveUpdates live, PrivateViews views, IHostApplicationLifetime host)
    {
        if (!context.WebSockets.IsWebSocketRequest)
        {
            return TypedResults.BadRequest();
        }

        // A browser lets the page of any site open a socket to this computer, and says which site it is of.
        if (context.Request.Headers.Origin.ToString() is { Length: > 0 } origin && origin != $"{context.Request.Scheme}://{context.Request.Host}")
        {
            return TypedResults.StatusCode(StatusCodes.Status403Forbidden);
        }

        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, host.ApplicationStopping);
        var closed = WaitForCloseAsync(socket, ended);
        try
        {
            await foreach (var update in live.Listen(viewer.Person, ended.Token))
            {
                await socket.SendAsync(JsonSerializer.SerializeToUtf8Bytes(update, JsonSerializerOptions.Web), WebSocketMessageType.Text, endOfMessage: true, ended.Token);
            }

            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, statusDescription: null, context.RequestAborted);
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException)
        {
            // The page is gone.
        }
        finally
        {
            await ended.CancelAsync();
            await closed;
            views.Forget(viewer);
        }

        return Results.Empty;
    }

    // A page sends nothing: all there is to read is that it closes.
    private static async Task WaitForCloseAsync(WebSocket socket, CancellationTokenSource ended)
    {
        try
        {
            while (await socket.ReceiveAsync(new byte[64], ended.Token) is { MessageType: not WebSocketMessageType.Close })
            {
            }
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException)
        {
            // Closed without saying so.
        }

        await ended.CancelAsync();
    }
}
