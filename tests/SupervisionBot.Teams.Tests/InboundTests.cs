namespace SupervisionBot.Teams.Tests;

public sealed class InboundTests : IClassFixture<TeamsHost>
{
    private readonly TeamsHost _host;

    public InboundTests(TeamsHost host)
    {
        _host = host;
        _host.Handler.Reset();
    }

    [Fact]
    public async Task AMessageArrivesWithWhoAndWhere()
    {
        var answer = await _host.PostAsync(Activities.Message);

        Assert.Equal(new Answer(200, null, ""), answer);
        var call = Assert.Single(_host.Handler.Take());
        Assert.Equal(("message", "help"), (call.Method, call.Text));
        Assert.Equal(new TeamsPerson(Guid.Parse(Activities.Tenant), Guid.Parse(Activities.Anna), "29:1AnnaOpaque", "Anna Keller"), call.Delivery.From);
        Assert.Equal(new ConversationReference(Guid.Parse(Activities.Tenant), "a:1PersonalOpaque", ConversationKind.Personal, Activities.ServiceUrl, Activities.Bot), call.Delivery.Conversation);
        Assert.Null(call.Delivery.ReplyToId);
        Assert.Null(call.Delivery.Team);
    }

    [Fact]
    public async Task AChannelMessageArrivesWithoutTheMentionAndWithItsThreadAndTeam()
    {
        await _host.PostAsync(Activities.ChannelMessage);

        var call = Assert.Single(_host.Handler.Take());
        Assert.Equal("status please", call.Text);
        Assert.Equal(ConversationKind.Channel, call.Delivery.Conversation.Kind);
        Assert.Equal("19:chanOpaque@thread.tacv2;messageid=1790000000700", call.Delivery.Conversation.ConversationId);
        Assert.Equal(new TeamsTeam("19:generalOpaque@thread.tacv2", "Duty Team", Guid.Parse("44444444-0000-4000-8000-000000000004")), call.Delivery.Team);
    }

    [Fact]
    public async Task ASubmitArrivesWithItsVerbDataAndCard()
    {
        var answer = await _host.PostAsync(Activities.Submit);

        Assert.Equal(new Answer(200, null, ""), answer);
        var call = Assert.Single(_host.Handler.Take());
        Assert.Equal(("submit", "action.accept", "1790000000500"), (call.Method, call.Action!.Verb, call.Delivery.ReplyToId));
        Assert.Equal("fine", call.Action.Data.GetProperty("comment").GetString());
    }

    [Theory]
    [InlineData("\"manual\"", CardTrigger.Manual)]
    [InlineData("\"automatic\"", CardTrigger.Automatic)]
    [InlineData("7", CardTrigger.Manual)]
    [InlineData(null, CardTrigger.Manual)]
    public async Task AnExecuteArrivesWithItsTrigger(string? trigger, CardTrigger expected)
    {
        await _host.PostAsync(Activities.Execute.With("value.trigger", trigger));

        var call = Assert.Single(_host.Handler.Take());
        Assert.Equal(("card", "action.accept", expected), (call.Method, call.Action!.Verb, call.Trigger));
        Assert.Equal("01J0OPAQUEKEY", call.Action.Data.GetProperty("op").GetString());
    }

    [Fact]
    public async Task ATaskFetchArrivesWithTheTenantOfTheChannelData()
    {
        await _host.PostAsync(Activities.TaskFetch);

        var call = Assert.Single(_host.Handler.Take());
        Assert.Equal(("fetch", "note.open", ConversationKind.GroupChat), (call.Method, call.Action!.Verb, call.Delivery.Conversation.Kind));
        Assert.Equal(Guid.Parse(Activities.Tenant), call.Delivery.From.TenantId);
    }

    [Fact]
    public async Task ATaskSubmitArrivesWithItsInputs()
    {
        await _host.PostAsync(Activities.TaskSubmit);

        var call = Assert.Single(_host.Handler.Take());
        Assert.Equal(("save", "note.save"), (call.Method, call.Action!.Verb));
        Assert.Equal("call on Friday", call.Action.Data.GetProperty("text").GetString());
    }

    [Theory]
    [InlineData("add", "installed")]
    [InlineData("add-upgrade", "installed")]
    [InlineData("remove", "uninstalled")]
    [InlineData("remove-upgrade", "uninstalled")]
    [InlineData("something-new", null)]
    public async Task AnInstallationUpdateArrivesByItsAction(string action, string? expected)
    {
        var answer = await _host.PostAsync(Activities.Install.With("action", $"\"{action}\""));

        Assert.Equal(200, answer.Status);
        Assert.Equal(expected, _host.Handler.Take().SingleOrDefault()?.Method);
    }

    [Theory]
    [InlineData("messageUpdate", "editMessage", "edited")]
    [InlineData("messageUpdate", "undeleteMessage", "edited")]
    [InlineData("messageUpdate", "somethingNew", null)]
    [InlineData("messageDelete", "softDeleteMessage", "deleted")]
    [InlineData("messageDelete", null, null)]
    public async Task AChangeOfAMessageArrivesByItsKindAndNamesTheMessage(string type, string? eventType, string? expected)
    {
        await _host.PostAsync(Activities.Message);
        var typed = Assert.Single(_host.Handler.Take());

        var answer = await _host.PostAsync(Activities.Message.With("type", $"\"{type}\"").With("channelData.eventType", eventType is null ? null : $"\"{eventType}\""));

        Assert.Equal(200, answer.Status);
        var change = _host.Handler.Take().SingleOrDefault();
        Assert.Equal(expected, change?.Method);
        Assert.Equal(expected is null ? null : typed.Delivery.Key, change?.Delivery.MessageKey);
        Assert.NotEqual(typed.Delivery.Key, change?.Delivery.Key);
    }

    [Fact]
    public async Task TheNextChangeOfAMessageIsAnotherDeliveryAndTheSameOneAgainIsNot()
    {
        var first = Activities.Message.With("type", "\"messageUpdate\"").With("channelData.eventType", "\"editMessage\"");
        foreach (var edit in new[] { first, first, first.With("timestamp", "\"2026-03-02T08:16:30.123Z\"") })
        {
            await _host.PostAsync(edit);
        }

        var keys = _host.Handler.Take().Select(call => call.Delivery.Key).ToList();

        Assert.Equal(keys[0], keys[1]);
        Assert.NotEqual(keys[0], keys[2]);
    }

    [Theory]
    [InlineData("conversationUpdate")]
    [InlineData("messageReaction")]
    [InlineData("messageUpdate")]
    [InlineData("event")]
    [InlineData("somethingNew")]
    public async Task OtherTypesAreAcceptedAndIgnored(string type)
    {
        Assert.Equal(new Answer(200, null, ""), await _host.PostAsync(Activities.Message.With("type", $"\"{type}\"")));
        Assert.Empty(_host.Handler.Take());
    }

    [Theory]
    [InlineData("\"composeExtension/query\"")]
    [InlineData("7")]
    [InlineData(null)]
    public async Task OtherInvokesAreNotImplemented(string? name)
    {
        Assert.Equal(new Answer(501, null, ""), await _host.PostAsync(Activities.Execute.With("name", name)));
        Assert.Empty(_host.Handler.Take());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("null")]
    [InlineData("\"text\"")]
    [InlineData("1e400")]
    [InlineData("[1]")]
    [InlineData("{\"action\":7}")]
    [InlineData("{\"action\":{\"verb\":7,\"data\":\"x\"}}")]
    public async Task AnOddActionArrivesWithoutVerbAndWithEmptyData(string? value)
    {
        Assert.Equal(200, (await _host.PostAsync(Activities.Execute.With("value", value))).Status);

        var call = Assert.Single(_host.Handler.Take());
        Assert.Equal(("", "{}"), (call.Action!.Verb, call.Action.Data.GetRawText()));
    }

    [Theory]
    [InlineData("\"pressed\"")]
    [InlineData("7")]
    [InlineData("[]")]
    public async Task ASubmitWhoseDataIsNoObjectArrivesWithoutVerb(string value)
    {
        await _host.PostAsync(Activities.Submit.With("value", value));

        var call = Assert.Single(_host.Handler.Take());
        Assert.Equal(("submit", "", "{}"), (call.Method, call.Action!.Verb, call.Action.Data.GetRawText()));
    }

    [Fact]
    public async Task AMessageWithoutTextArrivesEmpty()
    {
        await _host.PostAsync(Activities.Message.With("text", null));

        Assert.Equal("", Assert.Single(_host.Handler.Take()).Text);
    }

    [Fact]
    public async Task HalfAnEmojiInAnInputDoesNotSpoilTheRest()
    {
        await _host.PostAsync(Activities.Submit.Replace("\"fine\"", "\"caf\\u00e9 \\ud83d\\ude00 \\\\ud83d cut \\ud83d\"", StringComparison.Ordinal));

        Assert.Equal("café 😀 \\ud83d cut \uFFFD", Assert.Single(_host.Handler.Take()).Action!.Data.GetProperty("comment").GetString());
    }

    [Fact]
    public async Task CardDataCanBeReadAfterTheTurn()
    {
        await _host.PostAsync(Activities.Submit);
        var first = Assert.Single(_host.Handler.Take());
        for (var i = 0; i < 50; i++)
        {
            await _host.PostAsync(Activities.Submit.With("value", "{\"verb\":\"other\",\"comment\":\"overwritten\"}"));
        }

        Assert.Equal("fine", first.Action!.Data.GetProperty("comment").GetString());
    }

    [Fact]
    public async Task TheKeyIsTheSameForARedeliveryAndFitsAnyStore()
    {
        await _host.PostAsync(Activities.Message);
        await _host.PostAsync(Activities.Message.With("timestamp", "\"2026-03-02T08:16:30Z\"").With("text", "\"other\""));

        var keys = _host.Handler.Take().Select(call => call.Delivery.Key).ToArray();
        Assert.Equal(keys[0], keys[1]);
        Assert.Matches("^[A-Za-z0-9_-]{43}$", keys[0]);
    }

    [Theory]
    [InlineData("id", "\"2\"")]
    [InlineData("conversation.id", "\"a:2\"")]
    [InlineData("type", "\"installationUpdate\"")]
    public async Task TheKeyDiffersByConversationTypeAndId(string path, string json)
    {
        await _host.PostAsync(Activities.Message);
        await _host.PostAsync(Activities.Message.With("action", "\"add\"").With(path, json));

        var keys = _host.Handler.Take().Select(call => call.Delivery.Key).ToArray();
        Assert.Equal(2, keys.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void TheKeyDoesNotMixItsParts() => Assert.NotEqual(Delivery.KeyOf("a|message", "message", "1"), Delivery.KeyOf("a", "message", "message|1"));

    [Theory]
    [InlineData("personal", "a:1", ConversationKind.Personal)]
    [InlineData("personal", "19:a_b@unq.gbl.spaces", ConversationKind.GroupChat)]
    [InlineData("groupChat", "19:g@thread.v2", ConversationKind.GroupChat)]
    [InlineData("channel", "19:c@thread.tacv2", ConversationKind.Channel)]
    [InlineData("somethingNew", "a:1", ConversationKind.GroupChat)]
    public async Task TheKindOfConversationIsNeverMorePrivateThanItIs(string type, string id, ConversationKind expected)
    {
        await _host.PostAsync(Activities.Message.With("conversation.conversationType", $"\"{type}\"").With("conversation.id", $"\"{id}\""));

        Assert.Equal(expected, Assert.Single(_host.Handler.Take()).Delivery.Conversation.Kind);
    }

    [Fact]
    public async Task ANameLongerThanTheDirectoryAllowsIsLeftOut()
    {
        await _host.PostAsync(Activities.Message.With("from.name", $"\"{new string('x', 257)}\""));

        Assert.Null(Assert.Single(_host.Handler.Take()).Delivery.From.Name);
    }

    [Fact]
    public async Task LogsCarryTheCorrelationAndNeverWhatWasWritten()
    {
        _host.Logs.Lines.Clear();
        _host.Handler.Failure = new InvalidOperationException("quotes SECRETPROSE");
        await _host.PostAsync(System.Text.Encoding.UTF8.GetBytes(Activities.Message.With("text", "\"SECRETPROSE\"")), change: request => request.Headers.Add("MS-CV", "cv.42"));

        var edge = _host.Logs.Lines.Where(line => line.StartsWith("10", StringComparison.Ordinal)).ToArray();
        Assert.Contains(edge, line => line.Contains("cv.42", StringComparison.Ordinal) && line.Contains("System.InvalidOperationException", StringComparison.Ordinal));
        Assert.DoesNotContain(_host.Logs.Lines, line => line.Contains("SECRETPROSE", StringComparison.Ordinal));
    }
}
