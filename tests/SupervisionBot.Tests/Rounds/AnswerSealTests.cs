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

    [Theory]
    [InlineData("installation")]
    [InlineData("tenant")]
    [InlineData("round")]
    [InlineData("anonymous")]
    [InlineData("channel")]
    [InlineData("conversation")]
    [InlineData("team")]
    [InlineData("people behind numbers")]
    [InlineData("people behind words")]
    public void WhatWasSealedDoesNotOpenWhereOneThingThatARoundIsWasAnother(string other)
    {
        var (address, round) = (new RoundAddress(new("11111111-0000-4000-8000-000000000001"), new(new("66666666-0000-4000-8000-000000000001"))), Asked(anonymous: true, new("c01", "19:c", "19:t", "Team", "General"), new(5, 10)));
        static AnswerSeal Of(string installation, RoundAddress address, Round round) => new(new byte[32], AnswerSeal.BindingOf(installation, address, round), round.Plan.Anonymous);
        var sealing = Of("bot", address, round).Seal("aa", [1, 2, 3]);

        var changed = other switch
        {
            "installation" => Of("other", address, round),
            "tenant" => Of("bot", address with { Tenant = new("11111111-0000-4000-8000-000000000002") }, round),
            "round" => Of("bot", address with { Round = new(new("66666666-0000-4000-8000-000000000002")) }, round),
            "anonymous" => Of("bot", address, round with { Plan = round.Plan with { Anonymous = false } }),
            "channel" => Of("bot", address, round with { Plan = round.Plan with { Channels = [round.Plan.Channels[0] with { Key = "c02" }] } }),
            "conversation" => Of("bot", address, round with { Plan = round.Plan with { Channels = [round.Plan.Channels[0] with { Conversation = "19:d" }] } }),
            "team" => Of("bot", address, round with { Plan = round.Plan with { Channels = [round.Plan.Channels[0] with { Team = "19:u" }] } }),
            "people behind numbers" => Of("bot", address, round with { Thresholds = new(3, 10) }),
            _ => Of("bot", address, round with { Thresholds = new(5, 9) }),
        };

        Assert.Equal([1, 2, 3], Of("bot", address, round).Open("aa", sealing));
        Assert.Throws<AuthenticationTagMismatchException>(() => changed.Open("aa", sealing));
    }

    private static Round Asked(bool anonymous, RoundChannel channel, Thresholds thresholds) => new()
    {
        Id = new(new("66666666-0000-4000-8000-000000000001")),
        Plan = new("What should change?", [channel], new(2027, 3, 1, 9, 0, 0), new(2027, 3, 12, 17, 0, 0), anonymous, Repeats: null),
        Leader = new(new("22222222-0000-4000-8000-000000000001")),
        LeaderName = "Sarah Ahmed",
        First = new(2027, 3, 1, 9, 0, 0),
        Thresholds = thresholds,
    };

    private static byte[] Seal(AnswerSeal seal, SealedAnswer answer) => seal.Seal("aa", answer.ToBytes());
}
