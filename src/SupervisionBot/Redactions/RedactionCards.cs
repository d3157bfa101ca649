using SupervisionBot.Core.Sessions;
using SupervisionBot.Core.Shared;
using SupervisionBot.Hosting;
using SupervisionBot.People;
using SupervisionBot.Sessions;
using SupervisionBot.Turns;

namespace SupervisionBot.Redactions;

/// <summary>What leaders see of requests to erase words.</summary>
internal sealed class RedactionCards(SessionStore sessions, RedactionRows rows, Leadership leadership, CardPress press)
{
    private const string Title = "Words to be erased from a record";

    // Our own number: six buttons on the card.
    private const int MostListed = 6;

    /// <summary>A request as it is now. The words are on it while it is to be decided, and only for somebody who leads.</summary>
    /// <param name="stored">The session.</param>
    /// <param name="trail">Its trail, as of the same entry.</param>
    /// <param name="asked">The request.</param>
    /// <param name="leader">Who looks.</param>
    /// <param name="refreshFor">Teams ids for whom clients refresh it.</param>
    /// <param name="notice">A message on top.</param>
    /// <param name="why">What could not be saved of why it was to be declined.</param>
    public ReadOnlyMemory<byte> Card(StoredSession stored, IReadOnlyList<TrailEntry> trail, Redaction asked, PersonId leader, IReadOnlyList<string> refreshFor, Notice notice, string why)
    {
        var isOpen = asked.Status == RedactionStatus.Asked && leadership.Has(leader);
        var words = isOpen ? Redacting.At(trail, asked.Words) : null;
        var places = words is null ? 0 : Redacting.Places(trail, Redacting.Remains(trail, stored.Guide, words));
        return press.Print(
            "redactions/redaction",
            new RedactionCard(
                $"{stored.Session.Id}",
                stored.Session.Sequence,
                asked.Asked,
                refreshFor,
                notice,
                $"{Title}.",
                Title,
                Asker(stored, asked),
                words is not null,
                Cut.To(Cut.Page, words ?? ""),
                isOpen,
                isOpen ? Cut.To(Cut.Page, asked.Reason) : "",
                !leadership.Has(leader) ? "You do not decide about this any more." : words is null ? Status(asked, leader) : $"{(places == 1 ? "They stand in one text of the record." : $"They stand in {places} texts of the record.")} {Status(asked, leader)}",
                isOpen && words is not null && asked.By != leader && asked.Said.All(said => said.By != leader),
                Cut.Plain(why)),
            RedactionCardJson.Default.RedactionCard);
    }

    /// <summary>The requests that are to be decided.</summary>
    public async Task<ReadOnlyMemory<byte>> ListAsync(Guid tenant, PersonId leader, Notice notice, CancellationToken cancellationToken)
    {
        var noted = await rows.ListAsync(tenant, cancellationToken);
        var found = await Task.WhenAll(noted.Select(async session => await sessions.FindOrPassAsync(new(tenant, session), cancellationToken)));
        var lines = new List<RedactionLine>();
        foreach (var stored in found.OfType<StoredSession>())
        {
            var asked = stored.Session.Redactions.Where(asked => asked.Status == RedactionStatus.Asked).ToList();
            if (asked.Count == 0)
            {
                await rows.RemoveAsync(stored.Address, cancellationToken);
            }

            lines.AddRange(asked.Select(one => new RedactionLine($"{stored.Session.Id}", one.Asked, Asker(stored, one), Status(one, leader), OpenTitle: "")));
        }

        return press.Print(
            "redactions/redactions",
            new RedactionsCard(
                notice,
                $"{Title}.",
                Title,
                lines.Count == 0 ? "Nobody has asked for words to be erased, or all of it is decided." : $"Open each to read the words and the reason. Two leaders have to approve.{(lines.Count > MostListed ? $" {lines.Count - MostListed} more come up when these are decided." : "")}",
                [.. lines.Take(MostListed).Select((line, index) => line with { OpenTitle = $"Open number {index + 1}" })]),
            RedactionCardJson.Default.RedactionsCard);
    }

    private static string Asker(StoredSession stored, Redaction asked) => $"{stored.Session.NameOf(asked.By)} asked for it on {UkTime.Text(asked.At)}.";

    private static string Status(Redaction asked, PersonId leader) => asked switch
    {
        { Status: RedactionStatus.Erased } => $"The words are erased. {Names(asked)} approved it.",
        { Status: RedactionStatus.Declined, Said: [.., var no] } => $"The words stay: {no.Name} declined on {UkTime.Text(no.At)}. The reason stands in the session.",
        { Status: RedactionStatus.Overtaken } => "Some of these words went when others were erased, so this was not decided. What is left can be asked for again.",
        { Status: RedactionStatus.Withdrawn } => "The words stay: it is asked for no longer.",
        _ when asked.By == leader => "You asked for it, so two other leaders decide.",
        { Said: [] } => "Two senior leaders have to approve it. Nobody has yet.",
        { Said: [var first, ..] } => $"{(first.By == leader ? "You" : first.Name)} approved it on {UkTime.Text(first.At)}. {(first.By == leader ? "One more leader decides." : "If you approve it too, the words are erased for good.")}",
    };

    private static string Names(Redaction asked) => string.Join(" and ", asked.Said.Select(said => said.Name));
}
