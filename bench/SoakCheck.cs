using System.Text.Json.Nodes;
using SupervisionBot.Core.Sessions;
using SupervisionBot.FakeTeams;
using SupervisionBot.OneToOne;
using SupervisionBot.Sending;
using SupervisionBot.Sessions;
using SupervisionBot.Storage;

namespace SupervisionBot.Bench;

/// <summary>Compares what stands in the chats with what the trails say must stand there.</summary>
/// <remarks>
/// Each message arrived at least once, in the chat it was meant for, and oftener only when the outbox has a record that it may have arrived before. Of each session each person
/// has a card, and it is the one that the app draws now. What was drawn twice for the same reason keeps the older look until it is looked at: a client refreshes it then.
/// </remarks>
internal sealed class SoakCheck(FakeConnector connector, IReadOnlyDictionary<string, int> doubts, IReadOnlyList<TableEntity> records, IReadOnlyDictionary<string, DateTimeOffset> added)
{
    private readonly List<string> _findings = [];
    private readonly List<TimeSpan> _latencies = [];

    public int Missing { get; private set; }

    public int WrongCards { get; private set; }

    public int UnexplainedDuplicates { get; private set; }

    /// <summary>Messages that stand there twice, and of which the outbox says that it may be so.</summary>
    public int ExplainedDuplicates { get; private set; }

    /// <summary>Those of them that show an older state until a client refreshes them.</summary>
    public int Older { get; private set; }

    /// <summary>Messages that had to arrive.</summary>
    public int Expected { get; private set; }

    /// <summary>Texts that no trail implies.</summary>
    public int Others { get; private set; }

    /// <summary>What is wrong, one by one.</summary>
    public IReadOnlyList<string> Findings => _findings;

    /// <summary>From the outbox to the chat.</summary>
    public IReadOnlyList<TimeSpan> Latencies => _latencies;

    public async Task CheckAsync(SoakPair pair, SoakStore store)
    {
        var told = new List<OutboxMessage>();
        foreach (var id in pair.Sessions)
        {
            var (session, places, implied) = await store.ReadAsync(id);
            told.AddRange(implied);
            foreach (var person in session is null ? [] : pair.People)
            {
                await CheckCardAsync(person, session!, places);
            }
        }

        foreach (var person in pair.People)
        {
            CheckTexts(person, [.. told.Where(message => message.To == SoakStore.LaneOf(person.Who))]);
            CheckRepeatedCards(person);
        }
    }

    private async Task CheckCardAsync(SoakPerson person, Session session, IReadOnlyList<CardPlace> places)
    {
        Expected++;
        var newest = places.FirstOrDefault(place => place.Person?.Value == person.Who.Id)?.ActivityId;
        var shown = connector.ShownIn(person.Chat)
            .Where(message => !SoakCards.IsNews(message) && SoakCards.SessionOf(message) == session.Id.Value).ToList();
        if (shown.TrueForAll(message => message.Id != newest))
        {
            Missing++;
            _findings.Add($"missing: the card of session {session.Id} in the chat of {person.Who.Name}");
        }

        var present = await person.RefreshAsync(session.Id.Value);
        foreach (var message in shown.Where(message => !JsonNode.DeepEquals(message.Card, present)))
        {
            // A step that somebody else led to leaves the card as it is, with all that is being typed on it.
            var isLeft = message.Id != newest || session.Status is SessionStatus.Walking or SessionStatus.Checking;
            if (isLeft && (SoakCards.IsForm(message) || SoakCards.IsRefreshedFor(message, person.Mri)))
            {
                Older++;
                continue;
            }

            WrongCards++;
            var versions = message.Versions.Select(version => $"{version.Method} {version.At:HH:mm:ss.fff} of {SoakCards.SequenceIn(version.Body?.ToJsonString())}");
            _findings.Add($"wrong card: session {session.Id} at {session.Sequence}, {session.Status}, in the chat of {person.Who.Name}: {string.Join(", ", versions)}");
        }
    }

    private void CheckTexts(SoakPerson person, IReadOnlyList<OutboxMessage> told)
    {
        var shown = connector.ShownIn(person.Chat)
            .Where(message => message.Text is not null || SoakCards.IsNews(message))
            .ToLookup(message => message.Text ?? (string)message.Card!["speak"]!);
        var implied = told.Where(message => message.What is Content.News).ToLookup(message => ((Content.News)message.What).Text);
        foreach (var text in implied)
        {
            // News that are not so any more when their turn comes are not sent.
            var (wanted, there) = (text.Count(message => IsAlwaysSo((Content.News)message.What)), shown[text.Key].ToList());
            Expected += wanted;
            if (there.Count < wanted)
            {
                Missing += wanted - there.Count;
                _findings.Add($"missing: {wanted - there.Count} of \"{text.Key}\" in the chat of {person.Who.Name}");
            }

            Repeated(
                there.Count - text.Count(),
                text.Sum(message => doubts.GetValueOrDefault(message.Id)),
                $"\"{text.Key}\" in the chat of {person.Who.Name}");
            if (text.Count() == 1 && there.Count > 0 && added.TryGetValue(text.Single().Id, out var at))
            {
                _latencies.Add(there[0].Versions[0].At - at);
            }
        }

        foreach (var text in shown.Where(text => !implied.Contains(text.Key)))
        {
            Others += text.Count();
            _findings.Add($"of its own: \"{text.Key}\" in the chat of {person.Who.Name}, {text.Count()} times");
        }
    }

    private static bool IsAlwaysSo(Content.News news) => news.View.Ids["kind"] is SessionNews.Other or SessionNews.Over;

    // Of each session one card, and of each form one that opens it.
    private void CheckRepeatedCards(SoakPerson person)
    {
        var lane = SoakStore.LaneOf(person.Who).ToString();
        var own = records.Where(record => record.GetString("Lane") == lane).ToLookup(record => record.GetGuid("Session"));
        var forms = own[null].Sum(DoubtsOf);
        foreach (var session in connector.ShownIn(person.Chat).Where(message => !SoakCards.IsNews(message)).GroupBy(SoakCards.SessionOf))
        {
            if (session.Key is null)
            {
                continue;
            }

            var (surplus, allowed) = (session.Count() - 1, own[session.Key].Where(record => record.GetString("Kind") == Content.Drawing).Sum(DoubtsOf));
            var asForm = Math.Clamp(surplus - allowed, 0, forms);
            forms -= asForm;
            Repeated(surplus, allowed + asForm, $"card of session {session.Key:N} in the chat of {person.Who.Name}");
        }
    }

    private int DoubtsOf(TableEntity record) => doubts.GetValueOrDefault(record.RowKey[OutboxRows.Unknown.Length..]);

    private void Repeated(int surplus, int allowed, string what)
    {
        ExplainedDuplicates += Math.Clamp(surplus, 0, allowed);
        if (surplus > allowed)
        {
            UnexplainedDuplicates += surplus - allowed;
            _findings.Add($"repeated: {what}, {surplus} more than one, of which {allowed} may be");
        }
    }
}
