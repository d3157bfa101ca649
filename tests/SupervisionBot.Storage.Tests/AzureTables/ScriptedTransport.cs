using System.Text;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;

namespace SupervisionBot.Storage.Tests.AzureTables;

/// <summary>What happens to one request on its way.</summary>
internal delegate ValueTask Fate(HttpMessage message, HttpPipelineTransport network);

/// <summary>A transport that does with each request what a script says; beyond its end requests go through. Every request is noted.</summary>
internal sealed class ScriptedTransport(params Fate[] script) : HttpPipelineTransport
{
    private readonly HttpPipelineTransport _network = new HttpClientTransport();
    private readonly Queue<Fate> _script = new(script);

    /// <summary>The requests so far, such as <c>GET /account/table()?$top=1</c>.</summary>
    public List<string> Requests { get; } = [];

    /// <summary>Their headers.</summary>
    public List<Dictionary<string, string>> Headers { get; } = [];

    public override Request CreateRequest() => _network.CreateRequest();

    public override void Process(HttpMessage message) => throw new NotSupportedException();

    public override ValueTask ProcessAsync(HttpMessage message)
    {
        Fate? fate;
        lock (_script)
        {
            Requests.Add($"{message.Request.Method} {message.Request.Uri.ToUri().PathAndQuery}");
            Headers.Add(message.Request.Headers.ToDictionary(header => header.Name, header => header.Value, StringComparer.OrdinalIgnoreCase));
            _script.TryDequeue(out fate);
        }
        return (fate ?? Through)(message, _network);
    }

    /// <summary>As if there were no script.</summary>
    public static Fate Through => static (message, network) => network.ProcessAsync(message);

    /// <summary>The request never arrives.</summary>
    public static Fate Dropped => static (_, _) => throw new RequestFailedException("The connection was closed.", new IOException("closed"));

    /// <summary>The request is carried out, and its answer gets lost.</summary>
    public static Fate AnswerLost => static async (message, network) =>
    {
        await network.ProcessAsync(message);
        message.Response.Dispose();
        throw new RequestFailedException("The connection was closed.", new IOException("closed"));
    };

    /// <summary>The request is carried out, something else happens, and its answer gets lost.</summary>
    public static Fate AnswerLostAfter(Func<Task> meanwhile) => async (message, network) =>
    {
        await network.ProcessAsync(message);
        await meanwhile();
        throw new RequestFailedException("The connection was closed.", new IOException("closed"));
    };

    /// <summary>Nobody answers, until the client has waited long enough.</summary>
    public static Fate Hung => static async (message, _) => await Task.Delay(Timeout.InfiniteTimeSpan, message.CancellationToken);

    /// <summary>Another answer than the service's; the request does not arrive.</summary>
    public static Fate Answered(int status, string body = "", params (string Name, string Value)[] headers) => (message, _) =>
    {
        message.Response = new ScriptedResponse(status, body, headers);
        return ValueTask.CompletedTask;
    };

    /// <summary>The request is carried out, and the answer says something else.</summary>
    public static Fate CarriedOutBut(int status, string body = "", params (string Name, string Value)[] headers) => async (message, network) =>
    {
        await network.ProcessAsync(message);
        message.Response = new ScriptedResponse(status, body, headers);
    };

    /// <summary>A transaction accepted as a request and refused inside ("Performing entity group transactions").</summary>
    public static (string Body, (string, string) Header) InnerFailure(int status, string code) => (
        string.Join("\r\n",
            "--batchresponse_1", "Content-Type: multipart/mixed; boundary=changesetresponse_1", "",
            "--changesetresponse_1", "Content-Type: application/http", "Content-Transfer-Encoding: binary", "",
            $"HTTP/1.1 {status} Failed", "Content-ID: 1", "Content-Type: application/json;odata=minimalmetadata;streaming=true;charset=utf-8", "",
            $$"""{"odata.error":{"code":"{{code}}","message":{"lang":"en-US","value":"0:It failed.\nRequestId:1"} } }""",
            "--changesetresponse_1--", "--batchresponse_1--", ""),
        ("Content-Type", "multipart/mixed; boundary=batchresponse_1"));

    private sealed class ScriptedResponse(int status, string body, (string Name, string Value)[] headers) : Response
    {
        public override int Status => status;

        public override string ReasonPhrase => "";

        public override Stream? ContentStream { get; set; } = new MemoryStream(Encoding.UTF8.GetBytes(body));

        public override string ClientRequestId { get; set; } = "";

        public override void Dispose() => ContentStream?.Dispose();

        protected override bool ContainsHeader(string name) => TryGetHeader(name, out _);

        protected override IEnumerable<HttpHeader> EnumerateHeaders() => headers.Select(header => new HttpHeader(header.Name, header.Value));

        protected override bool TryGetHeader(string name, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out string? value)
        {
            value = headers.FirstOrDefault(header => string.Equals(header.Name, name, StringComparison.OrdinalIgnoreCase)).Value;
            return value is not null;
        }

        protected override bool TryGetHeaderValues(string name, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out IEnumerable<string>? values)
        {
            values = TryGetHeader(name, out var value) ? [value] : null;
            return values is not null;
        }
    }
}
