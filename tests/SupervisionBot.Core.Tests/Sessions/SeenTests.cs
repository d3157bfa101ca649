using SupervisionBot.Core.Sessions;
using static SupervisionBot.Core.Tests.Sessions.Scene;

namespace SupervisionBot.Core.Tests.Sessions;

/// <summary>Nobody signs what they have not seen.</summary>
public class SeenTests
{
    public static TheoryData<string> Said => [.. Others.Keys];

    private static readonly Dictionary<string, Func<Scene, SessionCommand>> Others = new(StringComparer.Ordinal)
    {
        ["a comment"] = _ => new CommentOn("Two dates are wrong."),
        ["a concern"] = _ => new RaiseConcern("This is too harsh."),
        ["a disagreement"] = scene => scene.Object("I said no."),
        ["a confirmation"] = scene => scene.Confirm(),
    };

    [Theory]
    [MemberData(nameof(Said))]
    public void WhatAnotherHasSaidSinceTheyLookedIsSeenBeforeAnybodyConfirms(string said)
    {
        var scene = Summarised();
        var looked = scene.Confirm();
        scene.Do(Other, Others[said](scene));

        Assert.Equal(new SaidSince(), scene.Refused(Lead, looked));
        scene.Do(Lead, scene.Confirm());
        Assert.Equal(said is "a confirmation" or "a disagreement" ? SessionStatus.Frozen : SessionStatus.Summarised, scene.Session.Status);
    }

    [Fact]
    public void ADisagreementDoesNotFreezeAnothersUnseenOne()
    {
        var scene = Summarised();
        var looked = scene.Object("Waiting was better.");
        scene.Do(Other, scene.Object("I said no."));

        Assert.Equal(new SaidSince(), scene.Refused(Lead, looked));
    }

    [Fact]
    public void OnesOwnCommentIsNoNewsToOneself()
    {
        var scene = Summarised();
        var looked = scene.Confirm();
        scene.Do(Lead, new CommentOn("Agreed."));

        scene.Do(Lead, looked);
    }

    [Theory]
    [InlineData("comment")]
    [InlineData("concern")]
    [InlineData("disagreement")]
    public void WhoeverConfirmedBeforeSomebodyWroteSomethingConfirmsAnew(string what)
    {
        var scene = Summarised();
        scene.Do(Other, scene.Confirm());

        scene.Do(Lead, what switch
        {
            "comment" => new CommentOn("She was told twice."),
            "concern" => new RaiseConcern("She was told twice."),
            _ => scene.Object("She was told twice."),
        });

        Assert.DoesNotContain(scene.Session.Positions, position => position.By == Other);
        if (what != "disagreement")
        {
            scene.Do(Lead, scene.Confirm());
        }

        Assert.Equal(SessionStatus.Summarised, scene.Session.Status);
        scene.Do(Other, scene.Confirm());
        Assert.Equal(SessionStatus.Frozen, scene.Session.Status);
    }

    [Fact]
    public void ADisagreementStandsWhateverIsWrittenAfterIt()
    {
        var scene = Summarised();
        scene.Do(Other, scene.Object("I said no.")).Do(Lead, new CommentOn("She was told twice."));

        Assert.Equal("I said no.", Assert.Single(scene.Session.Positions).Disagreement);
        scene.Do(Lead, scene.Confirm());
        Assert.Equal(SessionStatus.Frozen, scene.Session.Status);
    }

    [Fact]
    public void WhatWasSaidIsToldOldestFirstAndABareConfirmationHasNoWords()
    {
        var scene = Summarised();
        var at = scene.Session.Sequence;
        scene.Do(Other, new CommentOn("Two dates are wrong."), new RaiseConcern("Too harsh."), scene.Confirm());

        Assert.Equal(["Two dates are wrong.", "Too harsh.", ""], scene.Session.SaidSince(at, Lead).Select(said => said.Text));
    }
}
