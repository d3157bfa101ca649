using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Options;
using SupervisionBot.Core.Shared;
using SupervisionBot.Core.Summaries;
using SupervisionBot.Hosting;
using SupervisionBot.Sessions;
using SupervisionBot.Storage;
using SupervisionBot.Tests.Team;
using SupervisionBot.Turns;

namespace SupervisionBot.Tests.Trails;

/// <summary>Nobody who has only the store can change a record unnoticed, nor guess what was erased from it.</summary>
public sealed class TrailChainTests
{
    [Fact]
    public async Task AnEntryHasItsWordsApartFromWhatStaysWhenTheyAreErased()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.OpenAsync();
        await team.Priya.PressAsync("answer.save", ("answer.information.known", "The school rang"));

        var row = (await team.TrailAsync(team.Priya.Card.Session))[^1];

        Assert.Equal(["At", "By", "Chain", "Commitment", "Event", "Key", "Operation", "Salt", "Schema", "Words"], row.PropertyNames.Order(StringComparer.Ordinal));
        Assert.Equal("""{"is":"answered","prompt":"information.known","value":""}""", row.GetText("Event"));
        Assert.Equal("""["The school rang"]""", row.GetText("Words"));
        Assert.Equal(Canonical.Commitment([row.GetText("Words")!], row.GetBinary("Salt")), row.GetBinary("Commitment"));
    }

    [Fact]
    public async Task OfWordsThatWereTakenBackOnlyACommitmentWithoutItsSaltIsLeft()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.OpenAsync();
        await team.Priya.PressAsync("answer.save", ("answer.information.known", "The school rang"));
        var before = (await team.TrailAsync(team.Priya.Card.Session))[^1];

        await team.Priya.TakeBackAsync();

        var row = (await team.TrailAsync(team.Priya.Card.Session))[^2];
        Assert.Equal(["At", "By", "Chain", "Commitment", "Erased", "Event", "Key", "Operation", "Schema"], row.PropertyNames.Order(StringComparer.Ordinal));
        Assert.Equal((before.GetString("Operation"), Convert.ToHexString(before.GetBinary("Chain")!)), (row.GetString("Operation"), Convert.ToHexString(row.GetBinary("Chain")!)));
    }

    [Theory]
    [InlineData("words")]
    [InlineData("words and their commitment")]
    [InlineData("who")]
    [InlineData("when")]
    [InlineData("event")]
    [InlineData("removed")]
    [InlineData("erased by nobody")]
    public async Task WhateverIsChangedInTheStoreIsNoticed(string change)
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.WholeAsync();
        var row = (await team.TrailAsync(team.Sarah.Card.Session)).First(each => each.GetText("Words") is not null && TrailRows.Sequence(each) > 1);
        var salt = new byte[16];
        switch (change)
        {
            case "words":
                row.SetText("Words", """["Nothing happened"]""");
                break;
            case "words and their commitment":
                row.SetText("Words", """["Nothing happened"]""");
                (row["Salt"], row["Commitment"]) = (salt, Canonical.Commitment(["""["Nothing happened"]"""], salt));
                break;
            case "who":
                row["By"] = team.Sarah.Person.Id;
                break;
            case "when":
                row["At"] = row.GetDateTimeOffset("At")!.Value.AddDays(-1);
                break;
            case "event":
                row.SetText("Event", row.GetText("Event")!.Replace("information.happening", "information.known", StringComparison.Ordinal).Replace("information.to-know", "information.known", StringComparison.Ordinal));
                break;
            case "erased by nobody":
                row.SetText("Words", null);
                (row["Salt"], row["Erased"]) = (null, true);
                break;
        }

        await team.Store.SubmitAsync("sessions", row.PartitionKey, [change == "removed" ? TableAction.Delete(row) : TableAction.Replace(row)], CancellationToken.None);
        await team.Sarah.RefreshAsync();

        Assert.Contains("does not match", team.Sarah.Card.Words, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("removed")]
    [InlineData("removed, and the head put back to the one before")]
    [InlineData("removed, and the end of the head too")]
    [InlineData("removed with the head")]
    public async Task ALastEntryThatIsTakenOutIsMissed(string change)
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.WholeAsync();
        await team.Sarah.PressAsync("addendum.add", ("addendum", "He was not seen after all"));
        var trail = await team.TrailAsync(team.Sarah.Card.Session);
        var head = (await team.Store.GetAsync("sessions", trail[0].PartitionKey, SessionRows.Head, CancellationToken.None))!;
        List<TableAction> actions = [TableAction.Delete(trail[^1])];
        if (change.Contains("head", StringComparison.Ordinal))
        {
            (head["Sequence"], head["Operation"]) = (trail.Count - 1, trail[^2].GetString("Operation"));
            (head["End"], head["EndKey"]) = change.Contains("end", StringComparison.Ordinal) ? (null, null) : (head["End"], head["EndKey"]);
            actions.Add(change == "removed with the head" ? TableAction.Delete(head) : TableAction.Replace(head));
        }

        Assert.IsType<BatchOutcome.Done>(await team.Store.SubmitAsync("sessions", head.PartitionKey, actions, CancellationToken.None));
        await team.RestartAsync();
        await team.Sarah.TypeAsync("sessions");
        await team.Sarah.SendAsync(team.Sarah.Execute("session.view", new() { ["session"] = $"{head.PartitionKey.Split('|')[1]}" }));

        // Without a head there is no session to be shown.
        Assert.Contains(change == "removed with the head" ? "sessions" : "does not match", team.Sarah.Card.Words, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("it matches", team.Sarah.Card.Words, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a text")]
    [InlineData("a text and the commitment to it")]
    [InlineData("who took part")]
    public async Task WhateverIsChangedInTheStoredSummaryAndItsColumnsIsNoticed(string change)
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.WholeAsync();
        var stored = await team.StoredAsync(team.Sarah.Card.Session);
        var sealing = await TrailRows.SealingAsync(team.Store, stored);
        var other = sealing.Summary with { Rationale = "Nobody said anything" };
        var rows = FrozenSummaryRow.From(stored.Address, stored.Session, change switch
        {
            "a text" => sealing with { Summary = other },
            "a text and the commitment to it" => SealedSummary.Of(other, sealing.Seals.Select(seal => seal.Salt!)),
            _ => sealing with { Summary = sealing.Summary with { Participants = ["Nobody said anything"] } },
        });

        Assert.IsType<BatchOutcome.Done>(await team.Store.SubmitAsync("sessions", stored.Address.Partition, [.. rows.Select(TableAction.Upsert)], CancellationToken.None));
        await team.Sarah.RefreshAsync();

        Assert.Contains("does not match", team.Sarah.Card.Words, StringComparison.Ordinal);
        Assert.DoesNotContain("Nobody said anything", await team.Sarah.ReadAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ASummaryThatSomebodyWithTheStoreFingerprintedAnewIsNoticed()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.WholeAsync();
        var stored = await team.StoredAsync(team.Sarah.Card.Session);
        var other = Summary.Compose(stored.Session, stored.Guide) with { Rationale = "Nobody said anything" };
        await TrailRows.FreezeAsBeforeAsync(team.Store, stored, other, keepTheTrail: true);
        await team.RestartAsync();

        await team.Sarah.RefreshAsync();

        Assert.Contains("does not match", team.Sarah.Card.Words, StringComparison.Ordinal);
        Assert.DoesNotContain("Nobody said anything", await team.Sarah.ReadAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task UnderALostKeyNothingCanBeCheckedAndNothingIsCalledDamaged()
    {
        await using var team = await SupervisionTeam.MeetAsync("--Records:Key", Key(1));
        await team.WholeAsync();

        await team.RestartAsync("--Records:Key", Key(2));
        await team.Sarah.RefreshAsync();
        Assert.Contains("can't be checked", team.Sarah.Card.Words, StringComparison.Ordinal);
        Assert.DoesNotContain("does not match", team.Sarah.Card.Words, StringComparison.Ordinal);

        await team.RestartAsync("--Records:Key", Key(2), "--Records:OldKeys:0", Key(1));
        await team.Sarah.RefreshAsync();
        Assert.Contains("Checked just now: it matches", team.Sarah.Card.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhereOnlyTheKeyOfTheFirstEntriesIsLostTheTrailCantBeCheckedEither()
    {
        await using var team = await SupervisionTeam.MeetAsync("--Records:Key", Key(1));
        await team.OpenAsync();
        await team.RestartAsync("--Records:Key", Key(2), "--Records:OldKeys:0", Key(1));
        await team.Sarah.RefreshAsync();
        await team.SummariseAsync();
        await team.SignAsync();

        await team.RestartAsync("--Records:Key", Key(2));
        await team.Sarah.RefreshAsync();

        Assert.Contains("can't be checked", team.Sarah.Card.Words, StringComparison.Ordinal);
        Assert.DoesNotContain("does not match", team.Sarah.Card.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AKeyIsReplacedInTheMiddleOfASession()
    {
        await using var team = await SupervisionTeam.MeetAsync("--Records:Key", Key(1));
        await team.OpenAsync();
        await team.Priya.PressAsync("answer.save", ("answer.information.known", "The school rang"));
        await team.RestartAsync("--Records:Key", Key(2), "--Records:OldKeys:0", Key(1));
        await team.Sarah.RefreshAsync();

        await team.SummariseAsync(keep: true);
        await team.Priya.TakeBackAsync();
        await team.SignAsync();

        Assert.Contains("Checked just now: it matches", team.Sarah.Card.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatWasTypedCantBeGuessedFromTheOperationThatIsStored()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.OpenAsync();
        var press = team.Priya.Pressed(team.Priya.Card.Button("answer.save"), ("answer.information.known", "The school rang"));
        await team.Priya.SendAsync(press);
        var data = press["value"]!["action"]!["data"]!.AsObject();

        // Over all that the button sent, as anybody could who knows it but for the words and tries some.
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var text in data.Where(member => member.Key != "verb").OrderBy(member => member.Key, StringComparer.Ordinal).SelectMany(member => new[] { member.Key, member.Value!.ToString() }).Prepend("answer.save").Prepend($"{team.Priya.Person.Id:N}"))
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            hash.AppendData(BitConverter.GetBytes(bytes.Length));
            hash.AppendData(bytes);
        }

        Assert.NotEqual(Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 16)), (await team.TrailAsync(team.Priya.Card.Session))[^1].GetString("Operation"));
    }

    [Fact]
    public void APressIsNamedUnderTheKeyOfTheInstallationAndByWhoeverPressed()
    {
        var (one, other) = (new PersonId(Guid.NewGuid()), new PersonId(Guid.NewGuid()));

        Assert.Equal(Named(1, one), Named(1, one));
        Assert.Equal(3, new[] { Named(1, one), Named(2, one), Named(1, other) }.Distinct(StringComparer.Ordinal).Count());

        static string Named(byte key, PersonId actor)
        {
            var reading = new CardReading(new(Options.Create(new RecordOptions { Key = Key(key) }), Options.Create(new StorageOptions())));
            Assert.True(reading.TryRead(new("answer.save", JsonElement.Parse("""{ "answer.information.known": "The school rang" }""")), actor, out var data));
            return data.Operation;
        }
    }

    private static string Key(byte fill) => Convert.ToBase64String(Enumerable.Repeat(fill, 32).ToArray());
}
