using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using SupervisionBot.Cards;
using SupervisionBot.Core.Rounds;
using SupervisionBot.Core.Shared;
using SupervisionBot.OneToOne;
using SupervisionBot.People;
using SupervisionBot.Rounds;
using SupervisionBot.Sending;
using SupervisionBot.Teams;
using SupervisionBot.Tests.Team;
using SupervisionBot.Turns;

namespace SupervisionBot.Tests.Samples;

/// <summary>The scripted rounds that the sample data of leaders' cards is taken from.</summary>
internal sealed class RoundScripts(SortedDictionary<string, JsonNode> samples, SupervisionTeam team, Func<int, string> words)
{
    private const string Usual = "What makes it hard, here, to reach decisions that we can explain and stand by, and should come to an end?";

    private int _operations;

    /// <summary>Settings with two leaders.</summary>
    public static string[] Leaders { get; } = ["--Roles:Leaders:0", "22222222-0000-4000-8000-000000000001", "--Roles:Leaders:1", "22222222-0000-4000-8000-000000000003"];

    private static PersonId Sarah => new(new("22222222-0000-4000-8000-000000000001"));

    private LeaderCards Cards => Get<LeaderCards>();

    /// <summary>All of them.</summary>
    public async Task AddAsync()
    {
        samples["rounds/rounds.emptiest.data.json"] = Rehearsal.Data(await Cards.ListAsync(SupervisionTeam.Tenant, "", Notice.None, default));
        samples["rounds/plan.emptiest.data.json"] = await FormAsync();
        await AddTeamAsync(1, "Children in need", "Duty desk", "Reviews");
        await AddTeamAsync(2, "Fostering", "Panels");
        samples["rounds/plan.data.json"] = await FormAsync(("focus", FocusQuestions.Offered), ("channels", string.Join(',', (await KnownAsync()).Take(2).Select(channel => channel.Key))), ("repeats", "months"), ("every", "3"));
        await AddUsualAsync();
        await AddEmptiestAsync();
        await AddLongestAsync();
    }

    /// <summary>The longest card of each template.</summary>
    public async Task AddLongestAsync()
    {
        for (var number = 10; number < 10 + RoundPlanRules.MostChannels; number++)
        {
            await AddTeamAsync(number, Line(256), []);
        }

        var known = (await KnownAsync()).Where(channel => channel.TeamName == Line(256)).ToList();
        samples["rounds/plan.longest.data.json"] = await FormAsync(("focus", words(RoundPlanRules.LongestFocus + 1)), ("find", Line(60)), ("channels", string.Join(',', known.Select(channel => channel.Key))), ("opens.day", "2027-03-01"));
        var refused = Notice.Warning(RefusalText.For(new NobodyToApprove()), Cut.To(Cut.Kept, words(Cut.Kept)));
        var draft = await DraftAsync(21, words(RoundPlanRules.LongestFocus), known, Line(200));
        samples["rounds/preview-dialog.longest.data.json"] = await PreviewAsync(draft);
        samples["rounds/sure.longest.data.json"] = Rehearsal.Data(Cards.Sure(draft.Round, "round.recall", Notice.Warning(RefusalText.For(new TooLong(20_000, 500))), words(Cut.Kept))!.Value);
        var address = draft.Address;
        foreach (var channel in draft.Round.Plan.Channels)
        {
            await Get<RoundPosting>().NoteAsync(address.Tenant, RoundPosting.PostOf(address.Round, channel.Key, RoundPosting.Card), new PostFate.Unknown(), default);
        }

        await OpenAsync(draft);
        var open = await StoredAsync(address);
        samples["rounds/round.longest.data.json"] = Rehearsal.Data(await Cards.RoundAsync(open, Sarah, refused, closes: null, default));
        samples["rounds/report.longest.data.json"] = Rehearsal.Data(await Get<DeliveryReport>().CardAsync(open, 2, refused, default));
        for (var number = 22; number < 27; number++)
        {
            await DraftAsync(number, words(RoundPlanRules.LongestFocus), known, Line(200));
        }

        samples["rounds/rounds.longest.data.json"] = Rehearsal.Data(await Cards.ListAsync(SupervisionTeam.Tenant, "", refused, default));
    }

    private async Task AddUsualAsync()
    {
        var known = await KnownAsync();
        var draft = await DraftAsync(1, Usual, known, "Sarah Ahmed", new(3, RecurrenceUnit.Months));
        samples["rounds/preview-dialog.data.json"] = await PreviewAsync(draft);
        samples["rounds/sure.data.json"] = Rehearsal.Data(Cards.Sure(draft.Round, "plan.back", Notice.None, "Please ask the panels too.")!.Value);
        var address = draft.Address;
        await Get<RoundPosting>().NoteAsync(address.Tenant, RoundPosting.PostOf(address.Round, "c02", RoundPosting.Card), new PostFate.Unknown(), default);
        await Get<RoundPosting>().NoteAsync(address.Tenant, RoundPosting.PostOf(address.Round, "c03", RoundPosting.Card), new PostFate.Failed("NotInstalled"), default);
        await OpenAsync(draft);
        var open = await StoredAsync(address);
        samples["rounds/round.data.json"] = Rehearsal.Data(await Cards.RoundAsync(open, Sarah, Notice.None, closes: null, default));
        samples["rounds/report.data.json"] = Rehearsal.Data(await Get<DeliveryReport>().CardAsync(open, 1, Notice.None, default));
        samples["rounds/rounds.data.json"] = Rehearsal.Data(await Cards.ListAsync(SupervisionTeam.Tenant, "", Notice.None, default));
    }

    private async Task AddEmptiestAsync()
    {
        var draft = await DraftAsync(2, "?", [.. (await KnownAsync()).Take(1)], "-");
        samples["rounds/round.emptiest.data.json"] = Rehearsal.Data(await Cards.RoundAsync(draft, Sarah, Notice.None, closes: null, default));
        samples["rounds/sure.emptiest.data.json"] = Rehearsal.Data(Cards.Sure(draft.Round, "plan.discard", Notice.None, "")!.Value);
        samples["rounds/report.emptiest.data.json"] = Rehearsal.Data(await Get<DeliveryReport>().CardAsync(draft, 1, Notice.None, default));
        samples["rounds/preview-dialog.emptiest.data.json"] = await PreviewAsync(draft);
    }

    private async Task<JsonNode> FormAsync(params (string Name, string Value)[] typed)
    {
        (string Name, string Value)[] usual = [("opens.day", "2027-03-04"), ("opens.time", "09:30"), ("closes.day", "2027-03-18"), ("closes.time", "17:00"), ("v", "0")];
        var data = Rehearsal.CardDataOf(Sarah, "plan.find", [.. usual.Where(member => typed.All(other => other.Name != member.Name)), .. typed]);
        return Rehearsal.Data(await Get<PlanForm>().FindAsync(Scripts.DeliveryOf(team.Sarah), new(new Guid("0000000b-0000-7000-8000-000000000001")), data, default));
    }

    // What the dialog shows is a card of the app, also where templates echo their data.
    private async Task<JsonNode> PreviewAsync(StoredRound stored)
    {
        var real = new ChannelCards(new CardPress(CardLibrary.Load(typeof(SupervisionApp).Assembly)), Get<RoundStore>(), Get<AnswerBox>(), Get<IOptions<RoundOptions>>());
        var dialog = LeaderCards.PreviewOf(stored.Round, await real.PreviewAsync(stored.Address, stored.Round, default));
        return Rehearsal.Data(Get<CardPress>().Print("rounds/preview-dialog", dialog, PlanningCardJson.Default.PreviewDialog));
    }

    private async Task<StoredRound> DraftAsync(int number, string focus, IReadOnlyList<KnownChannel> channels, string leader, Recurrence? repeats = null)
    {
        var address = new RoundAddress(SupervisionTeam.Tenant, new(new Guid(number, 0, 0x7000, 0x80, 0, 0, 0, 0, 0, 0, 2)));
        var opens = LondonTime.Of(Clock.Start);
        var planned = channels.Select((channel, place) => new RoundChannel(RoundChannel.KeyOf(place + 1), channel.Conversation, channel.Team, channel.TeamName, channel.Name)).ToList();
        var draft = new DraftRound(new(focus, planned, opens, opens.AddDays(14), Anonymous: true, repeats), leader);
        Assert.Null((await Get<RoundTurns>().RunAsync(address, Sarah, "draft", (_, now) => RoundDecision.Draft(Sarah, now, draft), default)).Refusal);
        return await StoredAsync(address);
    }

    private async Task OpenAsync(StoredRound draft)
    {
        await DoAsync(draft.Address, Sarah, new SubmitPlan());
        var submitted = (await StoredAsync(draft.Address)).Round;
        if (submitted.Status == RoundStatus.AwaitingApproval)
        {
            await DoAsync(draft.Address, new(team.Tom.Person.Id), new Approve(submitted.SubmittedAt));
        }

        Assert.True(await Get<AnswerBox>().PrepareAsync(draft.Address, submitted with { Thresholds = new() }, default));
        await DoAsync(draft.Address, leader: null, new OpenNow(new()));
        await team.SettleAsync();
    }

    private async Task DoAsync(RoundAddress address, PersonId? leader, RoundCommand command) =>
        Assert.Null((await Get<RoundTurns>().RunAsync(address, leader, $"operation {++_operations}", command, default)).Refusal);

    private async Task<StoredRound> StoredAsync(RoundAddress address) => (await Get<RoundStore>().FindAsync(address, default))!;

    private Task<IReadOnlyList<KnownChannel>> KnownAsync() => Get<ChatDirectory>().ListChannelsAsync(SupervisionTeam.Tenant, default);

    private async Task AddTeamAsync(int number, string name, params string[] channels)
    {
        var identity = new TeamsTeam($"19:team{number}@thread.tacv2", name, GroupId: null);
        ConversationReference Of(string id) => new(SupervisionTeam.Tenant, id, ConversationKind.Channel, team.Connector.ServiceUrl(SupervisionTeam.Tenant), "28:bot");
        await Get<ChatDirectory>().NoteAsync(new ConversationUpdate.BotAdded(Of(identity.Id), identity), default);
        foreach (var channel in channels)
        {
            await Get<ChatDirectory>().NoteAsync(new ConversationUpdate.ChannelChanged(Of($"19:{number}{channel.Replace(" ", "", StringComparison.Ordinal)}@thread.tacv2"), identity, channel, ChannelEvent.Created), default);
        }
    }

    private string Line(int length) => words(length).ReplaceLineEndings(" ");

    private T Get<T>()
        where T : notnull => team.Services.GetRequiredService<T>();
}
