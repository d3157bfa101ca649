using SupervisionBot.Core.Sessions;
using SupervisionBot.Core.Shared;
using SupervisionBot.Hosting;
using SupervisionBot.OneToOne;
using SupervisionBot.OneToOne.Cards;
using SupervisionBot.Sessions;
using SupervisionBot.Teams;
using SupervisionBot.Turns;

namespace SupervisionBot.Redactions;

/// <summary>The dialog in which somebody who takes part asks that words be erased.</summary>
internal sealed class RedactionDialogs(SessionStore sessions, CardPress press)
{
    // Our own number: with an excerpt of each the dialog stays well below 36,000 characters.
    private const int MostShown = 8;

    private const string TakeBack = "Take this request back";
    private const string Speak = "Have words erased.";
    private const string Ask = "For what must not be in this record, such as somebody else's name or a private word. Two senior leaders have to approve. They are shown these words and your reason, and nothing else. What is only wrong is put right with a correction instead. Ask for each name by itself.";
    private const string Sure = "If two senior leaders approve, [erased] stands in the place of these words, here and in all that is kept behind it, and they can't be brought back. That you asked, your reason and who approved stay in the record. Back-ups from before, and what Teams itself keeps, are not changed.";

    /// <summary>Asks which words, and why.</summary>
    public TaskResponse Asking(StoredSession stored, PersonId actor, CardData data, Notice notice)
    {
        IReadOnlyList<OwnRequest> own =
        [
            .. stored.Session.Redactions.Where(asked => asked.Status == RedactionStatus.Asked && asked.By == actor).TakeLast(MostShown)
                .Select(asked => new OwnRequest(asked.Asked, $"You asked for words to be erased on {UkTime.Text(asked.At)}, and it is not decided yet.", Cut.To(Cut.Excerpt, asked.Reason), TakeBack)),
        ];
        return Dialog(new(
            SessionCards.FrameOf(stored, refreshFor: []),
            notice,
            Speak,
            Ask,
            own.Count > 1 ? [.. own.Select((one, index) => one with { Title = $"{TakeBack}: number {index + 1}" })] : own,
            IsAsking: true,
            Cut.Plain(data.Text("words")),
            Cut.Plain(data.Text("reason")),
            IsSure: false,
            [],
            HasMore: false,
            More: ""));
    }

    /// <summary>Shows where the words stand before anybody is asked; what is wrong with them where they can't be.</summary>
    public async Task<TaskResponse> SureAsync(StoredSession stored, PersonId actor, CardData data, CancellationToken cancellationToken)
    {
        var words = data.Text("words").Trim();
        if ((Texts.Unfit(words, Redaction.Longest) ?? Texts.Unfit(data.Text("reason"), Redaction.Longest)) is { } unfit)
        {
            return Asking(stored, actor, data, Notice.Warning(RefusalText.For(unfit)));
        }

        var trail = await sessions.TrailAsync(stored.Address, cancellationToken);
        var places = Redacting.Remains(trail, stored.Guide, words);
        if (places.Count == 0 || ToRedact.IsTooMuch(places))
        {
            return Asking(stored, actor, data, Notice.Warning(RefusalText.For(places.Count == 0 ? new NoSuchWords() : new TooMuchToErase())));
        }

        var texts = trail.Where(entry => entry.Event is not Redacted && places.Any(place => place.Entry == entry.Sequence)).ToList();
        var more = texts.Count - MostShown;
        return Dialog(new(
            SessionCards.FrameOf(stored, refreshFor: []),
            Notice.None,
            Speak,
            Sure,
            Own: [],
            IsAsking: false,
            words,
            data.Text("reason"),
            IsSure: true,
            [.. texts.Take(MostShown).Select(entry => View(entry, words, stored))],
            more > 0,
            more switch
            {
                <= 0 => "",
                1 => "They stand in one more text.",
                _ => $"They stand in {more} more texts.",
            }));
    }

    private static PlaceView View(TrailEntry entry, string words, StoredSession stored)
    {
        var word = OwnWord.Of(entry, stored.Guide);
        return new(Cut.To(Cut.Excerpt, word.What), Cut.Near(Cut.Excerpt, word.Text, new SoughtWords(words).In(word.Text)?.Start ?? 0), $"{stored.Session.NameOf(entry.By)}, {UkTime.Text(entry.At)}");
    }

    private TaskResponse.Continue Dialog(RedactDialog model) =>
        new("Have words erased", press.Print("redactions/redact-dialog", model, RedactionCardJson.Default.RedactDialog), TaskSize.Medium, TaskSize.Large);
}
