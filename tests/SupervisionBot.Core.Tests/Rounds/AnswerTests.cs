using SupervisionBot.Core.Rounds;
using SupervisionBot.Core.Sessions;
using SupervisionBot.Core.Shared;

namespace SupervisionBot.Core.Tests.Rounds;

public class AnswerTests
{
    [Fact]
    public void OneEntryIsEnough() => Assert.Null(AnswerRules.Unfit(new([], [" More time. "], [" "])));

    [Fact]
    public void AnAnswerSaysSomething() => Assert.Equal(new NothingWritten(), AnswerRules.Unfit(new([""], [], [" \n"])));

    [Fact]
    public void AnEntryIsAsLongAsItIsWithoutTheSpaceAround()
    {
        Assert.Null(AnswerRules.Unfit(new([$" {new string('a', 1000)} "], [], [])));
        Assert.Equal(new TooLong(1001, 1000), AnswerRules.Unfit(new(["x"], [], [new string('a', 1001)])));
    }

    [Fact]
    public void FiveEntriesFitUnderEachPrompt()
    {
        string[] five = ["a", "b", "c", "d", "e"];
        Assert.Null(AnswerRules.Unfit(new(five, [.. five, ""], five)));
        Assert.Equal(new TooMany(5), AnswerRules.Unfit(new([], [.. five, "f"], [])));
    }

    [Fact]
    public void AllEntriesTogetherFitTheDialogThatChangesThem()
    {
        string[] two = [new('a', 1000), new('b', 1000)];
        Assert.Null(AnswerRules.Unfit(new(two, two, [])));
        Assert.Equal(new TooLong(4001, 4000), AnswerRules.Unfit(new(two, two, ["c"])));
    }

    [Fact]
    public void WhatIsKeptHasNoEmptyEntriesAndNoSpaceAround() => Assert.Equal(["a", "b"], AnswerRules.Tidy(new([" a", " ", "b\n"], [], [])).Stop);
}
