using SupervisionBot.Tests.Team;

namespace SupervisionBot.Tests.Faults;

/// <summary>A session in which every kind of write happens that a session of two people has, from the first word to the remark after both have signed.</summary>
internal static class FullSession
{
    /// <summary>The session has this id in every run, so that what two runs leave can be compared.</summary>
    public static readonly Guid Id = new("01959999-0000-7000-8000-000000000001");

    public static async Task WalkAsync(SupervisionTeam team)
    {
        team.Clock.IsStopped = true;
        await OpenAsync(team);
        await PrepareAsync(team);
        await InformAsync(team);
        await WeighAsync(team);
        await PlanAsync(team);
        await CheckAsync(team);
        await SignAsync(team);
    }

    private static async Task OpenAsync(SupervisionTeam team)
    {
        var (sarah, priya) = (team.Sarah, team.Priya);
        await sarah.CommandAsync("start", "start.send");
        sarah.Move(TimeSpan.FromMinutes(1));
        await Insisting.RepeatAsync(async () =>
        {
            var press = sarah.Pressed(sarah.Card.Button("start.send"), ("practitioner", priya.Person.Id.ToString()), ("caseReference", Walks.CaseReference), ("prepare", "true"));
            press["value"]!["action"]!["data"]!["session"] = Id.ToString("N");
            await sarah.SendAsync(press);
            return sarah.Card.Has("prepare.begin");
        });
        await priya.ReceiveAsync("session.join");
        await sarah.InsistAsync("session.invite");
        await priya.InsistAsync("session.join");
    }

    private static async Task PrepareAsync(SupervisionTeam team)
    {
        var (sarah, priya) = (team.Sarah, team.Priya);
        await priya.InsistAsync("answer.save", ("answer.information.happening", "Two missed days"));
        await priya.InsistAsync("prepare.done", ("answer.information.happening", "Two missed school days"));
        await sarah.LookAsync();
        await sarah.InsistAsync("prepare.begin");
        await priya.LookAsync();
    }

    private static async Task InformAsync(SupervisionTeam team)
    {
        var (sarah, priya) = (team.Sarah, team.Priya);
        await priya.SayAsync("The school rang", $"{Id:N}");
        await priya.InsistInDialogAsync(
            ("prompt.open", "prompt", "information.to-know"),
            "prompt.save",
            who => who.Card.Input("answer.information.to-know").Value == "Whether he slept",
            ("answer.information.to-know", "Whether he slept"));
        await priya.InsistInDialogAsync(
            ("ethics.open", "session", $"{Id:N}"),
            "ethics.save",
            who => who.Dialog?.Words.Contains("Nobody asked the father", StringComparison.Ordinal) == true,
            ("concern", "Nobody asked the father"), ("answer.ethics.duty", "We have to consult him"));
        await sarah.LookAsync();
        await sarah.InsistAsync("session.pause", ("answer.information.known", "The surgery rang"));
        await sarah.InsistAsync("session.resume");
        await sarah.InsistAsync("step.next", "step", "information", ("answer.information.to-know", "Who saw him last"));
        await sarah.InsistAsync("step.back", "to", "information");
        await sarah.InsistAsync("step.next", "step", "information");
        await sarah.InsistAsync("step.next", "step", "assessment", ("answer.assessment.childs-voice", "He says he is tired"), ("answer.assessment.parents-views", "His mother is worried"));
        await sarah.InsistAsync("step.next", "step", "powers", ("answer.powers.legal", "None yet"));
    }

    // Nothing is missing that the check would name.
    private static readonly (string, string)[] s_tests = [("test.proportionate", "yes"), ("test.legitimate", "yes"), ("test.necessary", "yes"), ("test.ethical", "yes"), ("test.reasonable", "yes")];

    private static async Task WeighAsync(SupervisionTeam team)
    {
        var (sarah, priya) = (team.Sarah, team.Priya);
        await sarah.InsistAsync("answer.save", ("option.options.list", "Visit today"));
        await priya.LookAsync();
        await priya.InsistAsync("answer.save", ("option.options.list", "Wait for the school"));
        await priya.InsistInDialogAsync(("option.open", "option", "2"), "option.save", Says("Priya waits"), [.. s_tests, ("note", "Priya waits")]);
        await sarah.LookAsync();
        await sarah.InsistInDialogAsync(("option.open", "option", "1"), "option.choose", Says("It is quick"), [.. s_tests, ("note", "A note"), ("why", "It is quick")]);
        await sarah.InsistInDialogAsync(("option.open", "option", "2"), "option.aside", Says("Too slow"), ("test.ethical", "unsure"), ("note", "Another"), ("why", "Too slow"));
        await sarah.InsistAsync("step.next", "step", "options");
    }

    private static async Task PlanAsync(SupervisionTeam team)
    {
        var sarah = team.Sarah;
        await sarah.InsistInDialogAsync(("action.open", "action", "0"), "action.save", Says("Ring the school"), ("what", "Ring the school"));
        await sarah.InsistInDialogAsync(("action.open", "action", "0"), "action.save", Says("Ring the surgery"), ("what", "Ring the surgery"));
        await sarah.InsistInDialogAsync(
            ("action.open", "action", "1"), "action.save", Says("Visit at home"),
            ("what", "Visit at home"), ("who", "Priya Nowak"), ("when", "2027-03-05"), ("measure", "He was seen"), ("difference", "He is heard"));
        await sarah.InsistInDialogAsync(("action.open", "action", "2"), "action.remove", who => !Says("Ring the surgery")(who), ("why", "Done already"));
        await sarah.InsistAsync("step.next", "step", "plan", ("answer.plan.rationale", "He is tired"), ("answer.plan.review-date", "2027-03-19"));
    }

    private static async Task CheckAsync(SupervisionTeam team)
    {
        var sarah = team.Sarah;
        await sarah.InsistAsync("step.next", "step", "contingency");
        await sarah.InsistAsync("check.fix", "to", "contingency");
        await sarah.InsistAsync("step.next", "step", "contingency", ("answer.contingency.plan", "Ring the duty team"));
        await sarah.InsistAsync("summary.prepare");
        await sarah.InsistAsync("check.fix", ("remark", "We go back once"));
        await sarah.InsistAsync("step.next", "step", "contingency");
        await sarah.InsistAsync("summary.prepare");
    }

    private static async Task SignAsync(SupervisionTeam team)
    {
        var (sarah, priya) = (team.Sarah, team.Priya);
        await priya.LookAsync();
        await priya.InsistAsync("summary.comment", ("remark", "The date was a Tuesday"));
        await sarah.LookAsync();
        await sarah.ReadToTheEndAsync();
        await sarah.InsistAsync("summary.sign", ("remark", "Agreed"));
        await priya.LookAsync();
        await priya.ReadToTheEndAsync();
        await priya.InsistAsync("summary.sign");
        await sarah.LookAsync();
        await sarah.InsistAsync("addendum.add", ("addendum", "The visit found him well"));
        await priya.CommandAsync("sessions", "session.view");
        await priya.InsistAsync("session.view");
    }

    private static Func<Somebody, bool> Says(string text) => who => who.Card.Words.Contains(text, StringComparison.Ordinal);
}
