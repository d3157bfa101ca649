using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using SupervisionBot.Core.Guides;
using SupervisionBot.Core.Sessions;
using SupervisionBot.Core.Shared;
using SupervisionBot.OneToOne;
using SupervisionBot.Teams;
using SupervisionBot.Tests.Team;
using SupervisionBot.Turns;
using SupervisionBot.Typing;

namespace SupervisionBot.Tests.Samples;

/// <summary>The small cards about typed messages as the app makes them: ordinary, longest and emptiest.</summary>
internal sealed class TypingSamples(SupervisionTeam team, string words)
{
    private string Long(int length) => LongText.Of(words, length);

    private Notice Refused => Notice.Warning(RefusalText.For(new TooLong(20_000, 8_000)), Cut.To(Cut.Kept, Long(Cut.Kept)));

    public async Task AddAsync(SortedDictionary<string, JsonNode> samples)
    {
        var (typed, cards) = (team.Services.GetRequiredService<TypedStore>(), team.Services.GetRequiredService<TypedCards>());
        var now = team.Services.GetRequiredService<TimeProvider>().GetUtcNow();
        const MessageParts everything = MessageParts.File | MessageParts.Picture | MessageParts.Forwarded | MessageParts.Quote;
        async Task<JsonNode> CardAsync(Somebody who, string key, Notice notice) =>
            Rehearsal.Data(await cards.CardAsync(TypedAddress.Of(Scripts.DeliveryOf(who)), who.Person.Mri, key, notice, CancellationToken.None));

        async Task<JsonNode> WaitingAsync(Somebody who, string text, MessageParts beside, Notice notice, bool isAfterMode = false)
        {
            Assert.True(await typed.KeepAsync(TypedAddress.Of(Scripts.DeliveryOf(who)), new("bWVzc2FnZQ", text, beside, now, IsAfterMode: isAfterMode), CancellationToken.None));
            return await CardAsync(who, "bWVzc2FnZQ", notice);
        }

        async Task<JsonNode> PlacedAsync(Rehearsal session, MessageParts beside, Notice notice)
        {
            var placed = new PlacedMessage("cGxhY2Vk", new TypedTarget.AnAnswer(session.Address.Session, "information.wanted-now"), new(2, 0, 1), beside, now, Version: 0);
            Assert.True(await typed.SettleAsync(TypedAddress.Of(Scripts.DeliveryOf(team.Sarah)), waiting: null, placed, CancellationToken.None));
            return await CardAsync(team.Sarah, placed.Key, notice);
        }

        samples["typing/typed.longest.data.json"] = await WaitingAsync(team.Sarah, Long(Prompt.LongestText), everything, Refused, isAfterMode: true);
        samples["typing/typed.emptiest.data.json"] = await WaitingAsync(team.Tom, "!a", MessageParts.None, Notice.None);
        var fresh = await Rehearsal.OpenAsync(team, 43, "LCS-43");
        await fresh.DoAsync(fresh.Practitioner, new Join());
        samples["typing/typed.data.json"] = await WaitingAsync(team.Priya, "She was seen on Tuesday.", MessageParts.File, Notice.None);
        samples["typing/answering.emptiest.data.json"] = await CardAsync(team.Tom, "bm90aGluZw", Notice.None);
        samples["typing/answering.data.json"] = await PlacedAsync(await Rehearsal.OpenAsync(team, 41, "LCS-41"), MessageParts.None, Notice.Good("Saved."));
        var longest = await Rehearsal.OpenAsync(team, 42, LongText.Of(words, SessionDecision.LongestCaseReference));
        Assert.True(await typed.BeginModeAsync(TypedAddress.Of(Scripts.DeliveryOf(team.Sarah)), new(longest.Address.Session, "information.wanted-now", "information", (await longest.StoredAsync()).Session.SteppedAt, now), CancellationToken.None));
        samples["typing/answering.longest.data.json"] = await PlacedAsync(longest, everything, Refused);
    }
}
