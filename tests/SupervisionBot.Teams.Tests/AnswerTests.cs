using System.Text;
using System.Text.Json.Nodes;

namespace SupervisionBot.Teams.Tests;

public sealed class AnswerTests : IClassFixture<TeamsHost>
{
    private const string CardJson = """{ "type": "AdaptiveCard", "version": "1.5", "body": [ { "type": "TextBlock", "text": "Größe 😀 <b> \"'&+", "wrap": true } ] }""";

    private readonly TeamsHost _host;

    public AnswerTests(TeamsHost host)
    {
        _host = host;
        _host.Handler.Reset();
    }

    [Fact]
    public async Task ACardIsAnsweredAsTheCardObjectItself()
    {
        _host.Handler.OnCard = () => new CardActionResponse.Card(Encoding.UTF8.GetBytes(CardJson));

        await AnsweredAsync(Activities.Execute, $$"""{ "statusCode": 200, "type": "application/vnd.microsoft.card.adaptive", "value": {{CardJson}} }""");
    }

    [Fact]
    public async Task ACardMessageIsAnsweredAsAString()
    {
        _host.Handler.OnCard = () => new CardActionResponse.Message("Already accepted by Anna on 2 March.");

        await AnsweredAsync(Activities.Execute, """{ "statusCode": 200, "type": "application/vnd.microsoft.activity.message", "value": "Already accepted by Anna on 2 March." }""");
    }

    [Fact]
    public async Task ACardErrorIsAnsweredInTheBodyWithHttp200()
    {
        _host.Handler.OnCard = () => new CardActionResponse.Error(400, "BadRequest", "The comment is missing.");

        await AnsweredAsync(Activities.Execute, """{ "statusCode": 400, "type": "application/vnd.microsoft.error", "value": { "code": "BadRequest", "message": "The comment is missing." } }""");
    }

    [Fact]
    public async Task ADialogIsAnsweredWithTitleSizeAndCard()
    {
        _host.Handler.OnTask = () => new TaskResponse.Continue("New action", Encoding.UTF8.GetBytes(CardJson), TaskSize.Large, TaskSize.Small);

        await AnsweredAsync(Activities.TaskFetch, $$"""
            { "task": { "type": "continue", "value": { "title": "New action", "width": "large", "height": "small",
              "card": { "contentType": "application/vnd.microsoft.card.adaptive", "content": {{CardJson}} } } } }
            """);
    }

    [Fact]
    public async Task ADialogIsMediumUnlessSaid()
    {
        _host.Handler.OnTask = () => new TaskResponse.Continue("t", "{}"u8.ToArray());

        await AnsweredAsync(Activities.TaskSubmit, """
            { "task": { "type": "continue", "value": { "title": "t", "width": "medium", "height": "medium",
              "card": { "contentType": "application/vnd.microsoft.card.adaptive", "content": {} } } } }
            """);
    }

    [Fact]
    public async Task ADialogMessageIsAnsweredAsAString()
    {
        _host.Handler.OnTask = () => new TaskResponse.Message("Saved. The practitioner was told.");

        await AnsweredAsync(Activities.TaskSubmit, """{ "task": { "type": "message", "value": "Saved. The practitioner was told." } }""");
    }

    [Fact]
    public async Task ADialogClosesWithAnEmptyBody()
    {
        _host.Handler.OnTask = () => new TaskResponse.Close();

        Assert.Equal(new Answer(200, null, ""), await _host.PostAsync(Activities.TaskSubmit));
    }

    [Fact]
    public async Task ACardActionThatFailsIsAnsweredCalmlyInTheBody()
    {
        _host.Handler.Failure = new InvalidOperationException("row 17 of table x");

        await AnsweredAsync(Activities.Execute, """
            { "statusCode": 500, "type": "application/vnd.microsoft.error", "value": { "code": "InternalServerError",
              "message": "Something went wrong on our side. What was saved before is safe. Please try again in a moment." } }
            """);
    }

    [Theory]
    [InlineData("task/fetch")]
    [InlineData("task/submit")]
    public async Task ADialogThatFailsIsAnsweredCalmly(string name)
    {
        _host.Handler.Failure = new OperationCanceledException("not the caller");

        await AnsweredAsync(Activities.TaskSubmit.With("name", $"\"{name}\""), """
            { "task": { "type": "message", "value": "Something went wrong on our side. What was saved before is safe. Please try again in a moment." } }
            """);
    }

    [Theory]
    [InlineData(Activities.Message)]
    [InlineData(Activities.Submit)]
    [InlineData(Activities.Install)]
    public async Task AnActivityThatCouldNotBeStoredIsNotConfirmed(string activity)
    {
        _host.Handler.Failure = new IOException("disk full");

        Assert.Equal(new Answer(503, null, ""), await _host.PostAsync(activity));
    }

    [Theory]
    [InlineData("from.aadObjectId", null)]
    [InlineData("from.aadObjectId", "\"a1\"")]
    [InlineData("from.aadObjectId", "\"00000000-0000-0000-0000-000000000000\"")]
    [InlineData("channelData.tenant.id", "7")]
    public async Task NobodyInATenantIsToldSoByInvokesAndIgnoredElsewhere(string path, string? json)
    {
        string Anonymous(string activity) => (path.StartsWith("channelData", StringComparison.Ordinal) ? activity.With("conversation.tenantId", null) : activity).With(path, json);

        await AnsweredAsync(Anonymous(Activities.Execute), """
            { "statusCode": 400, "type": "application/vnd.microsoft.error", "value": { "code": "BadRequest", "message": "This works only for people who are signed in to their organisation." } }
            """);
        await AnsweredAsync(Anonymous(Activities.TaskFetch), """{ "task": { "type": "message", "value": "This works only for people who are signed in to their organisation." } }""");
        Assert.Equal(new Answer(200, null, ""), await _host.PostAsync(Anonymous(Activities.Message)));
        Assert.Equal(new Answer(200, null, ""), await _host.PostAsync(Anonymous(Activities.Submit)));
        Assert.Equal(new Answer(200, null, ""), await _host.PostAsync(Anonymous(Activities.Install)));
        Assert.Empty(_host.Handler.Take());
    }

    private async Task AnsweredAsync(string activity, string golden)
    {
        var answer = await _host.PostAsync(activity);

        Assert.Equal((200, "application/json; charset=utf-8"), (answer.Status, answer.ContentType));
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(golden), JsonNode.Parse(answer.Body)), answer.Body);
    }
}
