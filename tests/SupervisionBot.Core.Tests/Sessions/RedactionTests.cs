using SupervisionBot.Core.Sessions;
using SupervisionBot.Core.Shared;
using static SupervisionBot.Core.Tests.Sessions.Scene;

namespace SupervisionBot.Core.Tests.Sessions;

/// <summary>Two leaders, neither of whom asks, have words erased from a frozen record.</summary>
public class RedactionTests
{
    private static readonly PersonId Ada = Person(11);
    private static readonly PersonId Eli = Person(12);

    [Fact]
    public void TheSecondLeaderWhoApprovesHasTheWordsErased()
    {
        var scene = Asked();
        scene.Do(Ada, Approve(scene));
        Assert.Equal(RedactionStatus.Asked, scene.Session.Redactions[0].Status);

        scene.Do(Eli, Approve(scene));

        Assert.Equal(RedactionStatus.Erased, scene.Session.Redactions[0].Status);
        Assert.Equal(["Ada", "Ada"], scene.Session.Redactions[0].Said.Select(said => said.Name));
        Assert.IsType<Redacted>(scene.Trail[^1].Event);
    }

    [Fact]
    public void OneLeaderCountsOnce()
    {
        var scene = Asked();
        scene.Do(Ada, Approve(scene), Approve(scene));

        Assert.Single(scene.Session.Redactions[0].Said);
    }

    [Fact]
    public void WhoeverAsksDoesNotApprove()
    {
        var scene = Asked();

        Assert.Equal(new NotOnesOwn(), scene.Refused(Lead, Approve(scene)));
    }

    [Fact]
    public void WhatIsDecidedStaysDecided()
    {
        var scene = Asked();
        scene.Do(Ada, new DeclineRedaction(scene.Session.Redactions[0].Asked, "Ada", "The court has it."));

        Assert.Equal(new DecidedAlready(), scene.Refused(Eli, Approve(scene)));
        Assert.Equal(new DecidedAlready(), scene.Refused(Eli, new DeclineRedaction(scene.Session.Redactions[0].Asked, "Eli", "No.")));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    public void WhatRemainsIsNotTakenFromATrailThatHasMoreOrLessThanWasRead(int off)
    {
        var scene = Asked();
        scene.Do(Ada, Approve(scene));

        Assert.Equal(new WrittenMeanwhile(), scene.Refused(Eli, Approve(scene) with { AsOf = scene.Session.Sequence + off }));
    }

    [Fact]
    public void WhereTheWordsStandNowhereNothingIsSaidToBeErased()
    {
        var scene = Asked();
        scene.Do(Ada, Approve(scene));

        Assert.Equal(new NotThere(), scene.Refused(Eli, Approve(scene) with { Remains = [] }));
    }

    [Fact]
    public void WhoeverAskedTakesItBackWhileItIsNotDecided()
    {
        var scene = Asked();
        var withdraw = new WithdrawRedaction(scene.Session.Redactions[0].Asked);
        Assert.Equal(new NotThere(), scene.Refused(Other, withdraw));

        scene.Do(Lead, withdraw, withdraw);

        Assert.Equal(RedactionStatus.Withdrawn, scene.Session.Redactions[0].Status);
        Assert.Equal(new DecidedAlready(), scene.Refused(Ada, Approve(scene)));
        Assert.Single(scene.Trail, entry => entry.Event is RedactionWithdrawn);
    }

    [Fact]
    public void WhatIsDecidedIsNotTakenBack()
    {
        var scene = Asked();
        scene.Do(Ada, Approve(scene)).Do(Eli, Approve(scene));

        Assert.Equal(new DecidedAlready(), scene.Refused(Lead, new WithdrawRedaction(scene.Session.Redactions[0].Asked)));
    }

    [Fact]
    public void ARequestFollowsItsWordsWhenOthersOfTheSameTextAreErased()
    {
        var trail = new[] { Entry(1, new Answered("q", "She was with Ann and Ben, at Ann and Ben's.")), Entry(2, new Answered("q", "Ben")) };
        var remains = Redacting.Remains(trail, Repository.Knowsley, "Ann");

        var moved = Redacting.Moved(trail, Repository.Knowsley, remains, [Request(21, new(1, 0, 21, 3)), Request(22, new(1, 0, 13, 11)), Request(23, new(2, 0, 0, 3))]);

        Assert.Equal([new(21, new(1, 0, "She was with [erased] and ".Length, 3))], moved);
    }

    [Fact]
    public void ARequestWhoseWordsWentWithOthersIsNotDecided()
    {
        var scene = Asked().Do(Lead, new AskRedaction(new(1, 0, 0, 1), "Another.")).Do(Lead, new AskRedaction(new(1, 0, 2, 1), "A third."));
        var asked = scene.Session.Redactions;
        var approve = Approve(scene) with { Asked = asked[0].Asked, Moved = [new(asked[2].Asked, new(1, 0, 9, 1))] };

        scene.Do(Ada, approve).Do(Eli, approve with { AsOf = scene.Session.Sequence });

        Assert.Equal([RedactionStatus.Erased, RedactionStatus.Overtaken, RedactionStatus.Asked], scene.Session.Redactions.Select(request => request.Status));
        Assert.Equal(9, scene.Session.Redactions[2].Words.Start);
    }

    [Fact]
    public void LeadersAreNoParticipants()
    {
        var scene = Asked();
        scene.Do(Ada, Approve(scene)).Do(Eli, Approve(scene));

        Assert.Equal([Lead, Other], scene.Session.Joined.Order(Comparer<PersonId>.Create((one, another) => one.Value.CompareTo(another.Value))));
    }

    [Fact]
    public void ATrailReadsAsWhatRemainedOfItWhateverTheOrder()
    {
        var trail = new[]
        {
            Entry(1, new Answered("q", "")),
            Entry(2, new Redacted(9, [new(1, [""])], "", "")),
            Entry(3, new Redacted(9, [new(1, ["[erased] and [erased]"]), new(2, ["[erased] and Ben"])], "", "")),
        };

        var applied = Redacting.Applied(trail);

        Assert.Equal("[erased] and [erased]", ((Answered)applied[0].Event).Value);
        Assert.Equal(["[erased] and Ben"], EventWords.Of(applied[1].Event));
    }

    [Fact]
    public void WhatAnEntryHadLeftIsSaidOnceAndItsDayIsNotTouchedThere()
    {
        var trail = new[]
        {
            Entry(1, new ActionAgreed("plan.actions", 1, new("Visit [erased] at 12", "Ben", new DateOnly(2027, 3, 12), "", ""))),
            Entry(2, new Answered("q", "Flat 12")),
            Entry(3, new Redacted(9, [new(1, ["Visit [erased] at 12", "Ben", "2027-03-12", "", ""]), new(7, ["[erased] and 2027-03-12"])], "", "")),
        };

        var remains = Redacting.Remains(trail, Repository.Knowsley, "12");

        Assert.Equal([1, 2, 3], remains.Select(left => left.Entry));
        Assert.Equal(["Visit [erased] at [erased]", "Ben", "2027-03-12", "", ""], remains[0].Words);
        Assert.Equal(["", "", "", "", "", "[erased] and 2027-03-12"], remains[2].Words);
        Assert.Equal(2, Redacting.Places(trail, remains));
    }

    [Fact]
    public void RequestsThatAreDecidedAreInNobodysWay()
    {
        var scene = Frozen();
        for (var request = 0; request < SessionDecision.MostRemarks; request++)
        {
            scene.Do(Lead, new AskRedaction(new(1, 0, 0, 1), "x")).Do(Ada, new DeclineRedaction(scene.Session.Redactions[^1].Asked, "Ada", "No."));
        }

        scene.Do(Lead, new AskRedaction(new(1, 0, 0, 1), "x"));
    }

    [Fact]
    public void LongerWordsThanLeadersAreShownAreNotAskedFor() =>
        Assert.Equal(new TooLong(501, 500), Frozen().Refused(Lead, new AskRedaction(new(1, 0, 0, 501), "x")));

    [Fact]
    public void OfAnAnswerWrittenVeryOftenOnlyTheVersionThatStandsKeepsItsOtherWords()
    {
        var trail = Enumerable.Range(1, 30).Select(number => Entry(number, new Answered("information.known", $"Ben {number} {new string('a', 3_900)}"))).ToList();

        var remains = Redacting.Remains(trail, Repository.Knowsley, "Ben");

        Assert.False(ToRedact.IsTooMuch(remains));
        Assert.StartsWith("[erased] 30 a", remains[^1].Words[0], StringComparison.Ordinal);
        Assert.All(remains.SkipLast(1), left => Assert.Equal("", left.Words[0]));
    }

    [Fact]
    public void MoreTextsThanOneWriteCanChangeAreRefused()
    {
        var scene = Asked();
        scene.Do(Ada, Approve(scene));

        Assert.Equal(new TooMuchToErase(), scene.Refused(Eli, Approve(scene) with { Remains = [.. Enumerable.Range(1, ToRedact.MostTexts + 1).Select(number => new Remains(number, ["x"]))] }));
    }

    [Fact]
    public void DaysChoicesAndTheCaseReferenceAreNotTouched()
    {
        var scene = Frozen();

        var remains = Redacting.Remains(scene.Trail, scene.Guide, "2027");

        Assert.Empty(remains);
        Assert.Null(Redacting.Find(scene.Trail, scene.Guide, "CASE-1"));
    }

    private static Scene Asked() => Frozen().Do(Lead, new AskRedaction(new(1, 0, 0, 1), "It names another child."));

    private static ApproveRedaction Approve(Scene scene) => new(scene.Session.Redactions[^1].Asked, "Ada", scene.Session.Sequence, [new(1, ["[erased]"])], []);

    private static Redaction Request(int asked, WordsAt words) => new(asked, Lead, DateTimeOffset.UnixEpoch, words, "x", RedactionStatus.Asked, []);

    private static TrailEntry Entry(int sequence, SessionEvent said) => new(sequence, Lead, DateTimeOffset.UnixEpoch, "", said);
}
