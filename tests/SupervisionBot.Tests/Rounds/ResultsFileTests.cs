using System.Text;
using System.Text.Json.Nodes;
using CsvHelper;
using Microsoft.Extensions.DependencyInjection;
using SupervisionBot.Core.Rounds;
using SupervisionBot.FakeTeams;
using SupervisionBot.Rounds;
using SupervisionBot.Rounds.Results;
using SupervisionBot.Tests.Team;

namespace SupervisionBot.Tests.Rounds;

public sealed class ResultsFileTests(ResultsScene scene) : IClassFixture<ResultsScene>
{
    [Fact]
    public async Task ALeaderAllowsTheFileAndFindsItInTheirOneDrive()
    {
        var round = await scene.OrdinaryAsync();
        await scene.SortAsync(round, ("Forms", RoundPrompt.Stop, text => text.Contains('a', StringComparison.Ordinal)));

        var (file, offer) = await ExportAsync(round);

        Assert.Equal([0xEF, 0xBB, 0xBF], file[..3]);
        Assert.Equal($"stop-start-continue-{LondonDay(await scene.Rounds.FindAsync(round))}.csv", (string?)offer.FileOffer!["name"]);
        Assert.Equal(file.Length, (int)offer.FileOffer["content"]!["sizeInBytes"]!);
        Assert.Single(scene.Team.Connector.Fake.ShownIn(scene.Sarah.Chat.Id), message => message.File is not null && message.Id != offer.Id && message.Versions[0].Number > offer.Versions[0].Number);
        Assert.DoesNotContain(scene.Team.Connector.Fake.ShownIn(scene.Sarah.Chat.Id), message => message.Id == offer.Id);
    }

    [Fact]
    public async Task TheFileSaysWhatTheCardShowsAndNoMore()
    {
        var round = await scene.OrdinaryAsync();
        await scene.SortAsync(round, ("Forms", RoundPrompt.Stop, text => text.Contains('a', StringComparison.Ordinal)));

        var rows = Read((await ExportAsync(round)).File);

        Assert.Contains(rows, row => row.SequenceEqual(["Question", "What should change?"]));
        Assert.Contains(rows, row => row[0] == "Closed" && (row[1].EndsWith(" BST", StringComparison.Ordinal) || row[1].EndsWith(" GMT", StringComparison.Ordinal)));
        Assert.Contains(rows, row => row.SequenceEqual(["People who answered", "25"]));
        Assert.Contains(rows, row => row[0] == "Not shown" && row[1].Contains("folded together", StringComparison.Ordinal));
        var table = rows.SkipWhile(row => row[0] != "Prompt").ToList();
        Assert.Equal(["Prompt", "Theme", "Entry", "Team"], table[0]);
        Assert.Equal(25, table.Count - 1);
        Assert.Contains(table, row => row.SequenceEqual(["Stop", "Forms", "Stop a03", "Team 01"]));
        Assert.Contains(table, row => row.SequenceEqual(["Stop", "No theme yet", "Stop c01", "Other teams"]));
        Assert.DoesNotContain("Team 03", string.Join('\n', rows.SelectMany(row => row)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatIsNotShownIsNotInTheFile()
    {
        var rows = Read((await ExportAsync(await scene.CountedAsync([4, 0, 0], ResultsScene.Stops))).File);

        Assert.Contains(rows, row => row.SequenceEqual(["People who answered", "4"]));
        Assert.DoesNotContain(rows, row => row[0] is "Prompt" || row[0].StartsWith("Entries", StringComparison.Ordinal));
        Assert.DoesNotContain("Stop a", string.Join('\n', rows.SelectMany(row => row)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task OfANamedRoundTheFileSaysWhoAndWhen()
    {
        var rows = Read((await ExportAsync(await scene.CountedAsync([1, 0, 0], ResultsScene.Stops, anonymous: false))).File);

        var table = rows.SkipWhile(row => row[0] != "Prompt").ToList();
        Assert.Equal(["Prompt", "Theme", "Entry", "Team", "Who", "Last saved"], table[0]);
        Assert.Equal(["Stop", "No theme yet", "Stop a00", "Team 01", "Worker 1 0"], table[1][..5]);
        Assert.Matches("^[0-9]+ [A-Z][a-z]+ 20[0-9]{2}, [0-9]{2}:[0-9]{2} (GMT|BST)$", table[1][5]);
    }

    /// <summary>What "CSV Injection" (owasp.org) lists, and some that are known from elsewhere.</summary>
    [Fact]
    public async Task NoCellBeginsAFormula()
    {
        string[] attacks =
        [
            "=1+1", "+1+1", "-1+1", "@SUM(1+1)", "\t=1+1", "\r=1+1", "\n=1+1", "＝1+1", "＋1+1", "－1+1", "＠SUM(1)", "=cmd|' /C calc'!A0", "=HYPERLINK(\"http://x\",\"y\")", "\",=1+1,\"", "';=1+1", "a\",\"=1+1",
        ];
        var round = await scene.CountedAsync([16, 0, 0], (_, person) => new([attacks[person]], [attacks[person]], []));
        await scene.Rounds.DoAsync(round, new CreateTheme("=1+1", RoundPrompt.Start));
        await scene.SortAsync(round, ("＝2", RoundPrompt.Stop, _ => true));

        var rows = Read((await ExportAsync(round)).File);

        var table = rows.SkipWhile(row => row[0] != "Prompt").Skip(1).ToList();
        Assert.Equal(32, table.Count);
        Assert.All(table, row => Assert.Equal(4, row.Length));
        Assert.All(rows.SelectMany(row => row), cell => Assert.False(cell.Length > 0 && "=+-@\t\r\n＝＋－＠".Contains(cell[0], StringComparison.Ordinal), cell));
        Assert.Contains(table, row => row[2] == "'=cmd|' /C calc'!A0");
        Assert.Contains(table, row => row[1] == "'＝2");
    }

    [Fact]
    public async Task AnOfferThatIsDeclinedIsTakenAway()
    {
        var round = await scene.CountedAsync([12, 0, 0], ResultsScene.Stops);
        var offer = await OfferAsync(round);
        var uploads = scene.OneDrive.Calls.Count;

        await AnswerAsync(Client(scene.Sarah).Declines(offer));

        Assert.Equal(uploads, scene.OneDrive.Calls.Count);
        Assert.StartsWith("No file was made.", scene.Sarah.Texts[^1], StringComparison.Ordinal);
        Assert.DoesNotContain(scene.Team.Connector.Fake.ShownIn(scene.Sarah.Chat.Id), message => message.Id == offer.Id);
    }

    [Fact]
    public async Task SomebodyElsesConsentToALeadersOfferMakesNoFile()
    {
        var offer = await OfferAsync(await scene.CountedAsync([12, 0, 0], ResultsScene.Stops));
        var uploads = scene.OneDrive.Calls.Count;

        await AnswerAsync(Client(scene.Team.Priya).Allows(offer, scene.OneDrive.PlaceFor(scene.Drive.Address, "a.csv")));

        Assert.Equal(uploads, scene.OneDrive.Calls.Count);
        Assert.StartsWith("Only senior leaders can read", scene.Team.Priya.Texts[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnOfferStandsWhileOneDriveDoesNotAnswer()
    {
        var offer = await OfferAsync(await scene.CountedAsync([12, 0, 0], ResultsScene.Stops));
        scene.OneDrive.FailNext(503);

        await AnswerAsync(Client(scene.Sarah).Allows(offer, scene.OneDrive.PlaceFor(scene.Drive.Address, "a.csv")));

        Assert.StartsWith("OneDrive did not answer", scene.Sarah.Texts[^1], StringComparison.Ordinal);
        Assert.Contains(scene.Team.Connector.Fake.ShownIn(scene.Sarah.Chat.Id), message => message.Id == offer.Id);
    }

    /// <summary>As Teams delivers an answer again: under its id, and half a minute later under a new one.</summary>
    [Theory]
    [InlineData(true, true)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(false, false)]
    public async Task AnAnswerToAnOfferThatComesTwiceIsDoneOnceAndNothingIsSaidTheSecondTime(bool underTheSameId, bool allows)
    {
        var offer = await OfferAsync(await scene.CountedAsync([12, 0, 0], ResultsScene.Stops));
        var consent = allows ? Client(scene.Sarah).Allows(offer, scene.OneDrive.PlaceFor(scene.Drive.Address, "a.csv")) : Client(scene.Sarah).Declines(offer);
        await AnswerAsync(consent);
        var (uploads, shown) = (scene.OneDrive.Calls.Count, scene.Team.Connector.Fake.Postings.Count);

        if (!underTheSameId)
        {
            consent["id"] = $"f:{Guid.NewGuid()}";
        }

        await AnswerAsync(consent);

        Assert.Equal((uploads, shown), (scene.OneDrive.Calls.Count, scene.Team.Connector.Fake.Postings.Count));
    }

    [Fact]
    public async Task AnswersAtTheSameMomentGiveOneFile()
    {
        var offer = await OfferAsync(await scene.CountedAsync([12, 0, 0], ResultsScene.Stops));
        await scene.Team.SettleAsync();
        var (uploads, texts) = (scene.OneDrive.Calls.Count, scene.Sarah.Texts.Count);
        var place = scene.OneDrive.PlaceFor(scene.Drive.Address, "a.csv");

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => AnswerAsync(Client(scene.Sarah).Allows(offer, place))));

        Assert.Equal((uploads + 1, texts), (scene.OneDrive.Calls.Count, scene.Sarah.Texts.Count));
    }

    [Fact]
    public async Task CopiesOfTheAppKnowOfEachOthersAnswersAndOneThatNobodyIsAtAnyMoreIsTakenOver()
    {
        var (team, delivery) = (scene.Team, Answer());
        var (here, there) = (new AnsweredOffers(team.Store, team.Clock), new AnsweredOffers(team.Store, team.Clock));

        var first = await here.BeginAsync(delivery, default);
        Assert.False(first!.WasInDoubt);
        Assert.Null(await there.BeginAsync(delivery with { Key = "another" }, default));

        await here.EndAsync(first, OfferStage.InDoubt, default);
        Assert.True((await there.BeginAsync(delivery, default))!.WasInDoubt);
        Assert.Null(await here.BeginAsync(delivery, default));
        team.Clock.Move(AnsweredOffers.Patience + TimeSpan.FromSeconds(1));
        var last = await here.BeginAsync(delivery, default);
        await here.EndAsync(last!, OfferStage.Answered, default);

        team.Clock.Move(AnsweredOffers.Patience + TimeSpan.FromSeconds(1));
        Assert.Null(await there.BeginAsync(delivery, default));
    }

    [Fact]
    public async Task AnAnswerThatTwoCopiesTakeOverAtTheSameMomentIsDoneByOneOfThem()
    {
        var (team, delivery) = (scene.Team, Answer());
        var offers = new AnsweredOffers(team.Store, team.Clock);
        await offers.EndAsync((await offers.BeginAsync(delivery, default))!, OfferStage.InDoubt, default);

        // The other writes between the look of this one and its own write.
        Assert.Null(await new AnsweredOffers(new RacingStore(team.Store, "offer|") { Races = 2 }, team.Clock).BeginAsync(delivery, default));
    }

    [Fact]
    public async Task AFileThatMayBeThereIsNotSaidToHaveBeenRefused()
    {
        var offer = await OfferAsync(await scene.CountedAsync([12, 0, 0], ResultsScene.Stops));
        var place = scene.OneDrive.PlaceFor(scene.Drive.Address, "a.csv");
        scene.OneDrive.FailNext(503);
        await AnswerAsync(Client(scene.Sarah).Allows(offer, place));
        scene.OneDrive.FailNext(404);

        await AnswerAsync(Client(scene.Sarah).Allows(offer, place));

        Assert.StartsWith("The file may be in your OneDrive already.", scene.Sarah.Texts[^1], StringComparison.Ordinal);
    }

    private static Teams.Delivery Answer() =>
        new(new(SupervisionTeam.Tenant, Guid.NewGuid(), "29:x", "X"), new(SupervisionTeam.Tenant, "a:1x", Teams.ConversationKind.Personal, "https://smba.trafficmanager.net/emea/", "28:bot"), "key", "1790000000015", Team: null);

    private async Task<(byte[] File, ShownMessage Offer)> ExportAsync(RoundAddress round)
    {
        var offer = await OfferAsync(round);
        var place = scene.OneDrive.PlaceFor(scene.Drive.Address, (string)offer.FileOffer!["name"]!);
        await AnswerAsync(Client(scene.Sarah).Allows(offer, place));
        return (scene.OneDrive.Find((string)place["uniqueId"]!)!, offer);
    }

    private async Task<ShownMessage> OfferAsync(RoundAddress round)
    {
        var answer = await ResultsScene.PressAsync(scene.Sarah, "results.export", round);
        Assert.StartsWith("The file is offered below", answer.Message, StringComparison.Ordinal);
        return scene.Team.Connector.Fake.ShownIn(scene.Sarah.Chat.Id).Last(message => message.FileOffer is not null);
    }

    private async Task AnswerAsync(JsonObject consent)
    {
        Assert.Equal(200, (await scene.Team.PostAsync(consent)).Status);
        await scene.Team.SettleAsync();
    }

    private TeamsClient Client(Somebody who)
    {
        var member = new Member(who.Person.Id, who.Person.Mri, who.Person.Name);
        return scene.Rounds.Client(member, Room.Personal(SupervisionTeam.Tenant, member, who.Chat.Id));
    }

    private static string LondonDay(Round round) => Core.Shared.LondonTime.Day(round.ClosedAt!.Value).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    private static List<string[]> Read(byte[] file)
    {
        var rows = new List<string[]>();
        using var csv = CsvReader.FromText(Encoding.UTF8.GetString(file.AsSpan(3)), CsvReaderOptions.Default with { HasHeader = false, FieldCountMismatch = CsvFieldCountHandling.Allow });
        while (csv.Read())
        {
            rows.Add([.. Enumerable.Range(0, csv.FieldCount).Select(csv.GetString)]);
        }

        return rows;
    }
}
