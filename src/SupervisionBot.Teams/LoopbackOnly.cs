using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http.Features;

namespace SupervisionBot.Teams;

/// <summary>
/// While requests carry no token, takes every endpoint that is not loopback away from the real transports, and refuses it. Kestrel asks the transport
/// that was registered last first and binds each endpoint through one, however the address was configured, so nothing is opened before this says yes.
/// </summary>
internal sealed class LoopbackOnly(Func<TeamsOptions> options) : IConnectionListenerFactory, IMultiplexedConnectionListenerFactory, IConnectionListenerFactorySelector
{
    public bool CanBind(EndPoint endpoint) => options().Anonymous && !(endpoint is IPEndPoint { Address: var address } && IPAddress.IsLoopback(address));

    public ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default) => throw Refused(endpoint);

    public ValueTask<IMultiplexedConnectionListener> BindAsync(EndPoint endpoint, IFeatureCollection? features = null, CancellationToken cancellationToken = default) => throw Refused(endpoint);

    private static InvalidOperationException Refused(EndPoint endpoint) => new(
        $"Teams:Anonymous=true accepts anyone who can connect, so every address must be loopback, and {endpoint} is not. " +
        "Listen on http://127.0.0.1:<port> or http://localhost:<port> only: see --urls, ASPNETCORE_URLS, HTTP_PORTS, HTTPS_PORTS and Kestrel:Endpoints.");
}
