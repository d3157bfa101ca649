using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using SupervisionBot.Core.Guides;
using SupervisionBot.Core.Sessions;
using SupervisionBot.Core.Shared;
using SupervisionBot.Rows;
using SupervisionBot.Storage;
using SupervisionBot.Trails;

namespace SupervisionBot.Sessions;

/// <summary>How the trail and the head of a session stand in the table <c>sessions</c>, in one partition a session.</summary>
/// <remarks>
/// Row keys sort as <c>asked|…</c> (of earlier versions, read no more), <c>decision</c>, <c>evt|0000000001</c> …, <c>head</c>, <c>view|…</c>, so that one range read from the first unknown
/// entry brings what is new in the trail together with the head and where the cards stand, and nothing else.
/// </remarks>
internal static class SessionRows
{
    public const string Table = "sessions";
    public const string Head = "head";

    /// <summary>The column of the head with the ids of those who take part.</summary>
    public const string Members = "Members";

    /// <summary>The schema of entries as they are written here, and the highest that is understood. 2: an entry has its words apart.</summary>
    public const int Schema = 2;

    /// <summary>The same of the rows beside the trail: the head, and where cards stand.</summary>
    public const int BesideSchema = 1;

    /// <summary>How far a session is.</summary>
    public static StoredNames<SessionStatus> Statuses { get; } = new(
        (SessionStatus.Preparing, "Preparing"),
        (SessionStatus.Walking, "Walking"),
        (SessionStatus.Checking, "Checking"),
        (SessionStatus.Summarised, "Summarised"),
        (SessionStatus.Frozen, "Frozen"),
        (SessionStatus.Cancelled, "Cancelled"));

    public static TableEntity FromEntry(SessionAddress address, TrailEntry entry)
    {
        var row = new TableEntity(address.Partition, TrailAddress.EntryKey(entry.Sequence))
        {
            ["Schema"] = Schema,
            ["By"] = entry.By.Value,
            ["At"] = entry.At,
            ["Operation"] = entry.Operation,
        };
        row.SetText("Event", Json(EventWords.Without(entry.Event)));
        if (EventWords.AreIn(entry.Event))
        {
            var (words, salt) = (JsonSerializer.Serialize(EventWords.Of(entry.Event), TrailJson.Default.IReadOnlyListString), RandomNumberGenerator.GetBytes(Canonical.SaltLength));
            row.SetText("Words", words);
            (row["Salt"], row["Commitment"]) = (salt, Canonical.Commitment([words], salt));
        }

        return row;
    }

    /// <summary>An event as it is stored once its words are erased.</summary>
    public static string WithoutWords(TableEntity row) => Json(EventWords.Without(ToEntry(row).Event));

    public static TrailEntry ToEntry(TableEntity row) => new(
        TrailAddress.SequenceOf(row),
        new(row.NeededGuid("By")),
        row.NeededTime("At"),
        row.NeededString("Operation"),
        EventIn(row));

    // Rows of schema 1 have their words in the event.
    private static SessionEvent EventIn(TableEntity row)
    {
        var said = JsonSerializer.Deserialize(row.NeededText("Event"), TrailJson.Default.SessionEvent) ?? throw new UnreadColumnException("Event");
        return row.GetText("Words") is { } words ? said.With(JsonSerializer.Deserialize(words, TrailJson.Default.IReadOnlyListString) ?? throw new UnreadColumnException("Words")) : said;
    }

    private static string Json(SessionEvent said) => JsonSerializer.Serialize(said, TrailJson.Default.SessionEvent);

    /// <summary>The head says in columns what a list of sessions shows; state itself is always folded from the trail.</summary>
    public static TableEntity FromHead(SessionAddress address, Session session, Guide guide, string operation, string home) => new(address.Partition, Head)
    {
        ["Schema"] = BesideSchema,
        ["Sequence"] = session.Sequence,
        ["Operation"] = operation,
        ["CaseReference"] = session.CaseReference,
        ["Guide"] = guide.Title,
        ["GuideId"] = guide.Id,
        ["Status"] = Statuses[session.Status],
        ["Paused"] = session.IsPaused,
        ["Step"] = guide.FindStep(session.Step)?.Title ?? session.Step,
        ["People"] = string.Join(", ", session.Participants.Select(participant => participant.Name)),
        [Members] = string.Join(" ", session.Participants.Select(participant => participant.Person)),
        ["OpenedAt"] = session.OpenedAt,
        ["ChangedAt"] = session.ChangedAt,
        ["Home"] = home,
    };
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, RespectNullableAnnotations = true, UseStringEnumConverter = true)]
[JsonSerializable(typeof(SessionEvent))]
[JsonSerializable(typeof(IReadOnlyList<string>))]
internal sealed partial class TrailJson : JsonSerializerContext;
