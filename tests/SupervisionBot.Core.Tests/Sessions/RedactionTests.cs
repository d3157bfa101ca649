using FsCheck;
using FsCheck.Fluent;
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

    [Fact]
    public void WhatRemainsIsNotTakenFromATrailThatHasLostWordsSince()
    {
        var scene = Asked();
        var asOf = scene.Session.Sequence;
        scene.Do(Ada, Approve(scene)).Do(Eli, Approve(scene));
        scene.Do(Lead, new AskRedaction(new(1, 0, 0, 1), "Another name.")).Do(Ada, Approve(scene));

        Assert.Equal(new ErasedMeanwhile(), scene.Refused(Eli, Approve(scene) with { AsOf = asOf }));
    }

    [Fact]
    public void LeadersAreNoParticipants()
    {
        var scene = Asked();
        scene.Do(Ada, Approve(scene)).Do(Eli, Approve(scene));

        Assert.Equal([Lead, Other], scene.Session.Joined.Order(Comparer<PersonId>.Create((one, another) => one.Value.CompareTo(another.Value))));
    }

    [Theory]
    [InlineData("Casey Jones", "She sleeps at Casey Jones's.", "She sleeps at [erased]'s.")]
    [InlineData("casey jones", "CASEY JONES, and Casey Jones!", "[erased], and [erased]!")]
    [InlineData("Ann", "Planning with Ann. Annie and joann.", "Planning with [erased]. Annie and joann.")]
    [InlineData("12 Mill Lane", "112 Mill Lane, 12 Mill Lane", "112 Mill Lane, [erased]")]
    [InlineData("(x)", "a(x)b", "a[erased]b")]
    [InlineData(".", "One. Two.", "One. Two.")]
    [InlineData("", "Nothing", "Nothing")]
    public void WholeWordsAreTakenOutInWhateverCase(string words, string text, string left) => Assert.Equal(left, Redacting.Without(text, words));

    [Fact]
    public void WhatIsTakenOutIsNotFoundAgain() => Prop.ForAll(
        ArbMap.Default.ArbFor<(NonEmptyString, NonEmptyString, NonEmptyString)>(),
        given =>
        {
            var (before, words, after) = given;
            var text = $"{before.Get} {words.Get} {after.Get}";
            var left = Redacting.Without(text, words.Get);
            return Redacting.Mark.Contains(words.Get, StringComparison.OrdinalIgnoreCase) || Redacting.Without(left, words.Get) == left;
        }).QuickCheckThrowOnFailure();

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
        Assert.Equal(["Flat 12", "Visit [erased] at 12"], Redacting.Changes(trail, remains).Keys.Order(StringComparer.Ordinal));
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
    public void DaysChoicesAndTheCaseReferenceAreNotTouched()
    {
        var scene = Frozen();

        var remains = Redacting.Remains(scene.Trail, scene.Guide, "2027");

        Assert.Empty(remains);
        Assert.Null(Redacting.Find(scene.Trail, scene.Guide, "CASE-1"));
    }

    private static Scene Asked() => Frozen().Do(Lead, new AskRedaction(new(1, 0, 0, 1), "It names another child."));

    private static ApproveRedaction Approve(Scene scene) => new(scene.Session.Redactions[^1].Asked, "Ada", scene.Session.Sequence, [], new Dictionary<string, string>(StringComparer.Ordinal));

    private static TrailEntry Entry(int sequence, SessionEvent said) => new(sequence, Lead, DateTimeOffset.UnixEpoch, "", said);
}
