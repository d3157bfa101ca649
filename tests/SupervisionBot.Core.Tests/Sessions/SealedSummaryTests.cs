using SupervisionBot.Core.Shared;
using SupervisionBot.Core.Summaries;
using static SupervisionBot.Core.Tests.Sessions.Scene;

namespace SupervisionBot.Core.Tests.Sessions;

public class SealedSummaryTests
{
    [Fact]
    public void IsReadAsItWasWritten()
    {
        var sealing = Sealed();

        var read = SealedSummary.FromJson(sealing.ToJson());

        Assert.True(read.Holds);
        Assert.Equal(sealing.ToFingerprint(), read.ToFingerprint());
        Assert.Equal(sealing.Summary.ToCanonicalJson(), read.Summary.ToCanonicalJson());
    }

    [Fact]
    public void AnyOtherTextDoesNotHold()
    {
        var sealing = Sealed();

        Assert.True(sealing.Holds);
        Assert.False((sealing with { Summary = sealing.Summary with { Rationale = "Another." } }).Holds);
        Assert.False((sealing with { Summary = sealing.Summary with { CaseReference = "CASE-9" } }).Holds);
        Assert.False((sealing with { Seals = [.. sealing.Seals.Skip(1)] }).Holds);
    }

    [Fact]
    public void TheFingerprintHoldsWhenATextIsErasedAndNotWhenAnythingElseIsChanged()
    {
        var sealing = Sealed();
        var erased = sealing with { Summary = sealing.Summary with { Rationale = "" }, Seals = [.. sealing.Seals.Select((seal, place) => place == 2 ? seal with { Salt = null } : seal)] };

        Assert.True(erased.Holds);
        Assert.Equal(sealing.ToFingerprint(), erased.ToFingerprint());
        Assert.NotEqual(sealing.ToFingerprint(), (sealing with { Summary = sealing.Summary with { Participants = ["Eve"] } }).ToFingerprint());
        Assert.NotEqual(sealing.ToFingerprint(), (sealing with { Seals = [.. sealing.Seals.Reverse()] }).ToFingerprint());
    }

    [Fact]
    public void ASaltThatIsGoneStaysGoneWhereItIsStored()
    {
        var sealing = Sealed();
        var erased = sealing with { Seals = [.. sealing.Seals.Select((seal, place) => place == 2 ? seal with { Salt = null } : seal)] };

        Assert.Null(SealedSummary.FromJson(erased.ToJson()).Seals[2].Salt);
    }

    [Fact]
    public void TheSameTextUnderAnotherSaltIsAnotherCommitment() =>
        Assert.NotEqual(Canonical.Commitment(["Seen."], new byte[16]), Canonical.Commitment(["Seen."], [.. new byte[15], 1]));

    [Fact]
    public void NoTwoListsOfTextsRunTogether() => Assert.NotEqual(Canonical.Bytes(["ab", "c"]), Canonical.Bytes(["a", "bc"]));

    private static SealedSummary Sealed()
    {
        var summary = Summary.Compose(Frozen().Session, Repository.Knowsley);
        return SealedSummary.Of(summary, summary.Texts.Select((_, place) => Enumerable.Repeat((byte)place, Canonical.SaltLength).ToArray()).ToList());
    }
}
