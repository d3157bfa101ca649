using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using SupervisionBot.Cards;
using SupervisionBot.Core.Guides;
using SupervisionBot.Core.Sessions;
using SupervisionBot.Core.Shared;
using SupervisionBot.OneToOne;
using SupervisionBot.Teams;
using SupervisionBot.Tests.Team;
using SupervisionBot.Turns;

namespace SupervisionBot.Tests.Samples;

/// <summary>The scripted sessions that sample data is taken from: an ordinary one, one with the longest texts everywhere, and one where nobody says anything.</summary>
internal sealed class Scripts(SortedDictionary<string, JsonNode> samples, SupervisionTeam team, string words)
{
    /// <summary>Cards are sent without escaping what JSON need not escape.</summary>
    public static readonly JsonSerializerOptions AsSent = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Data by file name, such as <c>one-to-one/step.data.json</c>.</summary>
    public static async Task<SortedDictionary<string, JsonNode>> RunAsync()
    {
        var samples = new SortedDictionary<string, JsonNode>(StringComparer.Ordinal);
        await using var team = await SupervisionTeam.MeetAsync(services =>
        {
            services.AddSingleton<TimeProvider>(new StoppedClock());
            services.AddSingleton(CardLibrary.Load(new EchoTemplates()));
        }, RoundScripts.Leaders);
        var scripts = new Scripts(samples, team, "He said “it is \"fine\"”, and went on. 🙂\n");
        await scripts.AddOneToOneAsync();
        await scripts.AddStartAsync();
        await new TypingSamples(team, scripts.Words).AddAsync(samples);
        await new RedactionSamples(team, scripts.Long).AddAsync(samples);
        await new ReflectionSamples(team, scripts.Words).AddAsync(samples);
        await new ChallengeScripts(samples, team, scripts.LongLine(Prompt.UsualText)).AddAsync();
        await new ChannelSamples(team, scripts.Words).AddAsync(samples);
        await new RoundScripts(samples, team, scripts.Long).AddAsync();
        new ResultScripts(samples, team, scripts.Long).Add();
        await new NewsSamples(team, scripts.LongLine).AddAsync(samples);
        return samples;
    }

    /// <summary>The longest card of each template that people's words can come to, by the name of its sample data.</summary>
    /// <param name="words">What everybody writes, again and again, wherever they can.</param>
    public static async Task<SortedDictionary<string, JsonNode>> LongestCardsAsync(string words)
    {
        var cards = new SortedDictionary<string, JsonNode>(StringComparer.Ordinal);
        await using var team = await SupervisionTeam.MeetAsync(services => services.AddSingleton<TimeProvider>(new StoppedClock()), RoundScripts.Leaders);
        var scripts = new Scripts(cards, team, words);
        await new LongestSessions(cards, team, words).AddAsync();
        await new TypingSamples(team, words).AddAsync(cards);
        await new RedactionSamples(team, scripts.Long).AddAsync(cards);
        await new ChallengeScripts(cards, team, scripts.LongLine(Prompt.UsualText)).AddLongestAsync();
        await new ReflectionSamples(team, words).AddAsync(cards);
        await new ChannelSamples(team, words).AddAsync(cards);
        await new RoundScripts(cards, team, scripts.Long).AddLongestAsync();
        new ResultScripts(cards, team, scripts.Long).AddLongest();
        await new NewsSamples(team, scripts.LongLine).AddAsync(cards);
        return cards;
    }

    private string Long(int length) => LongText.Of(words, length);

    private string Words => words;

    private Notice Refused => LongestSessions.RefusedWith(words);

    private string LongLine(int length) => Long(length).ReplaceLineEndings(" ");

    private async Task AddOneToOneAsync()
    {
        var ordinary = await Rehearsal.OpenAsync(team, 1, Walks.CaseReference);
        samples["one-to-one/invitation.data.json"] = await ordinary.CardAsync(ordinary.Practitioner);
        samples["one-to-one/shared.data.json"] = await ordinary.SharedAsync(ordinary.Supervisor, ordinary.Practitioner);
        await OrdinaryAsync(ordinary);
        await new LongestSessions(samples, team, words).AddAsync();
        await EmptiestAsync(await Rehearsal.OpenAsync(team, 3, "1"));
        await EndedAsync();
    }

    private async Task OrdinaryAsync(Rehearsal session)
    {
        var (sarah, priya) = (session.Supervisor, session.Practitioner);
        await session.DoAsync(
            priya,
            new Join(),
            Said("information.happening", "Kay missed two days of school this week. Her mother rang in on both mornings and said that Kay had a cold."),
            Said("information.known", "The school rang on Monday. I saw her at home on Tuesday: tired, in clean clothes, little to eat in the kitchen."),
            Said("information.known", "The school rang on Monday and on Wednesday. I saw her at home on Tuesday: tired, in clean clothes, little to eat in the kitchen."));
        await session.DoAsync(sarah, Said("information.known", "The nurse has nothing new since June."), Said("information.to-know", "Who looks after her in the evening?"));
        samples["one-to-one/step.data.json"] = await session.CardAsync(sarah, Notice.Good("Saved."));
        samples["one-to-one/prompt-dialog.data.json"] = await session.DialogAsync(priya, Notice.None, "prompt.open", ("prompt", "information.known"));
        await session.DoAsync(priya, new RaiseConcern("We talk about her mother's health without having asked her."), Said("ethics.expected", "Kay would expect us to ask her, not only her school."));
        samples["one-to-one/ethics-dialog.data.json"] = await session.DialogAsync(sarah, Notice.None, "ethics.open");
        await session.DoAsync(sarah, new MoveOn("information"), new MoveOn("assessment"), Said("powers.legal", "None at this point."), new MoveOn("powers"));
        await session.DoAsync(priya, new AddOption("options.list", "Visit at home today, with the health visitor"), new AddOption("options.list", "Wait until the school meeting on Friday"));
        await session.DoAsync(
            sarah,
            new TestOption(1, [new("proportionate", Verdict.Yes), new("ethical", Verdict.Unsure)], "It can be done today."),
            new ChooseOption(1, "It is quick, and she is heard first."),
            new TestOption(2, [new("reasonable", Verdict.No)], ""),
            new SetOptionAside(2, "Three days are too long for a tired child."));
        samples["one-to-one/option-dialog.data.json"] = await session.DialogAsync(sarah, Notice.None, "option.open", ("option", "1"));
        await session.DoAsync(sarah, new MoveOn("options"), new AgreeAction("plan.actions", new("Visit at home with the health visitor", "Priya Nowak", new(2027, 3, 5), "Kay was seen and her room too", "She is heard, and eats tonight")));
        samples["one-to-one/again-dialog.data.json"] = session.Again(("verb", "option.save"), ("session", $"{session.Address.Session}"), ("v", "24"), ("option", "1"), ("test.ethical", "unsure"), ("note", "It can be done today."), ("why", ""));
        samples["one-to-one/action-dialog.data.json"] = await session.DialogAsync(priya, Notice.None, "action.open", ("action", "1"));
        await session.DoAsync(sarah, Said("plan.rationale", "Two sources say that she is tired; nobody has asked her yet."), Said("plan.review-date", "2027-03-19"), new MoveOn("plan"), new MoveOn("contingency"));
        samples["one-to-one/check.data.json"] = await session.CardAsync(sarah);
        samples["one-to-one/mine-dialog.data.json"] = await session.MineAsync(sarah, Notice.None);
        samples["one-to-one/record-dialog.data.json"] = await session.DialogAsync(priya, Notice.None, "record.open");
        await session.DoAsync(sarah, new PrepareSummary("The visit comes first; we go on with the rest on Friday."));
        await session.DoAsync(priya, new CommentOn("I agree, apart from the date."));
        await session.ConfirmAsync(priya);
        samples["one-to-one/summary.data.json"] = await session.CardAsync(sarah);
    }

    private async Task EmptiestAsync(Rehearsal session)
    {
        var (sarah, priya) = (session.Supervisor, session.Practitioner);
        samples["one-to-one/invitation.emptiest.data.json"] = await session.CardAsync(priya);
        samples["one-to-one/shared.emptiest.data.json"] = await session.SharedAsync();
        await session.DoAsync(priya, new Join());
        samples["one-to-one/step.emptiest.data.json"] = await session.CardAsync(priya);
        samples["one-to-one/again-dialog.emptiest.data.json"] = session.Again();
        samples["one-to-one/mine-dialog.emptiest.data.json"] = await session.MineAsync(priya, Notice.None);
        samples["one-to-one/prompt-dialog.emptiest.data.json"] = await session.DialogAsync(priya, Notice.None, "prompt.open", ("prompt", "information.known"));
        samples["one-to-one/ethics-dialog.emptiest.data.json"] = await session.DialogAsync(priya, Notice.None, "ethics.open");
        foreach (var step in session.Guide.Walk)
        {
            if (step.Id == "options")
            {
                await session.DoAsync(priya, new AddOption("options.list", "?"));
                samples["one-to-one/option-dialog.emptiest.data.json"] = await session.DialogAsync(priya, Notice.None, "option.open", ("option", "1"));
            }

            if (step.Id == "plan")
            {
                samples["one-to-one/action-dialog.emptiest.data.json"] = await session.DialogAsync(priya, Notice.None, "action.open", ("prompt", "plan.actions"), ("action", "0"));
            }

            await session.DoAsync(sarah, new MoveOn(step.Id));
        }

        samples["one-to-one/check.emptiest.data.json"] = await session.CardAsync(priya);
        samples["one-to-one/record-dialog.emptiest.data.json"] = await session.DialogAsync(priya, Notice.None, "record.open");
        await session.DoAsync(sarah, new PrepareSummary("-"));
        await session.ConfirmAsync(priya);
        samples["one-to-one/summary.emptiest.data.json"] = await session.CardAsync(priya);
    }

    private async Task EndedAsync()
    {
        foreach (var (kind, number, reason) in new[] { ("", 4, "The family has moved to another authority."), (".longest", 5, Long(SessionDecision.LongestRemark)), (".emptiest", 6, "-") })
        {
            var session = kind == ".longest"
                ? await Rehearsal.OpenAsync(team, number, LongLine(SessionDecision.LongestCaseReference), prepare: false, LongestSessions.Name, LongestSessions.Name)
                : await Rehearsal.OpenAsync(team, number, Walks.CaseReference);
            samples[$"one-to-one/cancel{kind}.data.json"] = await session.CancelAsync(kind == ".longest" ? Notice.Warning(RefusalText.For(new TooLong(20_000, 2_000))) : Notice.None, kind == ".emptiest" ? "" : reason);
            samples[$"one-to-one/disagreement{kind}.data.json"] = await session.DisagreementAsync();
            await session.DoAsync(session.Supervisor, new Cancel(reason));
            samples[$"one-to-one/ended{kind}.data.json"] = await session.CardAsync(session.Practitioner, kind == ".longest" ? Refused : null);
        }
    }

    private async Task AddStartAsync()
    {
        var (starting, lists, helping) = (team.Services.GetRequiredService<Starting>(), team.Services.GetRequiredService<SessionLists>(), team.Services.GetRequiredService<Helping>());
        var (sarah, tom) = (DeliveryOf(team.Sarah), DeliveryOf(team.Tom));
        async Task<JsonNode> FormAsync(params (string Name, string Value)[] data) =>
            Rehearsal.Data((await starting.SendAsync(sarah, Rehearsal.CardDataOf(new(team.Sarah.Person.Id), "start.send", [("session", "0000000a000070008000000000000001"), .. data]), CancellationToken.None)).Form);

        samples["start/start.data.json"] = await FormAsync(("practitioner", team.Priya.Person.Id.ToString()), ("caseReference", "Abi Smith"), ("prepare", "true"));
        samples["start/start.longest.data.json"] = await FormAsync(("practitioner", team.Priya.Person.Id.ToString()), ("caseReference", Long(80)), ("prepare", "true"));
        samples["start/start.emptiest.data.json"] = await FormAsync();
        samples["start/help.data.json"] = Rehearsal.Data(helping.Card(tom, Notice.Warning("No session or reflection of yours takes answers now, so nothing was saved. What you wrote is still in this chat. On a summary that waits for you, write in its own box.")));
        samples["start/help.emptiest.data.json"] = team.Connector.All.First(sent => sent.Conversation == team.Priya.Chat.Id).Body["attachments"]![0]!["content"]!["data"]!.DeepClone();
        samples["start/help.longest.data.json"] = samples["start/help.data.json"].DeepClone();
        samples["start/sessions.data.json"] = Rehearsal.Data(await lists.CardAsync(sarah, "", Notice.None, CancellationToken.None));
        samples["start/sessions.longest.data.json"] = Rehearsal.Data(await lists.CardAsync(sarah, "", Refused, CancellationToken.None));
        samples["start/sessions.emptiest.data.json"] = Rehearsal.Data(await lists.CardAsync(tom, "", Notice.None, CancellationToken.None));
    }

    internal static Answer Said(string prompt, string text) => new([KeyValuePair.Create(prompt, text)]);

    internal static Delivery DeliveryOf(Somebody who) => new(
        new(who.Person.Tenant, who.Person.Id, who.Person.Mri, who.Person.Name),
        new(who.Person.Tenant, who.Chat.Id, ConversationKind.Personal, "http://127.0.0.1/", "28:bot"),
        Key: "bWVzc2FnZQ",
        ReplyToId: null,
        Team: null);
}
