using System.Reflection;
using Microsoft.Extensions.Options;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using SupervisionBot.Scheduling;
using SupervisionBot.Sending;
using SupervisionBot.Storage;
using SupervisionBot.Teams;

namespace SupervisionBot.Telemetry;

/// <summary>Sends measures and traces to the receiver in the settings; without one it does nothing, and nobody listens to anything.</summary>
internal sealed class TelemetryExport(IOptions<TelemetryOptions> options) : IHostedService, IDisposable
{
    /// <summary>Longest wait for the receiver when the app stops. Our own number: what is not taken by then is not worth a longer stop.</summary>
    private const int LastFlushMilliseconds = 3_000;

    private static readonly string[] s_meters =
        ["Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Net.Http", TurnMeter.Name, StorageMeter.Name, OutboxMeter.Name, AlarmMeter.Name];

    private static readonly string[] s_sources = ["Microsoft.AspNetCore", "System.Net.Http", TurnMeter.Name, StorageMeter.Name];

    private MeterProvider? _metrics;
    private TracerProvider? _traces;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (options.Value is not { IsOn: true } to)
        {
            return Task.CompletedTask;
        }

        var resource = ResourceBuilder.CreateDefault().AddService("SupervisionBot", serviceVersion: typeof(TelemetryExport).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion);
        _metrics = Sdk.CreateMeterProviderBuilder().SetResourceBuilder(resource).AddMeter(s_meters).AddOtlpExporter(exporter => to.Apply(exporter, "metrics")).Build();
        _traces = Sdk.CreateTracerProviderBuilder().SetResourceBuilder(resource).AddSource(s_sources).AddProcessor(new SpanTags()).AddOtlpExporter(exporter => to.Apply(exporter, "traces")).Build();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.Run(
        () =>
        {
            _traces?.Shutdown(LastFlushMilliseconds);
            _metrics?.Shutdown(LastFlushMilliseconds);
        },
        CancellationToken.None);

    public void Dispose()
    {
        _traces?.Dispose();
        _metrics?.Dispose();
    }
}

internal static class TelemetryRegistration
{
    /// <summary>Call it before anything else that runs in the background: it is then the last to stop, and misses nothing.</summary>
    public static void AddTelemetry(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<TelemetryOptions>()
            .BindConfiguration(TelemetryOptions.Section)
            .PostConfigure<IConfiguration>((options, configuration) => options.UseCommonNames(configuration))
            .Validate(options => !options.IsOn || options.HasEndpoint, "Telemetry:OtlpEndpoint (or OTEL_EXPORTER_OTLP_ENDPOINT) must be an http or https address, such as http://127.0.0.1:4318.")
            .Validate(options => !options.IsOn || options.HasProtocol, "Telemetry:OtlpProtocol (or OTEL_EXPORTER_OTLP_PROTOCOL) must be http/protobuf or grpc.")
            .ValidateOnStart();
        builder.Services.AddHostedService<TelemetryExport>();
    }
}
