using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;

namespace SupervisionBot.LocalTeams.Tests;

public sealed class ConnectorTests : IAsyncLifetime
{
    private Stage _stage = null!;

    public async Task InitializeAsync() => _stage = await Stage.OpenAsync();

    public async Task DisposeAsync() => await _stage.DisposeAsync();

    [Fact]
    public async Task Send_ToAPersonalChat_Is201WithTheIdThatThePersonSees()
    {
        var response = await _stage.Http.PostAsJsonAsync(Stage.Conversation(Stage.Sarah, "/activities"), new { type = "message", text = "Hello" });

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        var id = (await response.Content.ReadFromJsonAsync<JsonNode>())!["id"]!.GetValue<string>();
        Assert.Equal("Hello", (await _stage.MessageAsync("sarah", Stage.Sarah, id))["text"]!.GetValue<string>());
    }

    [Fact]
    public async Task Reply_IsASend()
    {
        var response = await _stage.Http.PostAsJsonAsync(Stage.Conversation(Stage.Sarah, "/activities/123"), new { type = "message", text = "Hello" });

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.Single(await _stage.MessagesAsync("sarah", Stage.Sarah));
    }

    [Fact]
    public async Task Send_ToAnUnknownConversation_Is404ConversationNotFound()
    {
        var response = await _stage.Http.PostAsJsonAsync(Stage.Conversation("a:nobody", "/activities"), new { type = "message", text = "Hello" });

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("ConversationNotFound", await Stage.ErrorCodeAsync(response));
    }

    [Fact]
    public async Task Send_OfMoreThan40000Characters_Is413MessageSizeTooBigAndNothingAppears()
    {
        var response = await _stage.Http.PostAsJsonAsync(Stage.Conversation(Stage.Sarah, "/activities"), new { type = "message", text = new string('x', 40_000) });

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.Equal("MessageSizeTooBig", await Stage.ErrorCodeAsync(response));
        Assert.Empty(await _stage.MessagesAsync("sarah", Stage.Sarah));
    }

    [Fact]
    public async Task Send_CountsCharactersAndNotTheirEscapes()
    {
        var id = await _stage.BotSendsAsync(Stage.Sarah, new { type = "message", text = new string('é', 39_000) });

        Assert.NotEmpty(id);
    }

    [Fact]
    public async Task Send_AfterTheAppWasRemoved_Is403BotNotInConversationRoster()
    {
        await _stage.AsAsync("sarah", $"chats/{Stage.Sarah}/installation", new { installed = false });

        var response = await _stage.Http.PostAsJsonAsync(Stage.Conversation(Stage.Sarah, "/activities"), new { type = "message", text = "Hello" });

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Equal("BotNotInConversationRoster", await Stage.ErrorCodeAsync(response));
    }

    [Fact]
    public async Task Send_OfTextWithACard_BecomesTwoMessagesAndGivesNoId()
    {
        var activity = Stage.CardActivity("card");
        activity["text"] = "words";

        var response = await _stage.Http.PostAsJsonAsync(Stage.Conversation(Stage.Sarah, "/activities"), activity);

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.Null((await response.Content.ReadFromJsonAsync<JsonNode>())!["id"]);
        Assert.Equal(2, (await _stage.MessagesAsync("sarah", Stage.Sarah)).Count);
    }

    [Fact]
    public async Task Send_OfTyping_IsAcceptedAndNotKept()
    {
        var response = await _stage.Http.PostAsJsonAsync(Stage.Conversation(Stage.Sarah, "/activities"), new { type = "typing" });

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.Empty(await _stage.MessagesAsync("sarah", Stage.Sarah));
    }

    [Theory]
    [InlineData("""{ "type": "message" }""")]
    [InlineData("""{ "type": "invoke", "text": "x" }""")]
    [InlineData("""{ "text": "x" }""")]
    [InlineData("[]")]
    [InlineData("nothing like JSON")]
    public async Task Send_OfSomethingThatIsNoMessage_Is400(string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");

        var response = await _stage.Http.PostAsync(Stage.Conversation(Stage.Sarah, "/activities"), content);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task Update_ReplacesTheBaseCardForEverybody()
    {
        var group = await _stage.GroupOfSarahAndPriyaAsync();
        var id = await _stage.BotSendsAsync(group, Stage.CardActivity("before"));

        var response = await _stage.Http.PutAsJsonAsync(Stage.Conversation(group, $"/activities/{id}"), Stage.CardActivity("after"));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("after", Stage.TextOf(await _stage.MessageAsync("sarah", group, id)));
        Assert.Equal("after", Stage.TextOf(await _stage.MessageAsync("priya", group, id)));
    }

    [Fact]
    public async Task Update_OfAMessageThatIsNotThere_Is404ActivityNotFound()
    {
        var response = await _stage.Http.PutAsJsonAsync(Stage.Conversation(Stage.Sarah, "/activities/123"), Stage.CardActivity("x"));

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("ActivityNotFoundInConversation", await Stage.ErrorCodeAsync(response));
    }

    [Fact]
    public async Task Update_OfADeletedMessage_Is403ServiceError()
    {
        var id = await _stage.BotSendsAsync(Stage.Sarah, Stage.CardActivity("x"));
        await _stage.Http.DeleteAsync(Stage.Conversation(Stage.Sarah, $"/activities/{id}"));

        var response = await _stage.Http.PutAsJsonAsync(Stage.Conversation(Stage.Sarah, $"/activities/{id}"), Stage.CardActivity("y"));

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Equal("ServiceError", await Stage.ErrorCodeAsync(response));
    }

    [Theory]
    [InlineData("/pagedmembers")]
    [InlineData("/members")]
    public async Task Members_OfAThread_Is404(string rest)
    {
        var post = await _stage.BotSendsAsync(Stage.General, Stage.CardActivity("round"));

        var response = await _stage.Http.GetAsync(Stage.Conversation($"{Stage.General};messageid={post}", rest));

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("ServiceError", await Stage.ErrorCodeAsync(response));
        Assert.Equal(HttpStatusCode.OK, (await _stage.Http.GetAsync(Stage.Conversation(Stage.General, rest))).StatusCode);
    }

    [Fact]
    public async Task Update_OfAPersonsMessage_Is403()
    {
        var sent = await _stage.ReadAsync("sarah", $"chats/{Stage.Sarah}/messages", new { text = "mine" });

        var response = await _stage.Http.PutAsJsonAsync(Stage.Conversation(Stage.Sarah, $"/activities/{sent["id"]}"), Stage.CardActivity("x"));

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Fact]
    public async Task Delete_TakesTheMessageAwayOnce()
    {
        var id = await _stage.BotSendsAsync(Stage.Sarah, new { type = "message", text = "gone" });

        var first = await _stage.Http.DeleteAsync(Stage.Conversation(Stage.Sarah, $"/activities/{id}"));
        var second = await _stage.Http.DeleteAsync(Stage.Conversation(Stage.Sarah, $"/activities/{id}"));

        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, second.StatusCode);
        Assert.Empty(await _stage.MessagesAsync("sarah", Stage.Sarah));
    }

    [Fact]
    public async Task CreateConversation_WithOnePerson_IsAlwaysTheSamePersonalChat()
    {
        for (var time = 0; time < 2; time++)
        {
            var response = await CreateAsync(new { members = new[] { new { id = People.Find("priya")!.Mri } }, tenantId = People.TenantId });

            Assert.Equal(HttpStatusCode.Created, response.StatusCode);
            Assert.Equal(Stage.Priya, (await response.Content.ReadFromJsonAsync<JsonNode>())!["id"]!.GetValue<string>());
        }
    }

    [Fact]
    public async Task CreateConversation_WithoutATenant_Is400BadSyntax()
    {
        var response = await CreateAsync(new { members = new[] { new { id = People.Find("priya")!.Mri } } });

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("BadSyntax", await Stage.ErrorCodeAsync(response));
    }

    [Fact]
    public async Task CreateConversation_WithTwoPeople_Is400BecauseBotsCannotMakeGroupChats()
    {
        var members = People.All.Take(2).Select(person => new { id = person.Mri });

        Assert.Equal(HttpStatusCode.BadRequest, (await CreateAsync(new { members, tenantId = People.TenantId })).StatusCode);
    }

    [Fact]
    public async Task CreateConversation_WithSomeoneUnknown_Is403()
    {
        var response = await CreateAsync(new { members = new[] { new { id = "29:stranger" } }, tenantId = People.TenantId });

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Fact]
    public async Task CreateConversation_InAChannel_StartsAThreadThatCanBeSentTo()
    {
        var response = await CreateAsync(new
        {
            isGroup = true,
            tenantId = People.TenantId,
            channelData = new { channel = new { id = Stage.General } },
            activity = Stage.CardActivity("root"),
        });

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        var created = (await response.Content.ReadFromJsonAsync<JsonNode>())!;
        var root = created["activityId"]!.GetValue<string>();
        Assert.Equal($"{Stage.General};messageid={root}", created["id"]!.GetValue<string>());
        var reply = await _stage.BotSendsAsync(created["id"]!.GetValue<string>(), new { type = "message", text = "reply" });
        Assert.Equal(root, (await _stage.MessageAsync("tom", Stage.General, reply))["thread"]!.GetValue<string>());
    }

    [Fact]
    public async Task CreateConversation_InAChannelWithoutAnActivity_Is400()
    {
        var response = await CreateAsync(new { isGroup = true, tenantId = People.TenantId, channelData = new { channel = new { id = Stage.General } } });

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task PagedMembers_AreThePeopleOfTheChat()
    {
        var group = await _stage.GroupOfSarahAndPriyaAsync();

        var members = (await _stage.Http.GetFromJsonAsync<JsonNode>(Stage.Conversation(group, "/pagedmembers")))!["members"]!.AsArray();

        Assert.Equal(["Sarah Okafor", "Priya Nair"], members.Select(member => member!["name"]!.GetValue<string>()));
        Assert.Equal(People.Find("sarah")!.ObjectId.ToString(), members[0]!["aadObjectId"]!.GetValue<string>());
    }

    [Fact]
    public async Task Member_IsFoundByMriAndByObjectId()
    {
        var sarah = People.Find("sarah")!;

        foreach (var id in new[] { sarah.Mri, sarah.ObjectId.ToString() })
        {
            var member = await _stage.Http.GetFromJsonAsync<JsonNode>(Stage.Conversation(Stage.Sarah, $"/members/{Uri.EscapeDataString(id)}"));
            Assert.Equal("Sarah Okafor", member!["name"]!.GetValue<string>());
        }
    }

    [Fact]
    public async Task Member_WhoIsNotInTheChat_Is404()
    {
        var response = await _stage.Http.GetAsync(Stage.Conversation(Stage.Sarah, $"/members/{Uri.EscapeDataString(People.Find("priya")!.Mri)}"));

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    public async Task Team_ListsItsChannelsAndGeneralHasNoName()
    {
        var channels = await _stage.Http.GetFromJsonAsync<JsonNode>($"connector/v3/teams/{Uri.EscapeDataString(Stage.General)}/conversations");

        Assert.Equal([null, "Practice"], channels!["conversations"]!.AsArray().Select(channel => channel!["name"]?.GetValue<string>()));
    }

    private Task<HttpResponseMessage> CreateAsync(object body) => _stage.Http.PostAsJsonAsync("connector/v3/conversations", body);
}
