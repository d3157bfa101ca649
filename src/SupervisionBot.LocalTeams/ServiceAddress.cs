using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace SupervisionBot.LocalTeams;

/// <summary>Where this host listens, known once it has started.</summary>
internal sealed class ServiceAddress(IServer server)
{
    /// <summary>The page.</summary>
    public Uri Page => new(server.Features.Get<IServerAddressesFeature>()!.Addresses.Single());

    /// <summary>The <c>serviceUrl</c> that the bot is given.</summary>
    public Uri Url => new(Page, "connector/");
}
