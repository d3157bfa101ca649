using SupervisionBot.Core.Sessions;
using SupervisionBot.Hosting;
using SupervisionBot.OneToOne.Cards;
using SupervisionBot.Sessions;
using SupervisionBot.Teams;
using SupervisionBot.Turns;

namespace SupervisionBot.OwnWords;

/// <summary>The dialog <em>What I have written</em>.</summary>
internal sealed class OwnWordsDialog(SessionStore sessions, CardPress press)
{
    // Our own number: with an excerpt of each a page stays well below 36,000 characters.
    private const int PageSize = 8;

    private const string Open = "Newest first. What you take back is erased from the record, with all its versions; that you took something back stays in it.";
    private const string Frozen = "Newest first. The summary is signed off, so nothing is taken back any more. You can put a correction beside your words; it stands with the summary.";
    private const string Ended = "Newest first. The session was ended, so nothing in it can be changed any more.";
    private const string Sure = "Take this back? The words are erased from the record, with all versions of them, and can't be brought back. If the summary is before you, everybody confirms it anew.";
    private const string Correct = "Write what is right. It stands beside these words with the summary, with your name and the time.";

    /// <summary>A page of what somebody has written, newest first.</summary>
    /// <param name="stored">The session.</param>
    /// <param name="viewer">Whose words.</param>
    /// <param name="data">What was pressed: the page, and what was typed.</param>
    /// <param name="notice">A message on top.</param>
    /// <param name="warned">The case reference typed looks like a detail of a person: a tick says that it is none.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<TaskResponse> ListAsync(StoredSession stored, Participant viewer, CardData data, Notice notice, bool warned, CancellationToken cancellationToken)
    {
        var words = OwnWord.Of(stored, await sessions.TrailAsync(stored.Address, cancellationToken), viewer.Person);
        var pages = Math.Max(1, (words.Count + PageSize - 1) / PageSize);
        var page = Math.Clamp(data.Number("page"), 1, pages);
        var session = stored.Session;
        var (frozen, ended) = (session.Status == SessionStatus.Frozen, session.Status == SessionStatus.Cancelled);
        var reference = data.Has("reference") && notice.Style == "warning" ? data.Text("reference") : session.CaseReference;
        return Dialog(new(
            SessionCards.FrameOf(stored, refreshFor: []),
            notice,
            "What you have written in this session.",
            frozen ? Frozen : ended ? Ended : Open,
            CanPutRight: !frozen && !ended && session.CaseReference.Length > 0 && stored.Guide.FindRole(viewer.Role) is { Leads: true },
            Cut.Plain(reference),
            warned,
            warned ? data.Text("reference") : "",
            words.Count == 0,
            [.. words.Index().Skip((page - 1) * PageSize).Take(PageSize).Select(line => Line(line.Item, line.Index + 1, frozen) with { CanChoose = !ended })],
            $"Page {page} of {pages}",
            pages > 1,
            page > 1,
            page - 1,
            page < pages,
            page + 1,
            HasChosen: false,
            TakesBack: false,
            Corrects: false,
            Entry: 0,
            Correction: ""));
    }

    /// <summary>Asks about one of them: whether it is to be taken back, or, of a frozen summary, what is right; the list where it is not there any more.</summary>
    public async Task<TaskResponse> ChosenAsync(StoredSession stored, Participant viewer, CardData data, Notice notice, CancellationToken cancellationToken)
    {
        var words = OwnWord.Of(stored, await sessions.TrailAsync(stored.Address, cancellationToken), viewer.Person);
        if (words.FirstOrDefault(word => word.Entry == data.Number("entry")) is not { } chosen || stored.Session.Status == SessionStatus.Cancelled)
        {
            return await ListAsync(stored, viewer, data, notice.Show ? notice : Notice.Warning(OneToOne.RefusalText.For(new NotThere())), warned: false, cancellationToken);
        }

        var frozen = stored.Session.Status == SessionStatus.Frozen;
        return Dialog(new(
            SessionCards.FrameOf(stored, refreshFor: []),
            notice,
            "What you have written in this session.",
            frozen ? Correct : Sure,
            CanPutRight: false,
            Reference: "",
            HasWarning: false,
            Warned: "",
            IsEmpty: false,
            [Line(chosen, chosen.What, Cut.Page)],
            Page: "",
            HasPages: false,
            HasBefore: false,
            Before: 0,
            HasAfter: false,
            After: 0,
            HasChosen: true,
            TakesBack: !frozen,
            Corrects: frozen,
            chosen.Entry,
            Cut.Plain(data.Text("correction"))));
    }

    // A number tells the buttons apart for whoever hears them one after the other.
    private static MineLine Line(OwnWord word, int number, bool frozen) =>
        Line(word, $"{number}. {word.What}", Cut.Excerpt) with { ChooseTitle = frozen ? $"Put number {number} right" : $"Take back number {number}" };

    private static MineLine Line(OwnWord word, string what, int longest) => new(
        word.Entry,
        Cut.To(Cut.Excerpt, what),
        Cut.To(longest, word.Text),
        word.Earlier switch
        {
            0 => UkTime.Text(word.At),
            1 => $"{UkTime.Text(word.At)}, and an earlier version",
            var earlier => $"{UkTime.Text(word.At)}, and {earlier} earlier versions",
        },
        CanChoose: false,
        ChooseTitle: " ");

    private TaskResponse.Continue Dialog(MineDialog model) =>
        new("What I have written", press.Print("one-to-one/mine-dialog", model, OwnWordsCardJson.Default.MineDialog), TaskSize.Medium, TaskSize.Large);
}
