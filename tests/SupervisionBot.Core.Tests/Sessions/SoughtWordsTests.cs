using FsCheck;
using FsCheck.Fluent;
using SupervisionBot.Core.Sessions;

namespace SupervisionBot.Core.Tests.Sessions;

/// <summary>Words are found as people read them, and nothing that only has them as a part.</summary>
public class SoughtWordsTests
{
    [Theory]
    [InlineData("Casey Jones", "She sleeps at Casey Jones's.", "She sleeps at [erased]'s.")]
    [InlineData("casey jones", "CASEY JONES, and Casey Jones!", "[erased], and [erased]!")]
    [InlineData("Ann", "Planning with Ann. Annie and joann.", "Planning with [erased]. Annie and joann.")]
    [InlineData("12 Mill Lane", "112 Mill Lane, 12 Mill Lane", "112 Mill Lane, [erased]")]
    [InlineData("(x)", "a(x)b", "a[erased]b")]
    [InlineData(".", "One. Two.", "One. Two.")]
    [InlineData("", "Nothing", "Nothing")]
    public void WholeWordsAreTakenOutInWhateverCase(string words, string text, string left) => Assert.Equal(left, new SoughtWords(words).Without(text));

    [Theory]
    [InlineData("Casey Jones", "Casey  Jones, Casey\u00a0Jones, Casey\nJones")]
    [InlineData("Casey\u00a0 Jones", "Casey Jones")]
    [InlineData("Casey's", "Casey\u2019s, Casey\u02bcs")]
    [InlineData("Casey\u2019s", "Casey's")]
    [InlineData("Ann-Marie", "Ann\u2011Marie, Ann\u2013Marie")]
    [InlineData("Zo\u00eb", "Zoe\u0308")]
    [InlineData("Zoe\u0308", "ZO\u00cb")]
    [InlineData("Casey", "Ca\u00adsey, Ca\u200bsey")]
    [InlineData("Ca\u200bsey", "Casey")]
    [InlineData(" Casey ", "Casey")]
    [InlineData("Casey\ufffe", "Casey\ufffe")]
    public void TheSameWordsAreFoundHoweverTheyWereTyped(string words, string texts) =>
        Assert.All(texts.Split(", "), text => Assert.Equal($"With {Redacting.Mark}.", new SoughtWords(words).Without($"With {text}.")));

    [Fact]
    public void AnAccentMakesAnotherNameOfIt() => Assert.Equal("Zoe\u0308", new SoughtWords("Zoe").Without("Zoe\u0308"));

    [Fact]
    public void WhereTheyStandIsSaidOfTheTextAsItIs() => Assert.Equal((5, 12), new SoughtWords("Casey Jones").In("With Casey  Jones."));

    [Fact]
    public void WhatIsTakenOutIsNotFoundAgain() => Prop.ForAll(
        ArbMap.Default.ArbFor<(NonEmptyString, NonEmptyString, NonEmptyString)>(),
        given =>
        {
            var (before, words, after) = given;
            var sought = new SoughtWords(words.Get);
            var left = sought.Without($"{before.Get} {words.Get} {after.Get}");
            return sought.In(Redacting.Mark) is not null || sought.Without(left) == left;
        }).QuickCheckThrowOnFailure();
}
