using SupervisionBot.Core.Sessions;
using SupervisionBot.Tables;

namespace SupervisionBot.Tests.Redactions;

/// <summary>Words erased one after the other from one record, and what is written meanwhile.</summary>
public sealed class SeveralRedactionsTests
{
    [Fact]
    public async Task WordsErasedOneAfterTheOtherFromOneTextAreBothGone()
    {
        await using var scene = await RedactionScene.FrozenAsync();
        await scene.AskAsync("Casey Jones");
        await scene.EraseAsync();

        await scene.AskAsync("fourteen");
        await scene.EraseAsync();

        var stored = await scene.StoredAsync();
        Assert.All(["Casey", "fourteen"], words => Assert.DoesNotContain(words, stored, StringComparison.Ordinal));
        var summary = await scene.ReadAsync(scene.Team.Priya);
        Assert.Contains("[erased] is [erased].", summary, StringComparison.Ordinal);
        Assert.Contains("She sleeps at [erased]'s, she said.", summary, StringComparison.Ordinal);
        Assert.Contains("it matches", summary, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task AsManyTextsAsMayBeChangedAtOnceAreChangedInOneWriteOfAzureStorage()
    {
        Skip.If(Azurite.ConnectionString is null, Azurite.Absent);
        string[] azure =
        [
            "--Storage:Provider", "AzureTables", "--Storage:ConnectionString", Azurite.ConnectionString, "--Storage:TablePrefix", Azurite.NewTablePrefix(),
            "--Rounds:SealingKey", Convert.ToBase64String(new byte[32]), "--Records:Key", Convert.ToBase64String(new byte[32]),
        ];
        await using var scene = await RedactionScene.FrozenAsync([.. Enumerable.Range(1, ToRedact.MostTexts - 1).Select(number => $"With Casey Jones, version {number}.")], [.. RedactionScene.Leaders(), .. azure]);

        await scene.AskAsync("Casey Jones");
        await scene.EraseAsync();

        Assert.DoesNotContain("Casey", await scene.StoredAsync(), StringComparison.Ordinal);
        var summary = await scene.ReadAsync(scene.Team.Priya);
        Assert.Contains("With [erased], version 89.", summary, StringComparison.Ordinal);
        Assert.Contains("it matches", summary, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ARequestFollowsItsWordsWhenOthersOfTheSameTextAreErased()
    {
        await using var scene = await RedactionScene.FrozenAsync();
        await scene.AskAsync("she said");
        var first = scene.Asked;
        await scene.AskAsync("Casey Jones");
        await scene.EraseAsync();

        scene.Look(first);
        await scene.EraseAsync();

        var stored = await scene.StoredAsync();
        Assert.All(["Casey", "she said"], words => Assert.DoesNotContain(words, stored, StringComparison.Ordinal));
        var summary = await scene.ReadAsync(scene.Team.Priya);
        Assert.Contains("She sleeps at [erased]'s, [erased].", summary, StringComparison.Ordinal);
        Assert.Contains("it matches", summary, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ARequestWhoseWordsWentWithOthersIsNotDecided()
    {
        await using var scene = await RedactionScene.FrozenAsync();
        await scene.AskAsync("at Casey Jones's, she");
        var first = scene.Asked;
        await scene.AskAsync("Casey Jones");
        await scene.EraseAsync();

        await scene.Tom.SendAsync(scene.Tom.Execute("redaction.approve", new() { ["session"] = scene.Session, ["v"] = 999, ["asked"] = first }));

        Assert.Contains("What is left can be asked for again.", scene.Tom.Card.Words, StringComparison.Ordinal);
        Assert.Contains("she said", await scene.StoredAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ARemarkWrittenBeforeTheSecondApprovalLosesTheWordsToo()
    {
        await using var scene = await RedactionScene.FrozenAsync();
        await scene.AskAsync("Casey Jones");
        await scene.ApproveAsync(scene.Tom);
        await scene.LookAsync(scene.Margaret);
        await scene.Team.Priya.SendAsync(scene.Team.Priya.Execute("session.view", new() { ["session"] = scene.Session }));
        await scene.Team.Priya.PressAsync("addendum.add", ("addendum", "I told Casey\u00a0Jones\u2019s mother."));

        await scene.Margaret.PressAsync("redaction.approve");

        Assert.DoesNotContain("Casey", await scene.StoredAsync(), StringComparison.Ordinal);
        Assert.Contains("I told [erased]\u2019s mother.", await scene.ReadAsync(scene.Team.Priya), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("March")]
    [InlineData("Priya")]
    [InlineData("05")]
    public async Task DaysAndNamesThatLookLikeTheWordsStay(string words)
    {
        await using var scene = await RedactionScene.FrozenAsync();
        await scene.AskAsync("Visit at home");
        await scene.EraseAsync();
        await scene.Team.Priya.SendAsync(scene.Team.Priya.Execute("session.view", new() { ["session"] = scene.Session }));
        await scene.Team.Priya.PressAsync("addendum.add", ("addendum", "Priya was in flat 05 in March."));

        await scene.AskAsync(words);
        await scene.EraseAsync();

        var summary = await scene.ReadAsync(scene.Team.Priya);
        Assert.Contains("Priya was in flat 05 in March.".Replace(words, "[erased]", StringComparison.Ordinal), summary, StringComparison.Ordinal);
        Assert.All(["5 March 2027", "Priya Nowak", "it matches"], there => Assert.Contains(there, summary, StringComparison.Ordinal));
        await scene.Team.RestartAsync(RedactionScene.Leaders());
        Assert.Contains("5 March 2027", await scene.ReadAsync(scene.Team.Priya), StringComparison.Ordinal);
    }
}
