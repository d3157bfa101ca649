using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using SupervisionBot.OneToOne;
using SupervisionBot.Sessions;
using SupervisionBot.Storage;
using SupervisionBot.Tests.Team;

namespace SupervisionBot.Tests;

/// <summary>How much one person may open, and how often invite.</summary>
public sealed class OpeningLimitsTests
{
    [Fact]
    public async Task WhoHasAsManySessionsUnderWayAsOnePersonCanIsToldWhatToDoAndGoesOnWhenOneHasEnded()
    {
        await using var team = await SupervisionTeam.MeetAsync("--OneToOne:MostOpen", "2");
        await team.InviteAsync("KN-1");
        await team.InviteAsync("KN-2");

        await StartAsync(team, "KN-3");

        Assert.Contains(RefusalText.For(new TooManyUnderWay(2)), team.Sarah.Card.Words, StringComparison.Ordinal);
        Assert.Equal("KN-3", team.Sarah.Card.Input("caseReference").Value);
        var form = team.Sarah.OnAnotherDevice();
        await team.Sarah.TypeAsync("sessions");
        await team.Sarah.PressAsync(team.Sarah.Card.Button("session.view"));
        await team.Sarah.PressAsync("session.ending");
        await team.Sarah.PressAsync("session.cancel", ("reason", "The family has moved"));
        await form.PressAsync("start.send");
        Assert.True(form.Card.Has("step.next"), form.Card.Words);
    }

    [Fact]
    public async Task WhoHasInvitedOthersAsOftenAsOnePersonCanInADayGoesOnTheNextDay()
    {
        await using var team = await SupervisionTeam.MeetAsync("--OneToOne:InvitationsPerDay", "2");
        await team.InviteAsync("KN-1");
        await team.Sarah.PressAsync("session.invite");

        await team.Sarah.PressAsync("session.invite");
        Assert.Contains(RefusalText.For(new TooManyInvitations(2)), team.Sarah.Card.Words, StringComparison.Ordinal);
        await StartAsync(team, "KN-2");
        Assert.Contains(RefusalText.For(new TooManyInvitations(2)), team.Sarah.Card.Words, StringComparison.Ordinal);

        team.Clock.Move(TimeSpan.FromDays(1));
        await team.Sarah.PressAsync("start.send");
        Assert.True(team.Sarah.Card.Has("step.next"), team.Sarah.Card.Words);
    }

    [Fact]
    public async Task CopiesOfTheAppCountTogetherAndTheSameSessionOnce()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        var options = Options.Create(new OneToOneOptions { InvitationsPerDay = 3 });
        OpeningLimits[] copies = [.. Enumerable.Range(0, 2).Select(_ => new OpeningLimits(team.Store, team.Services.GetRequiredService<SessionStore>(), options, team.Clock))];
        var sarah = new Core.Shared.PersonId(team.Sarah.Person.Id);
        SessionAddress[] sessions = [.. Enumerable.Range(0, 4).Select(_ => new SessionAddress(SupervisionTeam.Tenant, new(Guid.NewGuid())))];

        for (var at = 0; at < 3; at++)
        {
            Assert.Null(await copies[at % 2].OpenAsync(sessions[at], sarah, default));
            Assert.Null(await copies[(at + 1) % 2].OpenAsync(sessions[at], sarah, default));
        }

        Assert.All(await Task.WhenAll(copies.Select(copy => copy.OpenAsync(sessions[3], sarah, default))), refusal => Assert.Equal(new TooManyInvitations(3), refusal));
    }

    [Fact]
    public async Task PressesAtTheSameMomentAreCountedOneAfterTheOther()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        var limits = new OpeningLimits(team.Store, team.Services.GetRequiredService<SessionStore>(), Options.Create(new OneToOneOptions { InvitationsPerDay = 3 }), team.Clock);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => limits.OpenAsync(new(SupervisionTeam.Tenant, new(Guid.NewGuid())), new(team.Sarah.Person.Id), default)));

        Assert.InRange(outcomes.Count(refusal => refusal is null), 1, 3);
    }

    [Fact]
    public async Task ASessionThatWasNeverOpenedCountsForAFewMinutesOnly()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        var limits = new OpeningLimits(team.Store, team.Services.GetRequiredService<SessionStore>(), Options.Create(new OneToOneOptions { MostOpen = 1 }), team.Clock);
        var sarah = new Core.Shared.PersonId(team.Sarah.Person.Id);
        Assert.Null(await limits.OpenAsync(new(SupervisionTeam.Tenant, new(Guid.NewGuid())), sarah, default));

        Assert.Equal(new TooManyUnderWay(1), await limits.OpenAsync(new(SupervisionTeam.Tenant, new(Guid.NewGuid())), sarah, default));
        team.Clock.Move(TimeSpan.FromMinutes(5));
        Assert.Null(await limits.OpenAsync(new(SupervisionTeam.Tenant, new(Guid.NewGuid())), sarah, default));
    }

    [Fact]
    public async Task WhatANewerVersionCountedLimitsNobodyAndStaysAsItWas()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        var limits = new OpeningLimits(team.Store, team.Services.GetRequiredService<SessionStore>(), Options.Create(new OneToOneOptions { InvitationsPerDay = 1 }), team.Clock);
        var (sarah, partition) = (new Core.Shared.PersonId(team.Sarah.Person.Id), $"{SupervisionTeam.Tenant:N}|{team.Sarah.Person.Id:N}");
        await team.Store.SubmitAsync("people", partition, [TableAction.Upsert(new(partition, "invitations") { ["Schema"] = 99, ["Day"] = "2027-03-04", ["Count"] = 1, ["More"] = "yes" })], default);

        Assert.Null(await limits.OpenAsync(new(SupervisionTeam.Tenant, new(Guid.NewGuid())), sarah, default));
        Assert.Null(await limits.InviteAsync(SupervisionTeam.Tenant, sarah, default));

        var row = (await team.Store.GetAsync("people", partition, "invitations", default))!;
        Assert.Equal((99, 1, "yes"), (row.GetInt32("Schema"), row.GetInt32("Count"), row.GetString("More")));
    }

    [Fact]
    public void TheDefaultsAreThoseOfTheDocuments()
    {
        var options = new OneToOneOptions();

        Assert.Equal((120, 60, false), (options.MostOpen, options.InvitationsPerDay, options.Channels));
    }

    private static async Task StartAsync(SupervisionTeam team, string caseReference)
    {
        await team.Sarah.TypeAsync("start");
        await team.Sarah.PressAsync("start.send", ("practitioner", team.Priya.Person.Id.ToString()), ("caseReference", caseReference));
    }
}
