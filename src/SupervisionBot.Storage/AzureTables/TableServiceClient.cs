using System.Text.Json;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;

namespace SupervisionBot.Storage.AzureTables;

/// <summary>The Table service of one storage account. Thin, and named as the official client is, so that the official one can take its place; <see cref="AzureTableStore"/> and its writer are all that call it.</summary>
public sealed class TableServiceClient
{
    private readonly TablePipeline _pipeline;

    /// <summary>With a connection string that holds a key or a shared access signature, or <c>UseDevelopmentStorage=true</c> for the emulator.</summary>
    /// <exception cref="FormatException">The connection string says too little or something else; the message holds no part of it.</exception>
    public TableServiceClient(string connectionString, TableClientOptions? options = null)
        : this(TableConnectionString.Parse(connectionString), options)
    {
    }

    /// <summary>With the account's key.</summary>
    public TableServiceClient(Uri endpoint, AzureNamedKeyCredential credential, TableClientOptions? options = null)
        : this(endpoint, new SharedKeyLitePolicy(credential, TimeProvider.System), options)
    {
    }

    /// <summary>With a shared access signature.</summary>
    public TableServiceClient(Uri endpoint, AzureSasCredential credential, TableClientOptions? options = null)
        : this(endpoint, new SasPolicy(credential), options)
    {
    }

    /// <summary>With an identity of Microsoft Entra.</summary>
    /// <exception cref="ArgumentException">The endpoint is not https: a token must not travel in the clear.</exception>
    public TableServiceClient(Uri endpoint, TokenCredential credential, TableClientOptions? options = null)
        : this(endpoint, new BearerTokenAuthenticationPolicy(credential, Scope(endpoint)), options)
    {
    }

    private TableServiceClient(TableConnectionString connection, TableClientOptions? options)
        : this(connection.Endpoint, connection.Key is { } key ? new SharedKeyLitePolicy(key, TimeProvider.System) : new SasPolicy(connection.Signature!), options)
    {
    }

    private TableServiceClient(Uri endpoint, HttpPipelinePolicy authentication, TableClientOptions? options)
    {
        Uri = endpoint;
        _pipeline = new(endpoint, options ?? new(), authentication);
    }

    /// <summary>Where it is.</summary>
    public Uri Uri { get; }

    internal TableClientOptions Options => _pipeline.Options;

    internal TableClient GetTableClient(string tableName) => new(_pipeline, tableName);

    /// <summary>The names of the tables, in no order that is promised ("Query Tables").</summary>
    internal async Task<IReadOnlyList<string>> QueryAsync(CancellationToken cancellationToken)
    {
        var names = new List<string>();
        string? next = null;
        do
        {
            using var message = next is null ? _pipeline.CreateMessage(RequestMethod.Get, "Tables") : _pipeline.CreateMessage(RequestMethod.Get, "Tables", ("NextTableName", next));
            var response = await _pipeline.SendAsync(message, cancellationToken);
            if (response.Status != 200)
                throw TablePipeline.Failure(response);
            using var json = JsonDocument.Parse(response.Content.ToMemory());
            names.AddRange(json.RootElement.GetProperty("value").EnumerateArray().Select(table => table.GetProperty("TableName").GetString()!));
            next = response.Headers.TryGetValue("x-ms-continuation-NextTableName", out var name) ? name : null;
        }
        while (next is not null);
        return names;
    }

    // "Authorize access to tables using Microsoft Entra ID"; the clouds of other states have names of their own.
    private static string Scope(Uri endpoint) => endpoint.Scheme != Uri.UriSchemeHttps
        ? throw new ArgumentException("An identity of Microsoft Entra needs an https address.", nameof(endpoint))
        : endpoint.Host switch
        {
            var host when host.EndsWith(".usgovcloudapi.net", StringComparison.OrdinalIgnoreCase) => "https://storage.azure.us/.default",
            var host when host.EndsWith(".chinacloudapi.cn", StringComparison.OrdinalIgnoreCase) => "https://storage.azure.cn/.default",
            _ => "https://storage.azure.com/.default",
        };
}
