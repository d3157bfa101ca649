using System.Globalization;
using System.Text.Json.Nodes;
using SupervisionBot.EndToEnd.Deployed;

namespace SupervisionBot.EndToEnd.Copies;

/// <summary>One session of two people as phases: within a phase the order does not matter, between phases it does.</summary>
internal sealed class Script(TestStore store, Func<IReadOnlyList<Click>, Task> playAsync)
{
    private const string Visit = "Visit today";
    private const string Wait = "Wait for the school";

    public static readonly Guid Session = new("01959999-0000-7000-8000-000000000001");

    public static readonly TeamsUser Sarah = new(new("55555555-0000-4000-8000-000000000002"), new("55555555-0000-4000-8000-000000000003"), "Sarah Ahmed");

    public static readonly TeamsUser Priya = new(Sarah.Tenant, new("55555555-0000-4000-8000-000000000004"), "Priya Nowak");

    // No day that moves over while the test runs is near.
    private static readonly string s_later = TimeProvider.System.GetUtcNow().AddDays(40).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static readonly string[] s_information = ["information.happening", "information.known", "information.to-know", "information.wanted-now"];
    private static readonly string[] s_assessment = ["assessment.childs-voice", "assessment.parents-views", "assessment.act-now", "assessment.protective"];

    private readonly List<string> _words = [];
    private StoredTrail? _trail;

    /// <summary>Words that each must stand in the trail once.</summary>
    public IReadOnlyList<string> Words => _words;

    public async Task PlayAsync()
    {
        await PhaseAsync(new Click(Sarah.AddsTheApp()), new Click(Priya.AddsTheApp()));
        await PhaseAsync(Press(Sarah, "start.send", ("practitioner", Priya.Id.ToString()), ("caseReference", "KN-7731"), ("guide", "knowsley-decision-walk"), ("prepare", "false")));
        await LookAsync();
        await PhaseAsync(Press(Priya, "session.join"));

        await LookAsync();
        await PhaseAsync([.. s_information.SelectMany(Answers), Concern(Sarah), Concern(Priya)]);
        await PhaseAsync(Next("information"));

        await LookAsync();
        await PhaseAsync([.. s_assessment.SelectMany(Answers)]);
        await PhaseAsync(Next("assessment"));
        await PhaseAsync(Press(Priya, "typed.start", ("prompt", "powers.legal")));
        await PhaseAsync(new Click(Priya.Types("Typed: powers"), "Typed: powers"));
        await PhaseAsync(Next("powers"));

        await LookAsync();
        await PhaseAsync(Option(Sarah, Visit), Option(Priya, Wait));
        await LookAsync();
        await PhaseAsync(Test(Sarah, Visit, "proportionate"), Test(Priya, Wait, "proportionate"), Test(Priya, Visit, "necessary"), Test(Sarah, Wait, "ethical"));
        await PhaseAsync(Decide("option.choose", Visit), Decide("option.aside", Wait));
        await PhaseAsync(Next("options"));

        await LookAsync();
        await PhaseAsync([.. Enumerable.Range(1, 3).SelectMany(Actions), Answer(Sarah, "plan.rationale"), Press(Sarah, "answer.save", ("answer.plan.review-date", s_later))]);
        await PhaseAsync(Next("plan"));
        await LookAsync();
        await PhaseAsync([.. Answers("contingency.plan")]);
        await PhaseAsync(Next("contingency"));

        await LookAsync();
        await PhaseAsync(Press(Sarah, "summary.prepare", ("reason", "What else is missing can wait")));
        await LookAsync();
        await PhaseAsync([.. Enumerable.Range(1, 2).SelectMany(number => Remarks("summary.comment", "remark", $"Comment {number}"))]);
        var summary = _trail!.Entries.Last(entry => entry.Is == "summaryPrepared").Sequence.ToString(CultureInfo.InvariantCulture);
        await LookAsync();
        await PhaseAsync(Press(Sarah, "summary.sign", ("summary", summary)));
        await LookAsync();
        await PhaseAsync(Press(Priya, "summary.sign", ("summary", summary)));
        await LookAsync();
        await PhaseAsync([.. Remarks("addendum.add", "addendum", "Addendum")]);
    }

    private Task PhaseAsync(params IReadOnlyList<Click> clicks)
    {
        _words.AddRange(clicks.Select(click => click.Words).OfType<string>());
        return playAsync(clicks);
    }

    // People press the buttons of the cards that are before them: these say the sequence they were drawn at.
    private async Task LookAsync() => _trail = await StoredTrail.ReadAsync(store, Sarah.Tenant, Session);

    private Click Press(TeamsUser who, string verb, params (string Name, string Value)[] data) => new(who.Presses(verb, Data(data)));

    private Click Submit(TeamsUser who, string verb, string words, params (string Name, string Value)[] data) => new(who.Submits(verb, Data(data)), words);

    private JsonObject Data((string Name, string Value)[] own)
    {
        var data = new JsonObject { ["session"] = Session.ToString("N"), ["v"] = _trail?.Head ?? 0 };
        foreach (var (name, value) in own)
        {
            data[name] = value;
        }

        return data;
    }

    private Click Next(string step) => Press(Sarah, "step.next", ("step", step));

    private IEnumerable<Click> Answers(string prompt) => [Answer(Sarah, prompt), Answer(Priya, prompt)];

    private Click Answer(TeamsUser who, string prompt) => Press(who, "answer.save", ($"answer.{prompt}", Said(who, prompt))) with { Words = Said(who, prompt) };

    private Click Concern(TeamsUser who) => Submit(who, "ethics.save", Said(who, "concern"), ("concern", Said(who, "concern")));

    private Click Option(TeamsUser who, string text) => Press(who, "answer.save", ("option.options.list", text)) with { Words = $"\"{text}\"" };

    private Click Test(TeamsUser who, string option, string test) =>
        Submit(who, "option.save", Said(who, $"{option} {test}"), ("option", NumberOf(option)), ($"test.{test}", "yes"), ("note", Said(who, $"{option} {test}")));

    private Click Decide(string verb, string option) =>
        Submit(Sarah, verb, Said(Sarah, $"{option} why"), ("option", NumberOf(option)), ("test.reasonable", "yes"), ("note", ""), ("why", Said(Sarah, $"{option} why")));

    private string NumberOf(string option) =>
        _trail!.Entries.Single(entry => entry.Is == "optionAdded" && entry.Words.Contains(option)).Event.GetProperty("option").GetInt32().ToString(CultureInfo.InvariantCulture);

    private IEnumerable<Click> Actions(int number) => new[] { Sarah, Priya }.Select(who => Submit(
        who, "action.save", Said(who, $"action {number}"),
        ("action", "0"), ("prompt", "plan.actions"), ("what", Said(who, $"action {number}")), ("who", who.Name), ("when", s_later), ("measure", "He was seen"), ("difference", "He is heard")));

    private IEnumerable<Click> Remarks(string verb, string name, string text) => new[] { Sarah, Priya }.Select(who => Press(who, verb, (name, Said(who, text))) with { Words = Said(who, text) });

    // The brackets keep one text from being part of another.
    private static string Said(TeamsUser who, string what) => $"[{who.Name}: {what}]";
}
