using SupervisionBot.Core.Guides;
using SupervisionBot.Core.Sessions;
using SupervisionBot.Core.Shared;
using SupervisionBot.Core.Summaries;
using SupervisionBot.Sessions;
using SupervisionBot.Turns;

namespace SupervisionBot.OneToOne.Cards;

/// <summary>A dialog: its title and its card.</summary>
internal sealed record Dialog(string Title, ReadOnlyMemory<byte> Card);

/// <summary>The dialogs of a session.</summary>
internal sealed class SessionDialogs(CardPress press)
{
    /// <summary>Most that a dialog keeps to be sent once more, in characters on the wire. Our own limit: with an excerpt for reading it stays below 36,000.</summary>
    private const int MostKept = 24_000;

    /// <summary>The dialog a verb opens, filled from the session and from what the person had typed before; null when what it is about is not there.</summary>
    /// <param name="stored">The session.</param>
    /// <param name="viewer">Who looks.</param>
    /// <param name="data">What was pressed.</param>
    /// <param name="notice">A message on top.</param>
    /// <param name="drawnAt">What the dialog says it was drawn at, where it is not known whether it was saved; null for now.</param>
    /// <param name="isOwnChat">Whether it opens in the viewer's own chat: questions are answered by typing there and nowhere else.</param>
    public Dialog? Open(StoredSession stored, Participant viewer, CardData data, Notice notice, int? drawnAt = null, bool isOwnChat = false)
    {
        var frame = SessionCards.FrameOf(stored, refreshFor: [], drawnAt);
        return data.Verb switch
        {
            "prompt.open" or "prompt.save" => OpenPrompt(stored, viewer, frame, data, notice, isOwnChat),
            "ethics.open" or "ethics.save" => OpenEthics(stored, viewer, frame, data, notice),
            "option.open" or "option.save" or "option.choose" or "option.aside" => OpenOption(stored, viewer, frame, data, notice),
            "action.open" or "action.save" or "action.remove" => OpenAction(stored, frame, data, notice),
            "record.open" or "record.page" => OpenRecord(stored, frame, data, notice),
            _ => null,
        };
    }

    /// <summary>Keeps what was sent with a dialog that can't be drawn anew, and sends all of it once more; null when it is too much for a dialog.</summary>
    public Dialog? Again(CardData data, Refusal why) => data.Texts.Sum(text => Cut.OnWire(text.Value) + Cut.OnWire(text.Key)) > MostKept
        ? null
        : new("Not saved yet", press.Print("one-to-one/again-dialog", new AgainDialog(Notice.Warning(RefusalText.For(why), Unsaved.OfDialog(data)), "Not saved yet.", data.Texts), CardJson.Default.AgainDialog));

    private static bool IsOpen(Session session) => session.Status is SessionStatus.Preparing or SessionStatus.Walking or SessionStatus.Checking;

    private static Dictionary<string, string> Typed(CardData data, Session session, Participant viewer) =>
        data.WithPrefix(PromptViews.AnswerPrefix).Where(answer => !Unsaved.IsTakenBack(answer.Key, data, session, viewer.Person)).ToDictionary(StringComparer.Ordinal);

    private Dialog? OpenPrompt(StoredSession stored, Participant viewer, CardFrame frame, CardData data, Notice notice, bool isOwnChat)
    {
        var (session, guide) = (stored.Session, stored.Guide);
        if (guide.FindPrompt(data.Text("prompt")) is not { } prompt || guide.StepOf(prompt.Id) is not { } step)
        {
            return null;
        }

        var earlier = session.Versions(prompt.Id, viewer.Person).SkipLast(1).Reverse().Take(3)
            .Select(version => new SaidView($"{PromptViews.Who(session, version.By, version.At)}", version.Value.Length > 0 ? Cut.To(Cut.Excerpt, PromptValue.ForPeople(prompt, version.Value)) : PromptViews.TakenBack))
            .ToList();
        var view = PromptViews.Of(prompt, 1, session, viewer, Typed(data, session, viewer), wholeText: true);
        var canSave = IsOpen(session) && !view.IsRead;
        return new(
            step.Title,
            press.Print("one-to-one/prompt-dialog", new PromptDialog(frame, notice, prompt.Text, prompt.Id, view, earlier.Count > 0, earlier, canSave, CanType: canSave && isOwnChat && view.IsText), CardJson.Default.PromptDialog));
    }

    private Dialog OpenEthics(StoredSession stored, Participant viewer, CardFrame frame, CardData data, Notice notice)
    {
        var (session, guide) = (stored.Session, stored.Guide);
        var open = IsOpen(session) || session.Status == SessionStatus.Summarised;
        var prompts = IsOpen(session) ? guide.Throughout.SelectMany(step => step.Prompts).Select((prompt, index) => PromptViews.Of(prompt, index + 1, session, viewer, Typed(data, session, viewer))) : [];
        var title = string.Join(" · ", guide.Throughout.Select(step => step.Title));
        return new(
            title,
            press.Print(
                "one-to-one/ethics-dialog",
                new EthicsDialog(
                    frame, notice, title, string.Join(" ", guide.Throughout.Select(step => step.Purpose)), [.. prompts], data.Text("concern"), session.Concerns.Length > 0,
                    [.. session.Concerns.TakeLast(5).Select(concern => new SaidView($"{PromptViews.Who(session, concern.By, concern.At)}, during {guide.FindStep(concern.Step)?.Title}", Cut.To(Cut.Excerpt, concern.Text)))],
                    open),
                CardJson.Default.EthicsDialog));
    }

    private Dialog? OpenOption(StoredSession stored, Participant viewer, CardFrame frame, CardData data, Notice notice)
    {
        var (session, guide) = (stored.Session, stored.Guide);
        if (session.Options.FirstOrDefault(candidate => candidate.Number == data.Number("option")) is not { } option || guide.FindPrompt(option.Prompt) is not { } prompt)
        {
            return null;
        }

        var room = Cut.Beside(data.Text("note"), data.Text("why"));
        var standing = PromptViews.StandingOf(option, session, room);
        return new(
            $"Weigh option {option.Number}",
            press.Print(
                "one-to-one/option-dialog",
                new OptionDialog(
                    frame,
                    notice,
                    $"Weigh option {option.Number}.",
                    option.Number,
                    $"Option {option.Number}, from {session.NameOf(option.By)}",
                    option.IsTakenBack ? PromptViews.TakenBack : Cut.To(room, option.Text),
                    standing.Length > 0,
                    standing,
                    [.. prompt.Tests.Select(test => new TestView(OptionTests.Prefix + test.Id, test.Text, Value(data, option, test)))],
                    data.Text("note"),
                    [.. option.Notes.TakeLast(3).Select(note => PromptViews.Said(session, note))],
                    data.Has("why") ? data.Text("why") : "",
                    CanSave: IsOpen(session) && !option.IsTakenBack,
                    CanDecide: IsOpen(session) && !option.IsTakenBack && guide.FindRole(viewer.Role) is { Leads: true }),
                CardJson.Default.OptionDialog));
    }

    private static string Value(CardData data, Option option, Choice test) =>
        data.Has(OptionTests.Prefix + test.Id) ? data.Text(OptionTests.Prefix + test.Id)
        : option.Verdicts.TryGetValue(test.Id, out var verdict) ? OptionTests.Write(verdict)
        : "";

    private Dialog? OpenAction(StoredSession stored, CardFrame frame, CardData data, Notice notice)
    {
        var session = stored.Session;
        var action = session.Actions.FirstOrDefault(candidate => candidate.Number == data.Number("action"));
        var prompt = action?.Prompt ?? data.Text("prompt");
        // An action that somebody took off the list while it was being changed comes back as a new one, with everything typed still in it.
        if ((action is null && data.Number("action") != 0 && data.Verb == "action.open") || stored.Guide.FindPrompt(prompt) is not { Kind: PromptKind.Actions })
        {
            return null;
        }

        var details = action?.Details ?? new("", "", ByWhen: null, "", "");
        string Typed(string name, string stored) => data.Has(name) ? data.Text(name) : stored;
        var title = action is null ? "Add an action" : $"Change action {action.Number}";
        return new(
            title,
            press.Print(
                "one-to-one/action-dialog",
                new ActionDialog(
                    frame,
                    notice,
                    $"{title}.",
                    prompt,
                    action?.Number ?? 0,
                    action is not null,
                    Typed("what", details.What),
                    Typed("who", details.Who),
                    Typed("when", Days.Write(details.ByWhen)),
                    Typed("measure", details.Measure),
                    Typed("difference", details.Difference),
                    data.Text("why"),
                    CanSave: IsOpen(session),
                    CanRemove: IsOpen(session) && action is not null),
                CardJson.Default.ActionDialog));
    }

    private Dialog OpenRecord(StoredSession stored, CardFrame frame, CardData data, Notice notice)
    {
        var summary = RedactionLines.Before(Summary.Compose(stored.Session, stored.Guide), stored.Session);
        var sources = new SummarySection("", "Where the questions come from", [.. stored.Guide.Sources.Select(source => new SummaryLine("", source.InWords()))]);
        var pages = SectionPages.Page(summary with { Sections = [.. summary.Sections, sources] }, Math.Max(1, data.Number("page")));
        return new(
            "Record so far",
            press.Print(
                "one-to-one/record-dialog",
                new RecordDialog(frame, notice, "Record so far.", pages.Sections, pages.Page, pages.HasPages, pages.HasBefore, pages.Before, pages.HasAfter, pages.After),
                CardJson.Default.RecordDialog));
    }
}
