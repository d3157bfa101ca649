using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using SupervisionBot.Teams.Tests.Authentication;

namespace SupervisionBot.Teams.Tests;

/// <summary>Real starts. Alone, as some of them set environment variables.</summary>
[CollectionDefinition("starts", DisableParallelization = true)]
public sealed class Starts;

[Collection("starts")]
public sealed class AnonymousStartTests
{
    private static readonly string s_socketPath = Path.Combine(Path.GetTempPath(), $"edge-{Guid.NewGuid():N}.sock");

    public static TheoryData<string> Public =>
    [
        "http://0.0.0.0:0", "http://*:5087", "http://+:5087", "http://[::]:5087", "http://bot.example:5087", "http://192.0.2.1:5087", "http://localhost.example:5087",
        "http://127.0.0.1:0;http://0.0.0.0:0", "http://unix:" + s_socketPath,
    ];

    public static TheoryData<string> Loopback => ["http://127.0.0.1:0", "http://[::1]:0", "http://127.0.0.2:0", "http://localhost:5088"];

    public static TheoryData<string> Ways => ["urls", "environment", "http_ports", "kestrel", "kestrel-first", "code-urls", "listen", "listen-any", "listen-unix", "listen-handle", "defaults-overridden"];

    [Theory]
    [MemberData(nameof(Public))]
    public async Task NoAddressOfTheUrlsSwitchIsOpenedUnlessItIsLoopback(string urls) => await RefusedAsync(["--urls", urls]);

    [Theory]
    [MemberData(nameof(Loopback))]
    public async Task LoopbackStarts(string urls)
    {
        await using var app = Build(["--urls", urls], _ => { }, new Transport());

        await app.StartAsync();

        Assert.NotEmpty(app.Urls);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task NoWayOfGivingAnAddressGetsAround(string way)
    {
        switch (way)
        {
            case "urls":
                await RefusedAsync(["--urls", "http://0.0.0.0:0"]);
                break;
            case "environment":
                await WithEnvironmentAsync("ASPNETCORE_URLS", "http://0.0.0.0:0");
                await WithEnvironmentAsync("DOTNET_URLS", "http://0.0.0.0:0");
                break;
            case "http_ports":
                await WithEnvironmentAsync("ASPNETCORE_HTTP_PORTS", "5087");
                await WithEnvironmentAsync("HTTP_PORTS", "5087");
                await RefusedAsync(["--http_ports", "5087"]);
                break;
            case "kestrel":
                await RefusedAsync(["--Kestrel:Endpoints:Open:Url", "http://0.0.0.0:0", "--Kestrel:Endpoints:Local:Url", "http://127.0.0.1:0"]);
                break;
            case "kestrel-first":
                await WithEnvironmentAsync("Kestrel__Endpoints__Open__Url", "http://*:5087");
                break;
            case "code-urls":
                await RefusedAsync([], builder => builder.WebHost.UseUrls("http://0.0.0.0:0"));
                break;
            case "listen":
                await RefusedAsync([], builder => builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Any, 0)));
                break;
            case "listen-any":
                await RefusedAsync([], builder => builder.WebHost.ConfigureKestrel(kestrel => kestrel.ListenAnyIP(5087)));
                break;
            case "listen-unix":
                await RefusedAsync([], builder => builder.WebHost.ConfigureKestrel(kestrel => kestrel.ListenUnixSocket(s_socketPath)));
                Assert.False(File.Exists(s_socketPath));
                break;
            case "listen-handle":
                using (var socket = new Socket(SocketType.Stream, ProtocolType.Tcp))
                {
                    await RefusedAsync([], builder => builder.WebHost.ConfigureKestrel(kestrel => kestrel.ListenHandle((ulong)socket.Handle)));
                }

                break;
            case "defaults-overridden":
                await RefusedAsync(["--urls", "http://0.0.0.0:0"], builder => builder.WebHost.ConfigureKestrel(kestrel => kestrel.ConfigureEndpointDefaults(_ => { })));
                break;
            default:
                Assert.Fail(way);
                break;
        }
    }

    [Fact]
    public async Task AnAddressAddedAfterTheBuildIsRefusedToo()
    {
        var transport = new Transport();
        await using var app = Build([], _ => { }, transport);
        app.Urls.Add("http://0.0.0.0:0");

        await RefusesAsync(app, transport);
    }

    [Fact]
    public async Task WithoutTheSettingAnIdentityIsNeededOnLoopbackToo()
    {
        foreach (var args in new string[][] { ["--urls", "http://127.0.0.1:0"], ["--urls", "http://127.0.0.1:0", "--Teams:Anonymous", "false"] })
        {
            var transport = new Transport();
            await using var app = Build(args, _ => { }, transport, anonymous: null);

            await Assert.ThrowsAsync<OptionsValidationException>(() => app.StartAsync());
            Assert.Empty(transport.Bound);
        }
    }

    [Theory]
    [InlineData("Production")]
    [InlineData("Staging")]
    [InlineData("Test")]
    public async Task OutsideTheDevelopmentEnvironmentTheSettingIsRefused(string environment)
    {
        var transport = new Transport();
        await using var app = Build(["--urls", "http://127.0.0.1:0", "--Teams:Anonymous", "true", "--environment", environment], _ => { }, transport, anonymous: null);

        var refusal = await Assert.ThrowsAsync<OptionsValidationException>(() => app.StartAsync());
        Assert.Contains("Teams:Anonymous", refusal.Message, StringComparison.Ordinal);
        Assert.Empty(transport.Bound);
    }

    [Fact]
    public async Task WithTheTokenCheckTheAppListensOnEveryAddress()
    {
        await using var app = Build(["--urls", "http://0.0.0.0:0", .. TokenHost.Identity], _ => { }, new Transport(), anonymous: null);

        await app.StartAsync();

        Assert.NotEmpty(app.Urls);
    }

    [Fact]
    public async Task ATransportThatWouldGoAroundTheGuardIsRefused()
    {
        var transport = new Transport();
        var builder = Builder(["--urls", "http://127.0.0.1:0"], anonymous: "true");
        builder.AddTeamsEdge<RecordingHandler>();
        builder.Services.AddSingleton<IConnectionListenerFactory>(transport);
        await using var app = builder.Build();

        var refusal = await Assert.ThrowsAsync<OptionsValidationException>(() => app.StartAsync());
        Assert.Contains("registers a transport", refusal.Message, StringComparison.Ordinal);
        Assert.Empty(transport.Bound);
    }

    private static async Task WithEnvironmentAsync(string name, string value)
    {
        Environment.SetEnvironmentVariable(name, value);
        try
        {
            await RefusedAsync([]);
        }
        finally
        {
            Environment.SetEnvironmentVariable(name, null);
        }
    }

    private static async Task RefusedAsync(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        // Before and after the edge is added, as either order must hold.
        foreach (var first in new[] { true, false })
        {
            var transport = new Transport();
            await using var app = Build(args, configure ?? (_ => { }), transport, configureFirst: first);
            await RefusesAsync(app, transport);
        }
    }

    private static async Task RefusesAsync(WebApplication app, Transport transport)
    {
        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(() => app.StartAsync());
        Assert.Contains("every address must be loopback", refusal.Message, StringComparison.Ordinal);
        Assert.All(transport.Bound, endpoint => Assert.True(endpoint is IPEndPoint { Address: var address } && IPAddress.IsLoopback(address), endpoint.ToString()));
    }

    private static WebApplication Build(string[] args, Action<WebApplicationBuilder> configure, Transport transport, string? anonymous = "true", bool configureFirst = true)
    {
        var builder = Builder(args, anonymous);
        builder.Services.AddSingleton<IConnectionListenerFactory>(transport);
        if (configureFirst)
        {
            configure(builder);
        }

        builder.AddTeamsEdge<RecordingHandler>();
        if (!configureFirst)
        {
            configure(builder);
        }

        var app = builder.Build();
        app.MapTeams();
        return app;
    }

    private static WebApplicationBuilder Builder(string[] args, string? anonymous)
    {
        var builder = WebApplication.CreateBuilder(anonymous is null ? args : [.. args, "--environment", "Development", "--Teams:Anonymous", anonymous]);
        builder.Logging.ClearProviders();
        return builder;
    }

    /// <summary>The real sockets, and a note of each address that was asked of them.</summary>
    private sealed class Transport : IConnectionListenerFactory
    {
        private readonly SocketTransportFactory _sockets = new(Options.Create(new SocketTransportOptions()), NullLoggerFactory.Instance);

        public ConcurrentQueue<EndPoint> Bound { get; } = new();

        public ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default)
        {
            Bound.Enqueue(endpoint);
            return _sockets.BindAsync(endpoint, cancellationToken);
        }
    }
}
