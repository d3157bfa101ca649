using SupervisionBot.Tests.Team;

namespace SupervisionBot.Tests.Outages;

/// <summary>Two sessions in which every button there is gets pressed, each with something typed where it takes anything.</summary>
internal static class Script
{
    private const string Known = "answer.information.known";
    private const string Happening = "answer.information.happening";

    /// <summary>Plays it.</summary>
    /// <returns>The ids of the sessions.</returns>
    public static async Task<IReadOnlyList<string>> PlayAsync(Hand hand)
    {
        var first = await BeginAsync(hand, "KN-1");
        await hand.Team.Priya.ReceiveAsync("session.join");
        await hand.PressAsync(hand.Team.Sarah, "session.invite", (Known, "Asked again"));
        await hand.PressAsync(hand.Team.Priya, "session.join");
        await PrepareAsync(hand);
        await WalkAsync(hand);
        await CloseAsync(hand);
        var second = await BeginAsync(hand, "KN-2");
        await EndAsync(hand);
        return [first, second];
    }

    private static async Task<string> BeginAsync(Hand hand, string caseReference)
    {
        var sarah = hand.Team.Sarah;
        await sarah.TypeAsync("start");
        await hand.PressAsync(sarah, "start.send", ("practitioner", hand.Team.Priya.Person.Id.ToString()), ("caseReference", caseReference), ("prepare", "true"));
        return sarah.Card.Session;
    }

    private static async Task PrepareAsync(Hand hand)
    {
        var (sarah, priya) = (hand.Team.Sarah, hand.Team.Priya);
        await hand.PressAsync(priya, "answer.next", (Happening, "Two missed days"), (Known, "The school rang"));
        await priya.OpenAsync("prompt.open", "prompt", "information.known");
        await hand.SubmitAsync(priya, "prompt.save", (Known, "The school rang twice"));
        await hand.PressAsync(priya, "prepare.done", (Happening, "Three missed days"));
        await sarah.RefreshAsync();
        await hand.PressAsync(sarah, "prepare.begin", (Happening, "Nobody knows"));
    }

    private static async Task WalkAsync(Hand hand)
    {
        var (sarah, priya) = (hand.Team.Sarah, hand.Team.Priya);
        await priya.RefreshAsync();
        await priya.OpenAsync("ethics.open");
        await hand.SubmitAsync(priya, "ethics.save", ("concern", "Nobody asked the father"));
        await hand.PressAsync(sarah, "session.pause", (Known, "Paused here"));
        await hand.PressAsync(sarah, "session.resume", (Known, "Resumed here"));
        await hand.PressAsync(sarah, "step.next", (Known, "On to the next"));
        await hand.PressAsync(sarah, "step.back", ("answer.assessment.childs-voice", "He says he is tired"));
        await hand.PressAsync(sarah, "step.next");
        await hand.PressAsync(sarah, "step.next");
        await hand.PressAsync(sarah, "step.next");
        await hand.PressAsync(sarah, "answer.save", ("option.options.list", "Visit today"));
        await hand.PressAsync(sarah, "answer.save", ("option.options.list", "Wait for the school"));
        await sarah.OpenAsync("option.open", "option", "1");
        await hand.SubmitAsync(sarah, "option.save", ("test.ethical", "unsure"), ("note", "It can be done today"));
        await sarah.OpenAsync("option.open", "option", "1");
        await hand.SubmitAsync(sarah, "option.choose", ("test.proportionate", "yes"), ("note", "He is seen"), ("why", "Quick and kind"));
        await sarah.OpenAsync("option.open", "option", "2");
        await hand.SubmitAsync(sarah, "option.aside", ("test.necessary", "no"), ("note", "It is slow"), ("why", "Too slow"));
        await hand.PressAsync(sarah, "step.next");
        await AgreeAsync(hand);
        await hand.PressAsync(sarah, "step.next", ("answer.plan.rationale", "Nobody saw him"), ("answer.plan.review-date", "2027-03-19"));
        await hand.PressAsync(sarah, "step.next", ("answer.contingency.plan", "Ring the duty team"));
    }

    private static async Task AgreeAsync(Hand hand)
    {
        var sarah = hand.Team.Sarah;
        await sarah.OpenAsync("action.open", "action", "0");
        await hand.SubmitAsync(sarah, "action.save", ("what", "Visit at home"), ("who", "Priya Nowak"), ("when", "2027-03-05"), ("measure", "He was seen"), ("difference", "He is heard"));
        await sarah.OpenAsync("action.open", "action", "1");
        await hand.SubmitAsync(sarah, "action.save", ("what", "Visit at home and at school"));
        await sarah.OpenAsync("action.open", "action", "0");
        await hand.SubmitAsync(sarah, "action.save", ("what", "Ring the school"));
        await sarah.OpenAsync("action.open", "action", "2");
        await hand.SubmitAsync(sarah, "action.remove", ("why", "They rang us"));
    }

    private static async Task CloseAsync(Hand hand)
    {
        var (sarah, priya) = (hand.Team.Sarah, hand.Team.Priya);
        await hand.PressAsync(sarah, "check.again");
        await hand.PressAsync(sarah, card => card.Button("check.fix", "to", "contingency"));
        await hand.PressAsync(sarah, "step.next", ("answer.contingency.plan", "Ring the duty team at once"));
        await hand.PressAsync(sarah, "summary.prepare", ("reason", "The rest can wait"));
        await priya.RefreshAsync();
        await hand.PressAsync(priya, "summary.comment", ("remark", "The date was a Tuesday"));
        await hand.PressAsync(sarah, "check.fix", ("remark", "Once more through the plan"));
        await hand.PressAsync(sarah, "step.next");
        await hand.PressAsync(sarah, "summary.prepare", ("reason", "The rest can wait"));
        await sarah.ToTheEndAsync();
        await hand.PressAsync(sarah, "summary.sign", ("remark", "I agree"));
        await priya.RefreshAsync();
        await hand.PressAsync(priya, "summary.disagree", ("remark", "Waiting was better"));
        await sarah.RefreshAsync();
        await sarah.ToTheEndAsync();
        await hand.PressAsync(sarah, "summary.sign");
        await priya.RefreshAsync();
        await hand.PressAsync(priya, "addendum.add", ("addendum", "The visit found him well"));
    }

    private static async Task EndAsync(Hand hand)
    {
        var sarah = hand.Team.Sarah;
        await hand.PressAsync(sarah, "session.ending", (Happening, "They have moved"));
        await hand.PressAsync(sarah, "session.cancel", ("reason", "Moved to another authority"));
    }
}
