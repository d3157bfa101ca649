using Microsoft.Extensions.DependencyInjection;
using SupervisionBot.People;
using SupervisionBot.Storage;
using SupervisionBot.Tests.Team;

namespace SupervisionBot.Tests.Stored;

/// <summary>What is noted of one person or chat and can't be read is missing for that one alone, and comes back when they are heard of.</summary>
public sealed class UnreadDirectoryTests
{
    private static readonly string s_partition = $"{SupervisionTeam.Tenant:N}";

    [Theory]
    [InlineData("Name", null)]
    [InlineData("Person", "nobody")]
    [InlineData("Schema", 99)]
    public async Task TheListOfPeopleHasEverybodyElse(string column, object? value)
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await SpoilAsync(team, KeyOf(team.Tom), row => row[column] = value);

        var people = await team.Services.GetRequiredService<PeopleDirectory>().ListAsync(SupervisionTeam.Tenant, 10, default);

        Assert.Equal(["Priya Nowak", "Sarah Ahmed"], people.Select(person => person.Name));
    }

    [Fact]
    public async Task SomebodyWhoseRowIsDamagedComesBackWhenTheyAreHeardOfAndTheRowIsKept()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await SpoilAsync(team, KeyOf(team.Tom), row => (row["Name"], row["More"]) = (7, "kept"));

        await team.Tom.AddAppAsync();

        Assert.Equal("Tom Byrne", (await RowAsync(team, KeyOf(team.Tom)))!.GetString("Name"));
        var aside = (await RowAsync(team, "aside|" + KeyOf(team.Tom)))!;
        Assert.Equal((7, "kept", "Name"), (aside["Name"], aside["More"], aside["AsideReason"]));
    }

    [Fact]
    public async Task WhatANewerVersionNotedOfSomebodyIsNotWrittenOver()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        var before = await SpoilAsync(team, KeyOf(team.Tom), row => (row["Schema"], row["More"]) = (99, "to come"));

        await team.Tom.AddAppAsync();
        await team.Services.GetRequiredService<PeopleDirectory>().MarkUnreachableAsync(SupervisionTeam.Tenant, new(team.Tom.Person.Id), "Blocked", default);

        Assert.Equal(before.ETag, (await RowAsync(team, KeyOf(team.Tom)))!.ETag);
    }

    [Theory]
    [InlineData(1, "Name", 7, "parked")]
    [InlineData(99, "Name", "Tom Byrne", "on their way")]
    public async Task AMessageToSomebodyWhoseRowIsNotReadIsKept(int schema, string column, object value, string where)
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await SpoilAsync(team, KeyOf(team.Tom), row => (row["Schema"], row[column]) = (schema, value));
        var outbox = team.Services.GetRequiredService<SupervisionBot.Sending.Outbox>();
        Assert.True(await outbox.AddAsync([new(SupervisionBot.Sending.Lane.Of(SupervisionTeam.Tenant, new(team.Tom.Person.Id)), new string('k', 43), new SupervisionBot.Sending.Content.Say("Kept"), Via: null, Cause: null)], default));

        await team.PostAsync(team.Sarah.Typed("sessions"));
        await UntilAsync(async () => await ListAsync(team) is var list && list.Contains($"1 {where}", StringComparison.Ordinal));

        Assert.DoesNotContain("Kept", team.Tom.Texts);
    }

    [Fact]
    public async Task ChannelsAreListedWithoutTheOneThatIsNotRead()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        var chats = team.Services.GetRequiredService<ChatDirectory>();
        foreach (var name in new[] { "one", "two" })
        {
            var channel = new SupervisionBot.Teams.ConversationReference(SupervisionTeam.Tenant, $"19:{name}@thread.tacv2", SupervisionBot.Teams.ConversationKind.Channel, "https://smba.trafficmanager.net/uk/", "28:bot");
            await chats.NoteAsync(new SupervisionBot.Teams.ConversationUpdate.ChannelChanged(channel, new("19:team@thread.tacv2", "North", Guid.NewGuid()), name, SupervisionBot.Teams.ChannelEvent.Created), default);
        }

        await SpoilAsync(team, KnownChat.KeyOf("19:one@thread.tacv2"), row => row["Kind"] = "Séance");

        Assert.Equal("two", Assert.Single(await chats.ListChannelsAsync(SupervisionTeam.Tenant, default)).Name);
        Assert.Null(await chats.FindAsync(SupervisionTeam.Tenant, "19:one@thread.tacv2", default));
    }

    private static string KeyOf(Somebody who) => $"person|{who.Person.Id:N}";

    private static Task<TableEntity?> RowAsync(SupervisionTeam team, string key) => team.Store.GetAsync("directory", s_partition, key, default);

    private static async Task<TableEntity> SpoilAsync(SupervisionTeam team, string key, Action<TableEntity> spoil)
    {
        var row = (await RowAsync(team, key))!;
        spoil(row);
        Assert.IsType<BatchOutcome.Done>(await team.Store.SubmitAsync("directory", s_partition, [TableAction.Replace(row)], default));
        return (await RowAsync(team, key))!;
    }

    private static async Task<string> ListAsync(SupervisionTeam team)
    {
        var output = new StringWriter();
        await SupervisionBot.Sending.OutboxCommand.ListAsync(team.Store, output, default);
        return output.ToString();
    }

    private static async Task UntilAsync(Func<Task<bool>> holds)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!await holds())
        {
            await pause.WaitForNextTickAsync(patience.Token);
        }
    }
}
