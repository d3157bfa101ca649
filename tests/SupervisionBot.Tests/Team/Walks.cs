namespace SupervisionBot.Tests.Team;

/// <summary>Stretches of a session that many tests walk.</summary>
internal static class Walks
{
    public const string CaseReference = "KN-7731";

    /// <summary>Sarah starts a session, and Priya joins it; each has their card of the first step before them.</summary>
    public static async Task OpenAsync(this SupervisionTeam team, string caseReference = CaseReference, bool prepare = false, bool confirmed = false)
    {
        await team.InviteAsync(caseReference, prepare, confirmed);
        await team.Priya.PressAsync("session.join");
    }

    /// <summary>Sarah starts a session, and Priya has the invitation before her.</summary>
    /// <param name="team">The team.</param>
    /// <param name="caseReference">The case reference.</param>
    /// <param name="prepare">Ask Priya to prepare.</param>
    /// <param name="confirmed">Say that the case reference is one, should the bot ask.</param>
    public static async Task InviteAsync(this SupervisionTeam team, string caseReference = CaseReference, bool prepare = false, bool confirmed = false)
    {
        await team.Sarah.TypeAsync("start");
        await team.Sarah.PressAsync("start.send", ("practitioner", team.Priya.Person.Id.ToString()), ("caseReference", caseReference), ("prepare", prepare ? "true" : "false"));
        if (confirmed && team.Sarah.Card.Has("start.send"))
        {
            await team.Sarah.PressAsync("start.send", ("confirmed", "true"));
        }

        await team.Priya.ReceiveAsync("session.join");
    }

    /// <summary>Sarah moves on until a step, saying nothing.</summary>
    public static async Task MoveToAsync(this SupervisionTeam team, string step)
    {
        while ((string?)team.Sarah.Card.Button("step.next").Data["step"] != step)
        {
            await team.Sarah.PressAsync("step.next");
        }

        await team.Priya.RefreshAsync();
    }

    /// <summary>Adds an option, tests it, and leaves its dialog.</summary>
    public static async Task AddOptionAsync(this Somebody who, string text)
    {
        await who.PressAsync("answer.save", ("option.options.list", text));
    }

    /// <summary>Opens an option, answers each test, and decides: what is chosen has passed, what is set aside has not.</summary>
    public static async Task WeighAsync(this Somebody who, int option, string verb, string why)
    {
        await who.OpenAsync("option.open", "option", $"{option}");
        var necessary = verb == "option.choose" ? "yes" : "no";
        await who.SubmitAsync(verb, ("test.proportionate", "yes"), ("test.legitimate", "yes"), ("test.necessary", necessary), ("test.ethical", "yes"), ("test.reasonable", "yes"), ("note", $"Note on option {option}"), ("why", why));
    }

    /// <summary>Reads the summary as it is now to its end, where it is confirmed, and confirms it.</summary>
    /// <param name="who">Who has a card of the session before them.</param>
    /// <param name="typed">What they type beside it.</param>
    public static async Task ConfirmAsync(this Somebody who, params (string Input, string Value)[] typed)
    {
        await who.RefreshAsync();
        await who.ToTheEndAsync();
        await who.PressAsync("summary.sign", typed);
    }

    /// <summary>Turns the pages of the summary before them to the last.</summary>
    public static async Task ToTheEndAsync(this Somebody who)
    {
        while (who.Card.Buttons.FirstOrDefault(button => button is { Verb: "summary.page", Title: "Next page" }) is { } next)
        {
            await who.PressAsync(next);
        }
    }

    /// <summary>Everything from the first step to the summary that both confirm, with something said to every prompt that the check looks at.</summary>
    public static async Task WholeAsync(this SupervisionTeam team)
    {
        await team.OpenAsync();
        await team.SummariseAsync();
        await team.SignAsync();
    }

    /// <summary>Takes back what somebody wrote last, in the dialog that their card opens.</summary>
    public static async Task TakeBackAsync(this Somebody who)
    {
        await who.OpenAsync("mine.open");
        await who.SubmitAsync("mine.choose");
        await who.SubmitAsync("mine.back");
        await who.RefreshAsync();
    }

    /// <summary>Both confirm the summary that is before them.</summary>
    public static async Task SignAsync(this SupervisionTeam team)
    {
        await team.Sarah.ConfirmAsync();
        await team.Priya.ConfirmAsync();
        await team.Sarah.RefreshAsync();
    }

    /// <summary>From the first step to the open summary, before both.</summary>
    /// <param name="team">The team.</param>
    /// <param name="keep">Leave what was said about the first question as it is.</param>
    public static async Task SummariseAsync(this SupervisionTeam team, bool keep = false)
    {
        var (sarah, priya) = (team.Sarah, team.Priya);
        (string, string) known = ("answer.information.known", "The school rang");
        await priya.PressAsync("answer.save", keep ? [known] : [("answer.information.happening", "Two missed school days"), known]);
        await sarah.RefreshAsync();
        await sarah.PressAsync("step.next", ("answer.information.to-know", "Who saw him last"));
        await sarah.OpenAsync("ethics.open");
        await sarah.SubmitAsync("ethics.save", ("answer.ethics.scrutiny", "We would say it in his presence"));
        await sarah.PressAsync("step.next", ("answer.assessment.childs-voice", "He says he is tired"), ("answer.assessment.parents-views", "His mother is worried too"));
        await team.DecideAsync("2027-03-05");
    }

    /// <summary>From the step of powers and policy, before Sarah, to the open summary, before both.</summary>
    /// <param name="team">The team.</param>
    /// <param name="day">The day of the action.</param>
    public static async Task DecideAsync(this SupervisionTeam team, string day)
    {
        var sarah = team.Sarah;
        await sarah.PressAsync("step.next", ("answer.powers.legal", "None yet"));
        await sarah.AddOptionAsync("Visit today");
        await sarah.AddOptionAsync("Wait for the school");
        await sarah.WeighAsync(1, "option.choose", "It is quick and kind");
        await sarah.WeighAsync(2, "option.aside", "Too slow for a tired child");
        await sarah.PressAsync("step.next");
        await sarah.OpenAsync("action.open", "action", "0");
        await sarah.SubmitAsync("action.save", ("what", "Visit at home"), ("who", "Priya Nowak"), ("when", day), ("measure", "He was seen"), ("difference", "He is heard"));
        await sarah.PressAsync("step.next", ("answer.plan.rationale", "He is tired and nobody saw him"), ("answer.plan.review-date", "2027-03-19"));
        await sarah.PressAsync("step.next", ("answer.contingency.plan", "Ring the duty team"));
        await sarah.PressAsync("summary.prepare");
        await team.Priya.RefreshAsync();
    }
}
