using Microsoft.Extensions.Logging.Abstractions;
using SupervisionBot.Core.Shared;
using SupervisionBot.Hosting;
using SupervisionBot.People;
using SupervisionBot.Sending;
using SupervisionBot.Sessions;
using SupervisionBot.Storage;
using SupervisionBot.Teams;
using SupervisionBot.Tests.Team;

namespace SupervisionBot.Tests.Outages;

/// <summary>Several copies of the app on one store: what one has written before is no proof of what is there now.</summary>
public sealed class CopiesTests
{
    private static readonly TeamsPerson s_nora = new(SupervisionTeam.Tenant, new("22222222-0000-4000-8000-000000000009"), "29:nora", "Nora Hill");
    private static readonly PersonId s_id = new(s_nora.ObjectId);

    [Fact]
    public async Task AChatThatAnotherCopyNotedIsKnown()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        var (here, there) = (Copy(team), Copy(team));
        await here.NoteAsync(Own("1"), installed: true, CancellationToken.None);
        await here.ForgetChatAsync(Own("1"), CancellationToken.None);

        await there.NoteAsync(Own("2"), installed: true, CancellationToken.None);

        Assert.Equal("2", (await here.FindAsync(SupervisionTeam.Tenant, s_id, CancellationToken.None))!.Chat!.ConversationId);
    }

    [Fact]
    public async Task AnInstallIsWrittenAlthoughThisCopyHasWrittenTheSameBefore()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        var (here, there) = (Copy(team), Copy(team));
        await here.NoteAsync(Own("1"), installed: true, CancellationToken.None);
        await there.ForgetChatAsync(Own("1"), CancellationToken.None);

        await here.NoteAsync(Own("1"), installed: true, CancellationToken.None);

        Assert.NotNull((await there.FindAsync(SupervisionTeam.Tenant, s_id, CancellationToken.None))!.Chat);
    }

    [Fact]
    public async Task WhatIsSeenInAGroupDoesNotWriteOverAChatThatAnotherCopyNoted()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        var (here, there) = (Copy(team), Copy(team));
        await here.NoteAsync(s_nora, CancellationToken.None);
        await there.NoteAsync(Own("2"), installed: true, CancellationToken.None);

        await here.NoteAsync(s_nora with { Name = "Nora Hill-Young" }, CancellationToken.None);

        var known = await here.FindAsync(SupervisionTeam.Tenant, s_id, CancellationToken.None);
        Assert.Equal(("Nora Hill-Young", "2"), (known!.Name, known.Chat!.ConversationId));
    }

    [Fact]
    public async Task NothingNewCostsNoCall()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        var store = new WatchedStore(team.Store);
        var people = new PeopleDirectory(store, Parked(store), TimeProvider.System, NullLogger<PeopleDirectory>.Instance);
        await people.NoteAsync(Own("1"), installed: true, CancellationToken.None);
        store.Calls.Clear();

        await people.NoteAsync(Own("1"), installed: false, CancellationToken.None);

        Assert.Empty(store.Calls);
    }

    [Fact]
    public async Task AnUnansweredNoteIsMadeAgain()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        var store = new FaultyStore(team.Store);
        var people = new PeopleDirectory(store, Parked(store), TimeProvider.System, NullLogger<PeopleDirectory>.Instance);
        store.Fail(Fault.WritesAreLost);
        await people.NoteAsync(Own("1"), installed: true, CancellationToken.None);
        store.Heal();

        await people.NoteAsync(Own("1"), installed: false, CancellationToken.None);

        Assert.NotNull(await people.FindAsync(SupervisionTeam.Tenant, s_id, CancellationToken.None));
    }

    [Theory]
    [InlineData(Fault.WritesAreLost)]
    [InlineData(Fault.NothingAnswers)]
    public async Task AnUnansweredInstallIsNotedByTheNextTurnAlthoughThisCopyHasWrittenTheSameBefore(Fault fault)
    {
        await using var team = await SupervisionTeam.MeetAsync();
        var store = new FaultyStore(team.Store);
        var (here, there) = (new PeopleDirectory(store, Parked(store), TimeProvider.System, NullLogger<PeopleDirectory>.Instance), Copy(team));
        await here.NoteAsync(Own("1"), installed: true, CancellationToken.None);
        await there.ForgetChatAsync(Own("1"), CancellationToken.None);
        store.Fail(fault);
        await Record.ExceptionAsync(async () => await here.NoteAsync(Own("1"), installed: true, CancellationToken.None));
        store.Heal();

        await here.NoteAsync(Own("1"), installed: false, CancellationToken.None);

        Assert.NotNull((await there.FindAsync(SupervisionTeam.Tenant, s_id, CancellationToken.None))!.Chat);
    }

    [Fact]
    public async Task AnUnansweredInstallInAGroupIsNotedByTheNextTurnAlthoughThisCopyHasWrittenTheSameBefore()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        var store = new FaultyStore(team.Store);
        var (here, there) = (new ChatDirectory(store, Parked(store), TimeProvider.System, NullLogger<ChatDirectory>.Instance), new ChatDirectory(team.Store, Parked(team.Store), TimeProvider.System, NullLogger<ChatDirectory>.Instance));
        var group = Own("19:nora") with { Conversation = Own("19:nora").Conversation with { Kind = ConversationKind.GroupChat } };
        await here.NoteAsync(group, installed: true, CancellationToken.None);
        await there.ForgetAsync(group, CancellationToken.None);
        store.Fail(Fault.WritesAreLost);
        await here.NoteAsync(group, installed: true, CancellationToken.None);
        store.Heal();

        await here.NoteAsync(group, installed: false, CancellationToken.None);

        Assert.True((await team.Store.GetAsync("directory", $"{SupervisionTeam.Tenant:N}", "chat|" + ConversationKey.Of("19:nora"), CancellationToken.None))!.GetBoolean("Installed"));
    }

    [Theory]
    [InlineData(Fault.WritesAreLost)]
    [InlineData(Fault.NothingAnswers)]
    public async Task StorageThatDoesNotAnswerAtTheStartStopsTheAppWithAReason(Fault fault)
    {
        var error = await Assert.ThrowsAsync<StorageUnavailableException>(() => SupervisionTeam.MeetAsync(services => services.Decorate(own =>
        {
            var store = new FaultyStore(own);
            store.Fail(fault);
            return store;
        })));

        Assert.Contains("start the app again", StartupProblem.In(error), StringComparison.Ordinal);
    }

    private static ParkedMessages Parked(ITableStore store) => new(store, new(), TimeProvider.System);

    private static PeopleDirectory Copy(SupervisionTeam team) => new(team.Store, Parked(team.Store), TimeProvider.System, NullLogger<PeopleDirectory>.Instance);

    private static Delivery Own(string chat) => new(s_nora, new(SupervisionTeam.Tenant, chat, ConversationKind.Personal, "https://smba.trafficmanager.net/emea/", "28:bot"), "key", ReplyToId: null, Team: null);
}
