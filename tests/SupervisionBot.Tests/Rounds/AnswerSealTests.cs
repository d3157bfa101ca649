using System.Security.Cryptography;
using FsCheck;
using FsCheck.Fluent;
using SupervisionBot.Core.Rounds;
using SupervisionBot.Rounds;

namespace SupervisionBot.Tests.Rounds;

/// <summary>Every sealed answer has one length, whatever is in it, and opens as what it was.</summary>
public sealed class AnswerSealTests
{
    private static readonly AnswerSeal s_anonymous = new(new byte[32], new byte[32], isAnonymous: true);
    private static readonly AnswerSeal s_named = new(new byte[32], new byte[32], isAnonymous: false);

    [Theory]
    [InlineData("a")]
    [InlineData("\"")]
    [InlineData("\u0001")]
    [InlineData("\u20ac")]
    [InlineData("\u0641")]
    [InlineData("\ud83d\ude42")]
    public void TheLongestAnswerOfWhateverCharactersHasTheLengthOfTheShortest(string character)
    {
        var text = string.Concat(Enumerable.Repeat(character, AnswerRules.LongestEntry / character.Length));
        var longest = new SealedAnswer("c100", new([text, text], [text], [text]));

        Assert.Equal(Seal(s_anonymous, new("c1", new(["x"], [], []))).Length, Seal(s_anonymous, longest).Length);
        Assert.Equal(Seal(s_named, new("c1", new(["x"], [], []), Guid.NewGuid(), "A", DateTimeOffset.UnixEpoch)).Length, Seal(s_named, longest with { By = Guid.NewGuid(), Name = new string('\u20ac', 256), At = DateTimeOffset.UnixEpoch }).Length);
    }

    [Fact]
    public void WhatIsSealedOpensAsItWas() => Prop.ForAll(
        ArbMap.Default.ArbFor<(NonNull<string>[], NonNull<string>[], NonNull<string>[])>(),
        given =>
        {
            static IReadOnlyList<string> texts(NonNull<string>[] some) => [.. some.Take(5).Select(text => new string([.. text.Get.Where(character => !char.IsSurrogate(character)).Take(200)]))];
            var answer = new SealedAnswer("c7", new(texts(given.Item1), texts(given.Item2), texts(given.Item3)), Guid.NewGuid(), "Priya Nowak", DateTimeOffset.UnixEpoch.AddDays(9));
            var opened = SealedAnswer.FromBytes(s_named.Open("aa", s_named.Seal("aa", answer.ToBytes())));
            return opened.Channel == answer.Channel && (opened.By, opened.Name, opened.At) == (answer.By, answer.Name, answer.At)
                && Enum.GetValues<RoundPrompt>().All(prompt => opened.Content.Under(prompt).SequenceEqual(answer.Content.Under(prompt)));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void NothingOpensUnderAnotherNameOrInAnotherRound()
    {
        var sealing = s_anonymous.Seal("aa", [1, 2, 3]);

        Assert.Throws<AuthenticationTagMismatchException>(() => s_anonymous.Open("bb", sealing));
        Assert.Throws<AuthenticationTagMismatchException>(() => new AnswerSeal(new byte[32], [.. Enumerable.Repeat((byte)1, 32)], isAnonymous: true).Open("aa", sealing));
    }

    private static byte[] Seal(AnswerSeal seal, SealedAnswer answer) => seal.Seal("aa", answer.ToBytes());
}
