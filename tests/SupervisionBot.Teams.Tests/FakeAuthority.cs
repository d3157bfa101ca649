using Azure.Core.Pipeline;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
using SupervisionBot.FakeTeams;

namespace SupervisionBot.Teams.Tests;

/// <summary>A <see cref="TokenEndpoint"/> on loopback, and a way to it from any address of a sign-in page.</summary>
public sealed class FakeAuthority : IAsyncLifetime
{
    private readonly WebApplication _app;

    public FakeAuthority()
    {
        var builder = WebApplication.CreateSlimBuilder(["--urls", "http://127.0.0.1:0"]);
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.MapTokenEndpoint(Tokens);
    }

    public TokenEndpoint Tokens { get; } = new();

    internal Uri Address => new(_app.Urls.Single());

    /// <summary>Hosts that were asked, by their own names.</summary>
    internal List<string> Hosts { get; } = [];

    internal HttpPipelineTransport Transport() => new HttpClientTransport(new HttpClient(new Rerouting(this)));

    public Task InitializeAsync() => _app.StartAsync();

    public async Task DisposeAsync() => await _app.DisposeAsync();

    private sealed class Rerouting(FakeAuthority authority) : DelegatingHandler(new SocketsHttpHandler())
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            authority.Hosts.Add(request.RequestUri!.Host);
            request.RequestUri = new Uri(authority.Address, request.RequestUri.PathAndQuery);
            return base.SendAsync(request, cancellationToken);
        }
    }
}
