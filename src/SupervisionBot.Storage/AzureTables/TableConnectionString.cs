using System.Data.Common;
using Azure;

namespace SupervisionBot.Storage.AzureTables;

/// <summary>What a connection string says ("Configure Azure Storage connection strings").</summary>
/// <param name="Endpoint">The Table service of the account.</param>
/// <param name="Key">The account's key; null when there is a signature instead.</param>
/// <param name="Signature">A shared access signature; null when there is a key instead.</param>
internal sealed record TableConnectionString(Uri Endpoint, AzureNamedKeyCredential? Key, AzureSasCredential? Signature)
{
    // The emulator's account, public and the same everywhere ("Use the Azurite emulator for local Azure Storage development").
    private const string EmulatorAccount = "devstoreaccount1";
    private const string EmulatorKey = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    /// <exception cref="FormatException">It says too little or something else; the message holds no part of it.</exception>
    public static TableConnectionString Parse(string text)
    {
        var parts = Parts(text);
        if (parts.TryGetValue("UseDevelopmentStorage", out var emulator) && bool.TryParse(emulator, out var isEmulator) && isEmulator)
            return new(new Uri($"{parts.GetValueOrDefault("DevelopmentStorageProxyUri", "http://127.0.0.1").TrimEnd('/')}:10002/{EmulatorAccount}"), new(EmulatorAccount, EmulatorKey), Signature: null);

        var endpoint = EndpointIn(parts);
        if (parts.TryGetValue("SharedAccessSignature", out var signature))
            return new(endpoint, Key: null, new(signature));
        if (!parts.TryGetValue("AccountKey", out var key))
            throw new FormatException("The connection string has neither AccountKey nor SharedAccessSignature.");
        if (!Convert.TryFromBase64String(key, new byte[key.Length], out _))
            throw new FormatException("AccountKey in the connection string is not Base64.");
        return new(endpoint, new(parts.GetValueOrDefault("AccountName") ?? AccountOf(endpoint), key), Signature: null);
    }

    private static Uri EndpointIn(Dictionary<string, string> parts)
    {
        if (parts.TryGetValue("TableEndpoint", out var explicitly))
        {
            return Uri.TryCreate(explicitly.TrimEnd('/'), UriKind.Absolute, out var given)
                ? Secret(given)
                : throw new FormatException("TableEndpoint in the connection string is no address.");
        }
        return parts.TryGetValue("AccountName", out var account) && parts.TryGetValue("EndpointSuffix", out var suffix)
            && Uri.TryCreate($"{parts.GetValueOrDefault("DefaultEndpointsProtocol", "https")}://{account}.table.{suffix}", UriKind.Absolute, out var made)
            ? Secret(made)
            : throw new FormatException("The connection string needs TableEndpoint, or AccountName and EndpointSuffix.");
    }

    // What people wrote must not travel in the clear, nor the signature that opens it.
    private static Uri Secret(Uri endpoint) => endpoint.Scheme == Uri.UriSchemeHttps || (endpoint.Scheme == Uri.UriSchemeHttp && endpoint.IsLoopback)
        ? endpoint
        : throw new FormatException("The connection string must name an https address; http is for an emulator on this computer.");

    // Emulators and other addresses without a host name of the account's own have it first in the path.
    private static string AccountOf(Uri endpoint) =>
        endpoint.HostNameType == UriHostNameType.Dns && !endpoint.IsLoopback ? endpoint.Host.Split('.')[0] : endpoint.Segments.ElementAtOrDefault(1)?.Trim('/') ?? "";

    private static Dictionary<string, string> Parts(string text)
    {
        try
        {
            var builder = new DbConnectionStringBuilder { ConnectionString = text };
            return builder.Keys.Cast<string>().ToDictionary(name => name, name => (string)builder[name], StringComparer.OrdinalIgnoreCase);
        }
        catch (ArgumentException error)
        {
            throw new FormatException("The connection string is not a list of name=value parts with ; between them.", error);
        }
    }
}
