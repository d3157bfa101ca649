using System.Text;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;

namespace SupervisionBot.Storage.AzureTables;

/// <summary>One account's pipeline and what every request to it has in common ("Setting the OData data service version headers", "Payload format for Table service operations").</summary>
internal sealed class TablePipeline
{
    public const string Accept = "application/json;odata=minimalmetadata";
    public const string Json = "application/json";

    // Refusals are answers here, neither logged nor traced as errors: who asked decides what they mean.
    private static readonly ResponseClassifier Answers = new StatusCodeClassifier([200, 201, 202, 204, 404, 409, 412]);

    private readonly Uri _endpoint;
    private readonly HttpPipeline _pipeline;

    public TablePipeline(Uri endpoint, TableClientOptions options, HttpPipelinePolicy authentication)
    {
        _endpoint = endpoint;
        var once = authentication is SasPolicy;
        var pipeline = new HttpPipelineOptions(options) { RequestFailedDetailsParser = TableErrorParser.Instance };
        (once ? pipeline.PerCallPolicies : pipeline.PerRetryPolicies).Add(authentication);
        pipeline.PerRetryPolicies.Add(new AttemptPolicy());
        _pipeline = HttpPipelineBuilder.Build(pipeline);
        Options = options;
    }

    /// <summary>How the pipeline repeats.</summary>
    public TableClientOptions Options { get; }

    /// <summary>A request.</summary>
    /// <param name="method">The verb.</param>
    /// <param name="path">Below the endpoint, already escaped, without a slash before it.</param>
    /// <param name="query">Names and values, not escaped.</param>
    public HttpMessage CreateMessage(RequestMethod method, string path, params ReadOnlySpan<(string Name, string Value)> query)
    {
        var message = _pipeline.CreateMessage(context: null, Answers);
        var request = message.Request;
        request.Method = method;
        request.Uri.Reset(_endpoint);
        request.Uri.AppendPath($"/{path}", escape: false);
        foreach (var (name, value) in query)
            request.Uri.AppendQuery(name, Uri.EscapeDataString(value), escapeValue: false);
        request.Headers.Add("x-ms-version", TableClientOptions.Version);
        request.Headers.Add("DataServiceVersion", "3.0");
        request.Headers.Add(HttpHeader.Names.Accept, Accept);
        return message;
    }

    /// <summary>Sends and gives the answer, which may be 404, 409 or 412.</summary>
    /// <exception cref="RequestFailedException">Any other refusal.</exception>
    /// <exception cref="AggregateException">No connection, after all repetitions.</exception>
    /// <exception cref="OperationCanceledException">No answer in time, after all repetitions; or cancelled.</exception>
    public async Task<Response> SendAsync(HttpMessage message, CancellationToken cancellationToken)
    {
        await _pipeline.SendAsync(message, cancellationToken);
        return message.Response.IsError ? throw Failure(message.Response) : message.Response;
    }

    /// <summary>A refusal with its code.</summary>
    public static RequestFailedException Failure(Response response) => new(response, innerException: null, TableErrorParser.Instance);

    /// <summary>The address of a row below the endpoint, with the quotes in its keys doubled ("Querying tables and entities").</summary>
    public static string RowPath(string table, string partitionKey, string rowKey) =>
        new StringBuilder(table).Append("(PartitionKey='").Append(Key(partitionKey)).Append("',RowKey='").Append(Key(rowKey)).Append("')").ToString();

    /// <summary>The whole address of a path, for the parts of a transaction.</summary>
    public string Absolute(string path) => $"{_endpoint.AbsoluteUri.TrimEnd('/')}/{path}";

    private static string Key(string key) => Uri.EscapeDataString(key.Replace("'", "''", StringComparison.Ordinal));
}
