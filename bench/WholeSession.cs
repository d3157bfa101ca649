using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace SupervisionBot.Bench;

/// <summary>A person presses a button of a session.</summary>
/// <returns>The answer, with the card that comes back.</returns>
internal delegate Task<byte[]> PressAsync(Person person, Guid session, string verb, params (string Name, string Value)[] inputs);

/// <summary>One session from its start to the summary that both have signed, with a few sentences on every step.</summary>
internal static class WholeSession
{
    private const string Words = "School rang on Monday: she came in tired again, and would not say who was at home over the weekend.";

    /// <summary>Walks it through the app's own door; both people have added the bot.</summary>
    /// <exception cref="InvalidOperationException">It did not come to its end.</exception>
    public static async Task WalkAsync(PressAsync pressAsync, Person supervisor, Person practitioner, Guid session, string caseReference = "LD-0731")
    {
        Task<byte[]> Leads(string verb, params (string Name, string Value)[] inputs) => pressAsync(supervisor, session, verb, inputs);
        Task<byte[]> Adds(string verb, params (string Name, string Value)[] inputs) => pressAsync(practitioner, session, verb, inputs);
        string In(int days) => TimeProvider.System.GetUtcNow().AddDays(days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        (string Name, string Value)[] tests = [("test.proportionate", "yes"), ("test.legitimate", "yes"), ("test.necessary", "yes"), ("test.ethical", "yes"), ("test.reasonable", "yes")];

        await Leads("start.send", ("practitioner", practitioner.Id.ToString()), ("caseReference", caseReference), ("guide", "knowsley-decision-walk"), ("prepare", "false"));
        await Adds("session.join");
        await Adds("answer.save", ("answer.information.happening", Words));
        await Leads("step.next", ("step", "information"), ("answer.information.to-know", Words));
        await Adds("answer.save", ("answer.assessment.childs-voice", Words));
        await Leads("step.next", ("step", "assessment"), ("answer.assessment.parents-views", Words), ("answer.ethics.duty", Words));
        await Leads("step.next", ("step", "powers"), ("answer.powers.legal", Words));
        await Adds("answer.save", ("option.options.list", "See her at home today, with her grandmother there."));
        await Adds("answer.save", ("option.options.list", "Wait for the school's next report."));
        await Leads("option.choose", [("option", "1"), ("why", Words), .. tests]);
        await Leads("option.aside", [("option", "2"), ("why", Words), .. tests]);
        await Leads("step.next", ("step", "options"));
        await Leads("action.save", ("action", "0"), ("prompt", "plan.actions"), ("what", "Visit at home"), ("who", practitioner.Name), ("when", In(14)), ("measure", "She was seen alone"), ("difference", "She is heard"));
        await Leads("step.next", ("step", "plan"), ("answer.plan.rationale", Words), ("answer.plan.review-date", In(28)));
        await Leads("step.next", ("step", "contingency"), ("answer.contingency.plan", Words));
        await ConfirmAsync(Leads, await Leads("summary.prepare"));
        var card = await ConfirmAsync(Adds, await Adds("session.view"));
        if (card.AsSpan().IndexOf("addendum.add"u8) < 0)
        {
            throw new InvalidOperationException($"not the card of a signed-off session: {Encoding.UTF8.GetString(card)}");
        }
    }

    // The card says which summary it shows, and up to which entry.
    private static Task<byte[]> ConfirmAsync(Func<string, (string Name, string Value)[], Task<byte[]>> pressAsync, byte[] card) =>
        pressAsync("summary.sign", [("summary", NumberIn(card, "\"summary\":"u8)), ("v", NumberIn(card, "\"v\":"u8))]);

    private static string NumberIn(byte[] card, ReadOnlySpan<byte> name)
    {
        var data = card.AsSpan()[(card.AsSpan().IndexOf(name) + name.Length)..];
        return Utf8Parser.TryParse(data, out int number, out _) ? number.ToString(CultureInfo.InvariantCulture) : throw new InvalidOperationException($"no summary to confirm: {Encoding.UTF8.GetString(card)}");
    }
}
