using SupervisionBot.Storage;
using SupervisionBot.Tests.Team;

namespace SupervisionBot.Tests.Stored;

/// <summary>A session of which a row can't be read is shown to nobody as something it is not; its people are told, and everything else goes on.</summary>
public sealed class UnreadSessionTests
{
    private const string Known = "answer.information.known";
    private const string Newer = "A newer version of this app keeps this";
    private const string Damaged = "part of what is stored for it can't be read";

    [Fact]
    public async Task AnEntryOfANewerVersionIsSaidToThosePressingAndNothingIsWritten()
    {
        await using var team = await OpenAsync();
        await AppendAsync(team, row => row["Schema"] = 99);
        var before = await RowsAsync(team);

        var answer = await team.Priya.PressAsync("answer.save", (Known, "The school rang"));

        Assert.Equal(200, answer.Status);
        Assert.StartsWith(Newer, answer.Message, StringComparison.Ordinal);
        await UnchangedAsync(team, before);
    }

    [Theory]
    [InlineData("Event", "{\"is\":\"unheardOf\"}")]
    [InlineData("Event", "{\"is\":\"answered\"")]
    [InlineData("Event", null)]
    [InlineData("By", "somebody")]
    [InlineData("At", null)]
    [InlineData("Operation", null)]
    public async Task ADamagedEntryIsSaidToThosePressingAndNotFoldedIntoSomethingElse(string column, object? value)
    {
        await using var team = await OpenAsync();
        await AppendAsync(team, row => row[column] = value);
        var before = await RowsAsync(team);

        var answer = await team.Priya.PressAsync("answer.save", (Known, "The school rang"));

        Assert.Equal(200, answer.Status);
        Assert.Contains(Damaged, answer.Message, StringComparison.Ordinal);
        await UnchangedAsync(team, before);
    }

    [Fact]
    public async Task AnEntryThatIsDamagedWhileTheSessionIsInMemoryIsNoticedWhereTheTrailIsRead()
    {
        await using var team = await OpenAsync();
        await team.Priya.PressAsync("answer.save", (Known, "The school rang"));
        var second = (await team.TrailAsync(team.Priya.Card.Session))[1];
        second["Event"] = "{\"is\":";
        await team.Store.SubmitAsync("sessions", second.PartitionKey, [TableAction.Replace(second)], default);

        var answer = await team.Priya.OpenAsync("mine.open");

        Assert.Equal(200, answer.Status);
        Assert.Contains(Damaged, answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ASignedOffRecordWithADamagedEntryDoesNotMatch()
    {
        await using var team = await OpenAsync();
        await team.SummariseAsync();
        await team.SignAsync();
        var second = (await team.TrailAsync(team.Sarah.Card.Session))[1];
        second["Event"] = "{\"is\":";
        await team.Store.SubmitAsync("sessions", second.PartitionKey, [TableAction.Replace(second)], default);

        await team.Sarah.RefreshAsync();

        Assert.Contains("does not match its fingerprint", team.Sarah.Card.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnEntryThatIsGoneIsNoticed()
    {
        await using var team = await OpenAsync();
        await team.Priya.PressAsync("answer.save", (Known, "The school rang"));
        var first = (await team.TrailAsync(team.Priya.Card.Session))[1];
        await team.Store.SubmitAsync("sessions", first.PartitionKey, [TableAction.Delete(first)], default);
        await team.RestartAsync();

        Assert.Contains(Damaged, (await team.Priya.RefreshAsync()).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Schema", 99, Newer)]
    [InlineData("Home", 7, Damaged)]
    public async Task AHeadThatIsNotReadIsSaidTooAndNotWrittenOver(string column, object value, string words)
    {
        await using var team = await OpenAsync();
        await ChangeAsync(team, "head", row => row[column] = value);
        var before = await RowsAsync(team);

        var answer = await team.Priya.PressAsync("answer.save", (Known, "The school rang"));

        Assert.Contains(words, answer.Message, StringComparison.Ordinal);
        await UnchangedAsync(team, before);
    }

    [Fact]
    public async Task SomebodyWhoTakesNoPartIsToldWhatTheyWouldBeOfNone()
    {
        await using var team = await OpenAsync();
        await AppendAsync(team, row => row["Schema"] = 99);
        var (tom, session) = (team.Tom, team.Priya.Card.Session);

        var there = await tom.SendAsync(tom.Execute("session.view", new() { ["session"] = session }));
        var none = await tom.SendAsync(tom.Execute("session.view", new() { ["session"] = $"{Guid.NewGuid():N}" }));

        Assert.Equal((none.Status, none.Body), (there.Status, there.Body));
    }

    [Fact]
    public async Task ADialogKeepsItsWordsAndSaysWhy()
    {
        await using var team = await OpenAsync();
        await team.Priya.OpenAsync("prompt.open", "prompt", "information.known");
        await AppendAsync(team, row => row["Schema"] = 99);

        await team.Priya.SubmitAsync("prompt.save", (team.Priya.Dialog!.Inputs[0].Id, "Words in a dialog"));

        Assert.Contains(Newer, team.Priya.Dialog!.Words, StringComparison.Ordinal);
        Assert.Contains("Words in a dialog", team.Priya.Dialog.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhoeverTypesIsTold()
    {
        await using var team = await OpenAsync();
        await AppendAsync(team, row => row["Schema"] = 99);

        await team.Priya.TypeAsync("resume");

        Assert.StartsWith(Newer, team.Priya.Texts[^1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Schema", 99)]
    [InlineData("Status", "Dreaming")]
    [InlineData("ChangedAt", null)]
    public async Task TheListShowsTheOthersAndSaysThatThereIsOneMore(string column, object? value)
    {
        await using var team = await OpenAsync();
        await ChangeAsync(team, "head", row => row[column] = value);
        await team.InviteAsync("KN-8000");

        await team.Sarah.TypeAsync("sessions");

        Assert.Contains("KN-8000", team.Sarah.Card.Words, StringComparison.Ordinal);
        Assert.DoesNotContain(Walks.CaseReference, team.Sarah.Card.Words, StringComparison.Ordinal);
        Assert.Contains("One more session can't be shown just now", team.Sarah.Card.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task APointerThatIsNotReadIsPassedOver()
    {
        await using var team = await OpenAsync();
        var list = $"{SupervisionTeam.Tenant:N}|{team.Sarah.Person.Id:N}";
        await team.Store.SubmitAsync("people", list, [TableAction.Insert(new(list, "session|0|damaged") { ["Session"] = "no id" }), TableAction.Insert(new(list, "session|0|newer") { ["Schema"] = 99 })], default);

        await team.Sarah.TypeAsync("sessions");

        Assert.Contains(Walks.CaseReference, team.Sarah.Card.Words, StringComparison.Ordinal);
        Assert.Contains("2 more sessions can't be shown", team.Sarah.Card.Words, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Schema", 99)]
    [InlineData("Kind", "Séance")]
    [InlineData("Tenant", null)]
    public async Task APlaceOfACardThatIsNotReadSpoilsNoTurn(string column, object? value)
    {
        await using var team = await OpenAsync();
        await ChangeAsync(team, "view|", row => row[column] = value);

        await team.Priya.PressAsync("answer.save", (Known, "The school rang"));

        Assert.Contains("Saved.", team.Priya.Card.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ANoteOfANewerVersionIsNotWrittenOver()
    {
        await using var team = await OpenAsync();
        await ChangeAsync(team, "view|", row => (row["Schema"], row["More"]) = (99, "to come"));
        var before = (await RowsAsync(team)).Where(row => row.RowKey.StartsWith("view|", StringComparison.Ordinal)).ToList();

        await team.Priya.TypeAsync("resume");
        await team.Sarah.TypeAsync("resume");

        foreach (var row in before)
        {
            Assert.Equal(row.ETag, (await team.Store.GetAsync("sessions", row.PartitionKey, row.RowKey, default))!.ETag);
        }
    }

    [Fact]
    public async Task ADamagedNoteMakesRoomForTheNextOne()
    {
        await using var team = await OpenAsync();
        await ChangeAsync(team, "view|", row => row["Kind"] = "Séance");

        await team.Priya.TypeAsync("resume");

        var stored = await team.StoredAsync(team.Priya.Card.Session);
        Assert.Contains(stored.Places, place => place.Person?.Value == team.Priya.Person.Id);
    }

    [Fact]
    public async Task AnotherSessionsMessagesGoOnInTheSameChat()
    {
        await using var team = await OpenAsync();
        await AppendAsync(team, row => row["Schema"] = 99);
        var before = team.Connector.All.Count;

        await team.InviteAsync("KN-8000");
        await team.Priya.PressAsync("session.join");
        await team.Priya.PressAsync("answer.save", (Known, "Of the other one"));

        Assert.Contains("Saved.", team.Priya.Card.Words, StringComparison.Ordinal);
        Assert.Contains(team.Connector.All.Skip(before), sent => sent.Conversation == team.Priya.Chat.Id);
    }

    [Fact]
    public async Task AFrozenSummaryOfANewerVersionIsNotCalledChanged()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.WholeAsync();
        var row = (await team.FrozenAsync(team.Sarah.Card.Session))!;
        row["Schema"] = 99;
        await team.Store.SubmitAsync("sessions", row.PartitionKey, [TableAction.Replace(row)], default);

        Assert.StartsWith(Newer, (await team.Sarah.RefreshAsync()).Message, StringComparison.Ordinal);
    }

    private static async Task<SupervisionTeam> OpenAsync()
    {
        var team = await SupervisionTeam.MeetAsync();
        await team.OpenAsync();
        await team.SettleAsync();
        return team;
    }

    // One more entry, as the last one but for one thing.
    private static async Task AppendAsync(SupervisionTeam team, Action<TableEntity> spoil)
    {
        var trail = await team.TrailAsync(team.Priya.Card.Session);
        var row = new TableEntity(trail[^1].PartitionKey, SupervisionBot.Trails.TrailAddress.EntryKey(trail.Count + 1));
        foreach (var name in trail[^1].PropertyNames)
        {
            row[name] = trail[^1][name];
        }

        spoil(row);
        Assert.IsType<BatchOutcome.Done>(await team.Store.SubmitAsync("sessions", row.PartitionKey, [TableAction.Insert(row)], default));
    }

    private static async Task ChangeAsync(SupervisionTeam team, string prefix, Action<TableEntity> spoil)
    {
        await team.SettleAsync();
        foreach (var row in (await RowsAsync(team)).Where(row => row.RowKey.StartsWith(prefix, StringComparison.Ordinal)))
        {
            spoil(row);
            Assert.IsType<BatchOutcome.Done>(await team.Store.SubmitAsync("sessions", row.PartitionKey, [TableAction.Replace(row)], default));
        }
    }

    private static async Task<IReadOnlyList<TableEntity>> RowsAsync(SupervisionTeam team) =>
        (await team.Store.QueryAsync("sessions", $"{SupervisionTeam.Tenant:N}|{team.Priya.Card.Session}", RowRange.All, 1000, continuation: null, default)).Entities;

    private static async Task UnchangedAsync(SupervisionTeam team, IReadOnlyList<TableEntity> before) =>
        Assert.Equal(before.Select(row => (row.RowKey, row.ETag)), (await RowsAsync(team)).Select(row => (row.RowKey, row.ETag)));
}
