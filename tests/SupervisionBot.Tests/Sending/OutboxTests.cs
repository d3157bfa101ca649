using Microsoft.Extensions.DependencyInjection;
using SupervisionBot.FakeTeams;
using SupervisionBot.Sending;
using SupervisionBot.Sessions;
using SupervisionBot.Storage;
using SupervisionBot.Tests.Team;
using Fault = SupervisionBot.FakeTeams.Fault;
using Outbox = SupervisionBot.Sending.Outbox;
using Person = SupervisionBot.Tests.Team.Person;

namespace SupervisionBot.Tests.Sending;

public sealed class OutboxTests
{
    private static readonly TimeSpan s_month = TimeSpan.FromDays(30);
    private static readonly string[] s_quick = ["--Outbox:Delay", "0.05", "--Outbox:MaxDelay", "0.1"];

    [Fact]
    public async Task AMessageThatArrivedWithoutAnAnswerIsSentOnceMoreAndTheDoubtIsRecorded()
    {
        await using var team = await SupervisionTeam.MeetAsync(s_quick);
        team.Connector.Fake.FailNext(Fault.After(), IsSent);

        await team.Sarah.TypeAsync("resume");

        await SettledAsync(team);
        Assert.Equal(2, team.Connector.Fake.RepeatsIn(team.Sarah.Chat.Id).Count + 1);
        Assert.Contains("sent again", await ListAsync(team), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AMessageIsSentTwiceAtMostAndThenParkedUntilItIsReplayed()
    {
        await using var team = await SupervisionTeam.MeetAsync(s_quick);
        team.Connector.Fake.FailNext(Fault.Before(), IsSent);
        team.Connector.Fake.FailNext(Fault.Before(), IsSent);
        var before = team.Connector.Fake.ShownIn(team.Sarah.Chat.Id).Count;

        await team.Sarah.TypeAsync("resume");

        await SettledAsync(team);
        Assert.Equal(before, team.Connector.Fake.ShownIn(team.Sarah.Chat.Id).Count);
        Assert.Contains("1 parked; 1 may have arrived or not", await ListAsync(team), StringComparison.Ordinal);

        await team.StopAsync();
        var output = new StringWriter();
        Assert.Equal(0, await new OutboxCommand("all", ["--Storage:Path", Path.Combine(team.Folder, "supervision.db")]).RunAsync(output, TextWriter.Null, CancellationToken.None));
        Assert.Equal("1 on their way again", output.ToString().Trim());
        await team.RestartAsync(s_quick);
        await SettledAsync(team);
        Assert.Equal(before + 1, team.Connector.Fake.ShownIn(team.Sarah.Chat.Id).Count);
    }

    [Theory]
    [InlineData(429, "Throttled")]
    [InlineData(412, "PreconditionFailed")]
    [InlineData(401, "Unauthorized")]
    public async Task WhatWasCertainlyNotDeliveredIsTriedAgainAndWhatComesAfterItWaits(int status, string code)
    {
        await using var team = await SupervisionTeam.MeetAsync(s_quick);
        team.Connector.Fake.FailNext(new(status, code), IsSent);
        var before = team.Connector.Fake.ShownIn(team.Sarah.Chat.Id).Count;

        await Task.WhenAll(team.PostAsync(team.Sarah.Typed("start")), FollowAsync());

        await SettledAsync(team);
        var shown = team.Connector.Fake.ShownIn(team.Sarah.Chat.Id).Skip(before).ToList();
        Assert.Equal(2, shown.Count);
        Assert.True(shown[0].Carries("start.send"));
        Assert.True(shown[1].Carries("help.open"));
        Assert.Contains("0 parked; 0 may", await ListAsync(team), StringComparison.Ordinal);

        async Task FollowAsync()
        {
            while (!(await DueAsync(team)).Any(queued => queued.Attempts == 1))
            {
                await Task.Yield();
            }

            await team.PostAsync(team.Sarah.Typed("sessions"));
        }
    }

    [Theory]
    [InlineData(400, "BadSyntax", "Rejected 400 BadSyntax")]
    [InlineData(413, "MessageSizeTooBig", "TooLarge")]
    public async Task WhatCanNeverBeDeliveredIsParkedAndHoldsNothingUp(int status, string code, string reason)
    {
        await using var team = await SupervisionTeam.MeetAsync(s_quick);
        team.Connector.Fake.FailNext(new(status, code), IsSent);

        await team.Sarah.TypeAsync("start");
        await team.Sarah.TypeAsync("sessions");

        Assert.True(team.Connector.Fake.ShownIn(team.Sarah.Chat.Id)[^1].Carries("help.open"));
        Assert.Contains(reason, await ListAsync(team), StringComparison.Ordinal);
        Assert.DoesNotContain("start.open", await ListAsync(team), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AChatThatLetsNothingThroughIsNotWrittenToUntilItsPersonIsHeardOfAgain()
    {
        await using var team = await SupervisionTeam.MeetAsync(s_quick);
        await team.InviteAsync();
        team.Connector.Fake.FailNext(Fault.Forbidden("BotNotInConversationRoster"), call => call.Operation is Operation.Update && call.Conversation == team.Priya.Chat.Id);
        await team.Sarah.PressAsync("step.next");
        await SettledAsync(team);
        var calls = team.Connector.Fake.Calls.Count(call => call.Conversation == team.Priya.Chat.Id);

        await team.Sarah.PressAsync("step.next");
        await SettledAsync(team);

        Assert.Equal(calls, team.Connector.Fake.Calls.Count(call => call.Conversation == team.Priya.Chat.Id));
        await team.Priya.TypeAsync("sessions");
        Assert.True(team.Priya.Card.Has("session.view"));
    }

    [Fact]
    public async Task AMessageThatSomebodyWasSendingWhenTheAppDiedIsInDoubtAndSentOnceMore()
    {
        await using var team = await SupervisionTeam.MeetAsync(s_quick);
        var message = Message(team, team.Sarah.Person, "Left behind");
        var now = TimeProvider.System.GetUtcNow();
        var row = OutboxRows.ToRow(new(message, now, Attempts: 0, Unknowns: 0, now, IsBeingSent: true, Reason: null, Tag: default), OutboxRows.Due);

        await team.Store.SubmitAsync(OutboxRows.Table, row.PartitionKey, [TableAction.Insert(row)], CancellationToken.None);

        await SettledAsync(team);
        Assert.Single(team.Sarah.Texts, "Left behind");
        Assert.Contains("sent again", await ListAsync(team), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatIsToldIsSentWhenItIsStoredAndNotBefore()
    {
        await using var team = await SupervisionTeam.MeetAsync(s_quick);
        await team.OpenAsync();
        var next = await team.TrailLengthAsync(team.Sarah.Card.Session) + 1;
        var told = Telling(team, next, "the operation");
        var outbox = team.Services.GetRequiredService<Outbox>();

        Assert.True(await outbox.AddAsync([told], CancellationToken.None));

        // Another message of the lane is sent although this one is before it.
        await team.PostAsync(team.Sarah.Typed("sessions"));
        await team.Connector.WaitAsync(0, sent => sent.Conversation == team.Sarah.Chat.Id && sent.Card?.Has("help.open") == true);
        Assert.DoesNotContain("Told", team.Sarah.Texts);
        Assert.Contains(await DueAsync(team), queued => queued.Message.Id == outbox.IdOf(told));
    }

    [Fact]
    public async Task WhatAnAttemptTellsThatLostARaceIsNeverSent()
    {
        await using var team = await SupervisionTeam.MeetAsync(s_quick);
        await team.OpenAsync();
        var told = Telling(team, sequence: 1, "not the operation that stored it");

        var outbox = team.Services.GetRequiredService<Outbox>();
        await outbox.AddAsync([told], CancellationToken.None);

        await SettledAsync(team);
        Assert.DoesNotContain("Told", team.Sarah.Texts);
        Assert.Null(await team.Store.GetAsync(OutboxRows.Table, OutboxRows.Partition(told.To.Shard), OutboxRows.Seen + outbox.IdOf(told), CancellationToken.None));
    }

    [Fact]
    public async Task AddingAMessageAgainChangesNothing()
    {
        await using var team = await SupervisionTeam.MeetAsync(s_quick);
        var message = Message(team, team.Sarah.Person, "Once");
        var outbox = team.Services.GetRequiredService<Outbox>();

        Assert.All(await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => outbox.AddAsync([message], CancellationToken.None))), Assert.True);
        await SettledAsync(team);
        Assert.True(await outbox.AddAsync([message], CancellationToken.None));
        await SettledAsync(team);

        Assert.Single(team.Sarah.Texts, "Once");
    }

    [Fact]
    public async Task ManyChangesOfOneCardWaitingTogetherAreDrawnOnce()
    {
        await using var team = await SupervisionTeam.MeetAsync(s_quick);
        await team.OpenAsync();
        await team.SettleAsync();
        team.Connector.Fake.FailNext(Fault.Throttled(1), call => call.Operation is Operation.Update && call.Conversation == team.Priya.Chat.Id);
        var before = Updates();

        foreach (var text in new[] { "The school rang", "The school rang twice", "The school rang three times" })
        {
            await team.Priya.OpenAsync("prompt.open", "prompt", "information.known");
            await team.Priya.SubmitAsync("prompt.save", ("answer.information.known", text));
            await team.Priya.RefreshAsync();
        }

        await SettledAsync(team);

        // The one that was throttled, and one for all.
        Assert.Equal(before + 2, Updates());
        Assert.Contains("The school rang three times", team.Connector.Fake.ShownIn(team.Priya.Chat.Id)[^1].Card!.ToJsonString(), StringComparison.Ordinal);

        int Updates() => team.Connector.Fake.Calls.Count(call => call.Operation is Operation.Update && call.Conversation == team.Priya.Chat.Id);
    }

    [Fact]
    public async Task WhatWaitsWhenTheAppStopsIsSentWhenItStartsAgain()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        team.Connector.Fake.FailNext(Fault.Throttled(1), IsSent);
        await team.PostAsync(team.Sarah.Typed("start"));

        await team.RestartAsync();

        await team.Connector.WaitAsync(0, sent => sent.Conversation == team.Sarah.Chat.Id && sent.Card?.Has("start.send") == true);
    }

    [Fact]
    public async Task MarksOfOldMessagesAreRemovedAndThoseOfYoungOnesStay()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.Sarah.TypeAsync("sessions");
        var shard = Lane.Of(SupervisionTeam.Tenant, new(team.Sarah.Person.Id)).Shard;
        var now = TimeProvider.System.GetUtcNow();

        await team.Store.RemoveOldMarksAsync(shard, s_month, now, CancellationToken.None);
        Assert.NotEmpty(await MarksAsync());
        await team.Store.RemoveOldMarksAsync(shard, s_month, now + OldMarks.Seen + TimeSpan.FromMinutes(1), CancellationToken.None);
        Assert.Empty(await MarksAsync());

        async Task<IReadOnlyList<TableEntity>> MarksAsync() =>
            (await team.Store.QueryAsync(OutboxRows.Table, OutboxRows.Partition(shard), RowRange.StartingWith(OutboxRows.Seen), 100, continuation: null, CancellationToken.None)).Entities;
    }

    [Fact]
    public async Task AParkedMessageIsRemovedWhenNobodyHasPutItOnItsWayAgainForALongTime()
    {
        await using var team = await SupervisionTeam.MeetAsync(s_quick);
        team.Connector.Fake.FailNext(new(400, "BadSyntax"), IsSent);
        await team.Sarah.TypeAsync("start");
        var shard = Lane.Of(SupervisionTeam.Tenant, new(team.Sarah.Person.Id)).Shard;
        var now = TimeProvider.System.GetUtcNow();

        await team.Store.RemoveOldMarksAsync(shard, s_month, now + s_month - TimeSpan.FromMinutes(1), CancellationToken.None);
        Assert.Contains("1 parked", await ListAsync(team), StringComparison.Ordinal);
        await team.Store.RemoveOldMarksAsync(shard, s_month, now + s_month + TimeSpan.FromMinutes(1), CancellationToken.None);

        Assert.Contains("0 parked", await ListAsync(team), StringComparison.Ordinal);
    }

    [Fact]
    public async Task NothingThatIsStoredOfAMessageCanBeMadeOfItsWordsWithoutTheKey()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await using var other = await SupervisionTeam.MeetAsync();
        var message = Message(team, team.Sarah.Person, "Once");

        Assert.NotEqual(team.Services.GetRequiredService<Outbox>().IdOf(message), other.Services.GetRequiredService<Outbox>().IdOf(message));
        Assert.Matches("^[A-Za-z0-9_-]{43}$", team.Services.GetRequiredService<Outbox>().IdOf(message));
    }

    private static bool IsSent(ConnectorCall call) => call.Operation is Operation.Send;

    private static OutboxMessage Message(SupervisionTeam team, Person person, string text) =>
        new(Lane.Of(SupervisionTeam.Tenant, new(person.Id)), new string('m', 43), new Content.Say(text), Via: null, Cause: null);

    private static OutboxMessage Telling(SupervisionTeam team, int sequence, string operation) => OutboxMessage.Telling(
        new(new SessionAddress(SupervisionTeam.Tenant, new(Guid.ParseExact(team.Sarah.Card.Session, "N"))).Trail, sequence, operation),
        Lane.Of(SupervisionTeam.Tenant, new(team.Sarah.Person.Id)),
        via: null,
        new Content.Say("Told"));

    private static async Task<string> ListAsync(SupervisionTeam team)
    {
        var output = new StringWriter();
        await OutboxCommand.ListAsync(team.Store, output, CancellationToken.None);
        return output.ToString();
    }

    private static async Task<IReadOnlyList<QueuedMessage>> DueAsync(SupervisionTeam team)
    {
        var due = new List<QueuedMessage>();
        for (var shard = 0; shard < Lane.Shards; shard++)
        {
            due.AddRange((await team.Store.QueryAsync(OutboxRows.Table, OutboxRows.Partition(shard), RowRange.StartingWith(OutboxRows.Due), 100, continuation: null, CancellationToken.None)).Entities.Select(row => OutboxRows.Read(row).Succeeded(out var queued, out _) ? queued : null).OfType<QueuedMessage>());
        }

        return due;
    }

    // Until nothing is on its way, be it due later.
    private static async Task SettledAsync(SupervisionTeam team)
    {
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while ((await DueAsync(team)).Count > 0)
        {
            await pause.WaitForNextTickAsync();
        }
    }
}
