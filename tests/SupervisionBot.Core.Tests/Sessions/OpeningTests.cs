using SupervisionBot.Core.Guides;
using SupervisionBot.Core.Sessions;
using SupervisionBot.Core.Shared;
using static SupervisionBot.Core.Tests.Sessions.Scene;

namespace SupervisionBot.Core.Tests.Sessions;

public class OpeningTests
{
    private static readonly Participant Anna = new(Lead, "Anna", Role.Supervisor);
    private static readonly Participant Ben = new(Other, "Ben", Role.Supervisee);

    [Fact]
    public void ASessionBeginsOnTheFirstWalkedStep()
    {
        var session = Walking().Session;

        Assert.Equal((SessionStatus.Walking, "information", 1), (session.Status, session.Step, session.Sequence));
    }

    [Fact]
    public void ASessionMayBeginWithPreparation() => Assert.Equal((SessionStatus.Preparing, "information"), (Preparing().Session.Status, Preparing().Session.Step));

    [Fact]
    public void WhoOpensASessionHasJoinedIt() => Assert.Equal([Lead], Walking().Session.Joined);

    [Fact]
    public void TheTrailSaysWhichGuideWasUsed() =>
        Assert.Equal(("knowsley-decision-walk", "f00d"), (Walking().Session.Guide, Walking().Session.GuideFingerprint));

    [Fact]
    public void TheCaseReferenceIsTrimmed() => Assert.Equal("A-1", Assert.IsType<SessionOpened>(Open(" A-1 ", Anna, Ben).Single()).CaseReference);

    [Fact]
    public void ACaseReferenceMayBeFortyCharacters() => Assert.Single(Open(new string('1', 40), Anna, Ben));

    [Fact]
    public void ALongerCaseReferenceIsRefused() => Assert.Equal(new TooLong(41, 40), Refused(new string('1', 41), Anna, Ben));

    [Fact]
    public void ACaseNeedsAReference() => Assert.Equal(new NoCaseReference(), Refused("  ", Anna, Ben));

    [Fact]
    public void PersonalSupervisionNeedsNoCase() =>
        Assert.True(SessionDecision.Open(Repository.Knowsley with { Record = RecordKind.Personal }, "f00d", "", [Anna, Ben], prepareFirst: false).Succeeded(out _, out _));

    [Fact]
    public void AMissingRoleIsRefused() => Assert.Equal(new WrongPeople(), Refused("A-1", Anna));

    [Fact]
    public void NobodyAtAllIsRefused() => Assert.Equal(new WrongPeople(), Refused("A-1"));

    [Fact]
    public void OnePersonInTwoRolesIsRefused() => Assert.Equal(new WrongPeople(), Refused("A-1", Anna, Ben with { Person = Lead }));

    [Fact]
    public void TwoWhoLeadAreRefused() => Assert.Equal(new WrongPeople(), Refused("A-1", Anna, Ben, new(Person(3), "Cleo", Role.Supervisor)));

    [Fact]
    public void ARoleThatTheGuideDoesNotHaveIsRefused() => Assert.Equal(new WrongPeople(), Refused("A-1", Anna, Ben, new(Person(3), "Cleo", Role.Chair)));

    [Fact]
    public void TwoPractitionersAreWelcome() => Assert.Single(Open("A-1", Anna, Ben, new(Person(3), "Cleo", Role.Supervisee)));

    private static IReadOnlyList<SessionEvent> Open(string reference, params Participant[] people)
    {
        Assert.True(SessionDecision.Open(Repository.Knowsley, "f00d", reference, people, prepareFirst: false).Succeeded(out var events, out _));
        return events;
    }

    private static Refusal? Refused(string reference, params Participant[] people) =>
        SessionDecision.Open(Repository.Knowsley, "f00d", reference, people, prepareFirst: false).Refusal;
}
