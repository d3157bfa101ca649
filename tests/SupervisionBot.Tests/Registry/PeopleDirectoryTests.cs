using SupervisionBot.Core.Shared;
using SupervisionBot.People;
using SupervisionBot.Storage;
using SupervisionBot.Teams;
using SupervisionBot.Tests.Team;

namespace SupervisionBot.Tests.Registry;

public sealed class PeopleDirectoryTests : RegistryTest
{
    private static readonly PersonId s_nora = new(Nora.ObjectId);
    private static readonly ConversationReference s_own = Chat("a:1", ConversationKind.Personal);

    [Fact]
    public async Task TheNewestServiceAddressOfAPersonIsKept()
    {
        await People.NoteAsync(From(s_own), installed: true, default);
        await People.NoteAsync(From(s_own with { ServiceUrl = "https://smba.trafficmanager.net/uk/" }), installed: false, default);

        Assert.Equal(s_own with { ServiceUrl = "https://smba.trafficmanager.net/uk/" }, (await OtherPeople.FindAsync(Tenant, s_nora, default))!.Chat);
    }

    [Fact]
    public async Task AChatOfSeveralPeopleIsNobodysOwn()
    {
        await People.NoteAsync(From(Chat("19:a_b@unq.gbl.spaces", ConversationKind.GroupChat)), installed: true, default);

        Assert.Equal(new KnownPerson(s_nora, "Nora Hill", "29:nora", Chat: null), await People.FindAsync(Tenant, s_nora, default));
    }

    [Fact]
    public async Task WhoCannotBeReachedHasNoChatAndAReason()
    {
        await People.NoteAsync(From(s_own), installed: true, default);

        await People.MarkUnreachableAsync(Tenant, s_nora, "ConversationBlockedByUser", default);

        Assert.Equal(
            new KnownPerson(s_nora, "Nora Hill", "29:nora", Chat: null, new Unreachable("ConversationBlockedByUser", Clock.Start)),
            await OtherPeople.FindAsync(Tenant, s_nora, default));
        Assert.Empty(await People.ListAsync(Tenant, 10, default));
    }

    [Fact]
    public async Task WhatComesFromTheirOwnChatMakesThemReachableAgain()
    {
        await People.NoteAsync(From(s_own), installed: true, default);
        await People.MarkUnreachableAsync(Tenant, s_nora, "ConversationBlockedByUser", default);

        await People.NoteAsync(From(s_own), installed: false, default);

        Assert.Equal(new KnownPerson(s_nora, "Nora Hill", "29:nora", s_own), await OtherPeople.FindAsync(Tenant, s_nora, default));
    }

    [Fact]
    public async Task WhatAnotherCopyMarkedIsLiftedFiveMinutesAfterTheLastLookAtTheLatest()
    {
        await People.NoteAsync(From(s_own), installed: true, default);
        await OtherPeople.MarkUnreachableAsync(Tenant, s_nora, code: null, default);
        Clock.Move(TimeSpan.FromMinutes(5));

        await People.NoteAsync(From(s_own), installed: false, default);

        Assert.NotNull((await OtherPeople.FindAsync(Tenant, s_nora, default))!.Chat);
    }

    [Fact]
    public async Task WhatIsSeenInAGroupMakesNobodyReachable()
    {
        await People.NoteAsync(From(s_own), installed: true, default);
        await People.MarkUnreachableAsync(Tenant, s_nora, "ConversationBlockedByUser", default);

        await People.NoteAsync(From(Chat("19:g@thread.v2", ConversationKind.GroupChat)), installed: false, default);

        Assert.Equal("ConversationBlockedByUser", (await People.FindAsync(Tenant, s_nora, default))!.Unreachable!.Code);
    }

    [Fact]
    public async Task AnInstallMakesReachableWhatAnotherCopyMarked()
    {
        await People.NoteAsync(From(s_own), installed: true, default);
        await OtherPeople.MarkUnreachableAsync(Tenant, s_nora, "BotNotInConversationRoster", default);

        await People.NoteAsync(From(s_own), installed: true, default);

        Assert.Equal(s_own, (await OtherPeople.FindAsync(Tenant, s_nora, default))!.Chat);
    }

    [Fact]
    public async Task NobodyIsMarkedWhoIsNotKnown()
    {
        await People.MarkUnreachableAsync(Tenant, s_nora, code: null, default);

        Assert.Null(await People.FindAsync(Tenant, s_nora, default));
    }

    [Fact]
    public async Task WithinFiveMinutesNothingNewCostsNoCallAndThenOneRead()
    {
        await People.NoteAsync(From(s_own), installed: true, default);
        Store.Calls.Clear();
        Clock.Move(TimeSpan.FromMinutes(5) - TimeSpan.FromTicks(1));
        await People.NoteAsync(From(s_own), installed: false, default);
        Assert.Empty(Store.Calls);
        Clock.Move(TimeSpan.FromTicks(1));

        await People.NoteAsync(From(s_own), installed: false, default);

        Assert.Equal(["get directory"], Store.Calls);
    }

    [Fact]
    public async Task TheListHoldsThoseWhoAreFirstByNameOfAllPages()
    {
        foreach (var hundred in Enumerable.Range(0, 1100).Reverse().Chunk(100))
        {
            await Store.SubmitAsync("directory", $"{Tenant:N}", [.. hundred.Select(number => TableAction.Insert(Row(number)))], default);
        }

        Assert.Equal(["Person 0000", "Person 0001", "Person 0002"], (await People.ListAsync(Tenant, 3, default)).Select(person => person.Name));
    }

    // The last in the table is the first by name.
    private static TableEntity Row(int number)
    {
        var id = new Guid(9999 - number, 0, 0, new byte[8]);
        return new($"{Tenant:N}", $"person|{new PersonId(id)}")
        {
            ["Person"] = id,
            ["Name"] = $"Person {number:D4}",
            ["Mri"] = "29:x",
            ["Conversation"] = "a:1",
            ["ServiceUrl"] = "https://smba.trafficmanager.net/emea/",
            ["Bot"] = "28:bot",
        };
    }
}
