using SupervisionBot.Sessions;
using SupervisionBot.Storage;
using SupervisionBot.Tests.Team;

namespace SupervisionBot.Tests;

/// <summary>How a session stands in storage, for whoever opens it with a storage browser in ten years.</summary>
public sealed class StoredFormTests
{
    [Fact]
    public async Task AFrozenSummaryCanBeReadInItsColumns()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.WholeAsync();

        var row = (await team.FrozenAsync(team.Sarah.Card.Session))!;

        Assert.Equal(Walks.CaseReference, row.GetString("CaseReference"));
        Assert.Contains("4 March 2027", row.GetString("Date"), StringComparison.Ordinal);
        Assert.Contains("Sarah Ahmed", row.GetText("Who"), StringComparison.Ordinal);
        Assert.Contains("Priya Nowak", row.GetText("Who"), StringComparison.Ordinal);
        Assert.Contains("Visit today", row.GetText("Decision"), StringComparison.Ordinal);
        Assert.Contains("It is quick and kind", row.GetText("Rationale"), StringComparison.Ordinal);
        Assert.Matches("^[0-9a-f]{64}$", row.GetString("Fingerprint"));
        var sections = row.PropertyNames.Where(name => name.StartsWith("Section_", StringComparison.Ordinal)).Select(row.GetText).ToList();
        Assert.Equal((await team.StoredAsync(team.Sarah.Card.Session)).Guide.Summary.Count, sections.Count);
        foreach (var said in new[] { "The school rang", "He says he is tired", "He is tired and nobody saw him", "Too slow for a tired child", "Ring the duty team", "He was seen" })
        {
            Assert.Contains(sections, section => section!.Contains(said, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task AFrozenSummaryThatNobodyTouchedCarriesNoWarning()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.WholeAsync();
        await team.RestartAsync();

        await team.Sarah.RefreshAsync();

        Assert.DoesNotContain("does not match", team.Sarah.Card.Words, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Section_plan")]
    [InlineData("Rationale")]
    [InlineData("CaseReference")]
    [InlineData("Fingerprint")]
    public async Task AChangedColumnIsNoticed(string column)
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.WholeAsync();
        var row = (await team.FrozenAsync(team.Sarah.Card.Session))!;
        var stored = row.GetString(column)!;
        var middle = stored.Length / 2;
        row[column] = stored.Remove(middle, 1).Insert(middle, stored[middle] == 'A' ? "B" : "A");

        await team.Store.SubmitAsync("sessions", row.PartitionKey, [TableAction.Replace(row)], CancellationToken.None);
        await team.Sarah.RefreshAsync();

        Assert.Contains("does not match", team.Sarah.Card.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ChangedContentIsNoticed()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.WholeAsync();
        var columns = (await team.FrozenAsync(team.Sarah.Card.Session))!;
        var content = (await team.Store.GetAsync("sessions", columns.PartitionKey, FrozenSummaryRow.ContentRowKey, CancellationToken.None))!;
        var packed = content.GetText("Canonical")!.ToCharArray();
        packed[packed.Length / 2] = packed[packed.Length / 2] == 'Q' ? 'R' : 'Q';
        content.SetText("Canonical", new(packed));

        await team.Store.SubmitAsync("sessions", columns.PartitionKey, [TableAction.Replace(content)], CancellationToken.None);
        await team.Sarah.RefreshAsync();

        Assert.Contains("does not match", team.Sarah.Card.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AFrozenSummaryThatIsGoneIsNoticed()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.WholeAsync();
        var row = (await team.FrozenAsync(team.Sarah.Card.Session))!;

        await team.Store.SubmitAsync("sessions", row.PartitionKey, [TableAction.Delete(row)], CancellationToken.None);
        await team.Sarah.RefreshAsync();

        Assert.Contains("does not match", team.Sarah.Card.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OneTurnCostsOnePartitionQueryAndOneBatch()
    {
        WatchedStore? store = null;
        await using var team = await SupervisionTeam.MeetAsync(services => services.Decorate(own => store = new WatchedStore(own)));
        await team.OpenAsync();
        await team.Priya.PressAsync("answer.save", ("answer.information.known", "The school rang"));
        await team.SettleAsync();
        store!.Calls.Clear();

        await team.Priya.PressAsync("answer.save", ("answer.information.known", "The school rang twice"));

        Assert.Equal(["query sessions", "submit sessions"], store.Calls);
    }

    [Fact]
    public async Task AnEmptyPressCostsOnePartitionQuery()
    {
        WatchedStore? store = null;
        await using var team = await SupervisionTeam.MeetAsync(services => services.Decorate(own => store = new WatchedStore(own)));
        await team.OpenAsync();
        await team.Priya.PressAsync("answer.save");
        await team.SettleAsync();
        store!.Calls.Clear();

        await team.Priya.PressAsync("answer.save");

        Assert.Equal(["query sessions"], store.Calls);
    }
}
