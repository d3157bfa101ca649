using OpenTelemetry.Exporter;

namespace SupervisionBot.Telemetry;

/// <summary>Where measures and traces are sent. What is not set is taken from the variables that every OpenTelemetry library knows.</summary>
internal sealed class TelemetryOptions
{
    public const string Section = "Telemetry";

    private const string Grpc = "grpc";
    private const string HttpProtobuf = "http/protobuf";

    /// <summary>Address of an OTLP receiver, such as http://127.0.0.1:4318; not set: <c>OTEL_EXPORTER_OTLP_ENDPOINT</c>, and where that is not set either, nothing is measured for anybody.</summary>
    public string? OtlpEndpoint { get; set; }

    /// <summary><c>http/protobuf</c> or <c>grpc</c>; not set: <c>OTEL_EXPORTER_OTLP_PROTOCOL</c>, and else <c>http/protobuf</c>, as the specification of OTLP exporters recommends.</summary>
    public string? OtlpProtocol { get; set; }

    /// <summary>Whether there is anywhere to send to.</summary>
    public bool IsOn => !string.IsNullOrWhiteSpace(OtlpEndpoint);

    public bool HasEndpoint => Uri.TryCreate(OtlpEndpoint, UriKind.Absolute, out var address) && address.Scheme is "http" or "https";

    public bool HasProtocol => OtlpProtocol is Grpc or HttpProtobuf;

    public void UseCommonNames(IConfiguration configuration)
    {
        OtlpEndpoint = Set(OtlpEndpoint) ?? Set(configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]);
        OtlpProtocol = Set(OtlpProtocol) ?? Set(configuration["OTEL_EXPORTER_OTLP_PROTOCOL"]) ?? HttpProtobuf;
    }

    /// <summary>Tells an exporter where and how.</summary>
    /// <param name="exporter">The exporter.</param>
    /// <param name="signal">Path of the signal, which over HTTP each has of its own (opentelemetry.io, OTLP exporter configuration, endpoint URLs for OTLP/HTTP).</param>
    public void Apply(OtlpExporterOptions exporter, string signal)
    {
        exporter.Protocol = OtlpProtocol == Grpc ? OtlpExportProtocol.Grpc : OtlpExportProtocol.HttpProtobuf;
        exporter.Endpoint = new Uri(OtlpProtocol == Grpc ? OtlpEndpoint! : $"{OtlpEndpoint!.TrimEnd('/')}/v1/{signal}");
    }

    private static string? Set(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
