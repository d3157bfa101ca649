using System.Net.Sockets;
using System.Text;

namespace SupervisionBot.Teams.Tests;

public sealed class RefusalTests : IClassFixture<TeamsHost>
{
    private readonly TeamsHost _host;

    public RefusalTests(TeamsHost host)
    {
        _host = host;
        _host.Handler.Reset();
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("not json")]
    [InlineData("{} {}")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("\"message\"")]
    [InlineData("{}")]
    [InlineData("{\"type\":\"\",\"channelId\":\"msteams\"}")]
    [InlineData("{\"type\":7,\"channelId\":\"msteams\"}")]
    public async Task WhatIsNoActivityIsABadRequest(string body) => await RefusedAsync(400, body);

    [Theory]
    [InlineData("channelId", null)]
    [InlineData("channelId", "\"emulator\"")]
    [InlineData("channelId", "\"MSTEAMS\"")]
    [InlineData("id", null)]
    [InlineData("id", "17")]
    [InlineData("from", null)]
    [InlineData("from", "\"29:1\"")]
    [InlineData("from.id", "\"\"")]
    [InlineData("recipient", null)]
    [InlineData("conversation", null)]
    [InlineData("conversation", "[]")]
    [InlineData("conversation.id", null)]
    [InlineData("conversation.id", "\"..\"")]
    [InlineData("serviceUrl", null)]
    [InlineData("serviceUrl", "\"\"")]
    [InlineData("serviceUrl", "\"/relative\"")]
    [InlineData("serviceUrl", "\"ftp://127.0.0.1/\"")]
    [InlineData("serviceUrl", "\"file:///etc/passwd\"")]
    [InlineData("serviceUrl", "\"https://smba.trafficmanager.net/emea/\"")]
    [InlineData("serviceUrl", "\"http://127.0.0.1@attacker.example/\"")]
    [InlineData("serviceUrl", "\"http://user@127.0.0.1/\"")]
    [InlineData("serviceUrl", "\"http://127.0.0.1.attacker.example/\"")]
    [InlineData("serviceUrl", "\"http://localhost.attacker.example/\"")]
    [InlineData("serviceUrl", "\"http://169.254.169.254/\"")]
    [InlineData("serviceUrl", "\"http://[fe80::1]/\"")]
    [InlineData("serviceUrl", "\"http://0.0.0.0/\"")]
    [InlineData("serviceUrl", "\"http://127.0.0.1/?next=\"")]
    public async Task WhatIsNeededIsNeverGuessed(string path, string? json)
    {
        foreach (var activity in Activities.Handled)
        {
            await RefusedAsync(400, activity.With(path, json));
        }
    }

    [Fact]
    public async Task AnIdTooLongToStoreIsABadRequest()
    {
        await RefusedAsync(400, Activities.Message.With("conversation.id", $"\"{new string('a', 1025)}\""));
        Assert.Equal(200, (await _host.PostAsync(Activities.Message.With("conversation.id", $"\"{new string('a', 1024)}\""))).Status);
    }

    [Fact]
    public async Task NestingIsCapped()
    {
        static string Deep(int levels) => Activities.Submit.With("value", $"{string.Concat(Enumerable.Repeat("{\"a\":", levels))}1{new string('}', levels)}");

        Assert.Equal(200, (await _host.PostAsync(Deep(31))).Status);
        _host.Handler.Take();
        await RefusedAsync(400, Deep(32));
    }

    [Fact]
    public async Task TextThatIsNotUtf8IsABadRequest()
    {
        var body = Encoding.UTF8.GetBytes(Activities.Message);
        body[Activities.Message.IndexOf("help", StringComparison.Ordinal)] = 0xFF;

        Assert.Equal(400, (await _host.PostAsync(body)).Status);
        Assert.Empty(_host.Handler.Take());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ABodyOfOneMegabyteIsTooLarge(bool chunked)
    {
        var body = Encoding.UTF8.GetBytes(Activities.Message.With("text", $"\"{new string('x', 1024 * 1024)}\""));

        Assert.Equal(413, (await _host.PostAsync(body, change: request => request.Headers.TransferEncodingChunked = chunked)).Status);
        Assert.Empty(_host.Handler.Take());
    }

    [Fact]
    public async Task ABodyOfExactlyTheLimitIsRead()
    {
        var padding = ActivityBody.MaxBytes - Encoding.UTF8.GetByteCount(Activities.Message);
        Assert.Equal(200, (await _host.PostAsync(Activities.Message + new string(' ', padding))).Status);
        _host.Handler.Take();
        await RefusedAsync(413, Activities.Message + new string(' ', padding + 1));
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("multipart/form-data; boundary=x")]
    [InlineData("")]
    public async Task AnotherContentTypeIsUnsupported(string contentType)
    {
        Assert.Equal(415, (await _host.PostAsync(Encoding.UTF8.GetBytes(Activities.Message), contentType)).Status);
        Assert.Empty(_host.Handler.Take());
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("OPTIONS")]
    public async Task AnotherMethodIsNotAllowed(string method)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), "/api/messages");
        using var response = await _host.Http.SendAsync(request);

        Assert.Equal(405, (int)response.StatusCode);
    }

    [Theory]
    [InlineData("Host", "attacker.example")]
    [InlineData("Host", "localhost.attacker.example")]
    [InlineData("Host", "192.168.1.5:5000")]
    [InlineData("Origin", "http://attacker.example")]
    [InlineData("Origin", "null")]
    [InlineData("X-Forwarded-For", "203.0.113.7")]
    [InlineData("X-Forwarded-Host", "bot.example")]
    [InlineData("Forwarded", "for=203.0.113.7")]
    public async Task ABrowserOrATunnelIsForbiddenWhileAnonymous(string header, string value)
    {
        var answer = await _host.PostAsync(Encoding.UTF8.GetBytes(Activities.Message), change: request => request.Headers.TryAddWithoutValidation(header, value));

        Assert.Equal(403, answer.Status);
        Assert.Empty(_host.Handler.Take());
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("LOCALHOST:5000")]
    [InlineData("127.0.0.1:80")]
    [InlineData("[::1]:5000")]
    public async Task AProgramOnThisComputerIsAllowedWhileAnonymous(string host)
    {
        var answer = await _host.PostAsync(Encoding.UTF8.GetBytes(Activities.Message), change: request => request.Headers.Host = host);

        Assert.Equal(200, answer.Status);
    }

    [Fact]
    public async Task ABodyWithBrokenChunksIsABadRequest()
    {
        Assert.StartsWith("HTTP/1.1 400", await SendRawAsync("Transfer-Encoding: chunked\r\n\r\nZZ\r\n", end: false), StringComparison.Ordinal);
        Assert.Empty(_host.Handler.Take());
    }

    [Fact]
    public async Task ABodyThatEndsEarlyNeverReachesTheApp()
    {
        await SendRawAsync($"Content-Length: 5000\r\n\r\n{Activities.Message}", end: true);

        Assert.Empty(_host.Handler.Take());
        Assert.DoesNotContain(_host.Logs.Lines, line => line.Contains("unhandled", StringComparison.OrdinalIgnoreCase));
    }

    // Returns when the server has done with the connection: what it said, or nothing when it dropped it.
    private async Task<string> SendRawAsync(string rest, bool end)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync("127.0.0.1", _host.Http.BaseAddress!.Port);
        await socket.SendAsync(Encoding.UTF8.GetBytes($"POST /api/messages HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n{rest}"));
        if (end)
        {
            socket.Shutdown(SocketShutdown.Send);
        }

        var buffer = new byte[1024];
        try
        {
            return Encoding.ASCII.GetString(buffer, 0, await socket.ReceiveAsync(buffer));
        }
        catch (SocketException)
        {
            return "";
        }
    }

    private async Task RefusedAsync(int status, string body)
    {
        Assert.Equal(new Answer(status, null, ""), await _host.PostAsync(body));
        Assert.Empty(_host.Handler.Take());
    }
}
