using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using SupervisionBot.Core.Guides;
using SupervisionBot.Core.Sessions;

namespace SupervisionBot.Core.Summaries;

/// <summary>The reflective summary: what was known, weighed, chosen, why, and what happens next, in the participants' own words.</summary>
/// <param name="Schema">Version of this shape, 1 today. Frozen summaries keep the one they were frozen with.</param>
/// <param name="Session">Id of the session.</param>
/// <param name="CaseReference">The organisation's own case id.</param>
/// <param name="Guide">Title of the guide.</param>
/// <param name="GuideFingerprint">SHA-256 of the guide as it was.</param>
/// <param name="OpenedAt">When the session was opened, in UTC.</param>
/// <param name="Participants">Names and roles.</param>
/// <param name="Decision">The option chosen, word for word; empty where none was.</param>
/// <param name="Rationale">Why: the reason given with the choice, and the other answers of the decision section, word for word.</param>
/// <param name="Sections">In the order of the guide.</param>
public sealed record Summary(
    int Schema,
    Guid Session,
    string CaseReference,
    string Guide,
    string GuideFingerprint,
    DateTimeOffset OpenedAt,
    IReadOnlyList<string> Participants,
    string Decision,
    string Rationale,
    IReadOnlyList<SummarySection> Sections)
{
    /// <summary>Longest summary that is put before people, in UTF-16 characters, inclusive.</summary>
    /// <remarks>
    /// Our own limit: with the comments and disagreements that can follow, it stays in one entity of Azure Table Storage, 1 MiB at two bytes a character
    /// (REST reference, "Understanding the Table service data model", property limits). It is some seventy thousand words.
    /// </remarks>
    public const int Longest = 400_000;

    // Before the texts of the lines come the case reference, the decision and the rationale.
    private const int FirstLine = 3;

    /// <summary>How long its texts are together, in UTF-16 characters.</summary>
    [JsonIgnore]
    public int Length => Decision.Length + Rationale.Length + Sections.Sum(section => section.Title.Length + section.Lines.Sum(line => line.Label.Length + line.Text.Length + (line.Who?.Length ?? 0)));

    /// <summary>Composes the summary from the folded trail. The same trail always gives the same summary.</summary>
    public static Summary Compose(Session session, Guide guide)
    {
        var sections = guide.Summary.Select(part => (part.Kind, Section: new SummarySection(part.Id, part.Title, SummaryLines.Of(part, session, guide)))).ToList();
        var decision = sections.Where(part => part.Kind == SummaryPartKind.Decision).SelectMany(part => part.Section.Lines).ToList();
        return new(
            Schema: 1,
            session.Id.Value,
            session.CaseReference,
            guide.Title,
            session.GuideFingerprint,
            session.OpenedAt,
            [.. session.Participants.Select(participant => $"{participant.Name} ({guide.FindRole(participant.Role)?.Title ?? participant.Role.ToString()})")],
            Together(decision.Where(line => line.Label == SummaryLines.ChosenLabel)),
            Together(decision.Where(line => line.Label != SummaryLines.ChosenLabel)),
            [.. sections.Select(part => part.Section)]);
    }

    /// <summary>All that somebody wrote in it, in one order: the case reference, the decision, the rationale, and the text of each line.</summary>
    [JsonIgnore]
    public IEnumerable<string> Texts => [CaseReference, Decision, Rationale, .. Sections.SelectMany(section => section.Lines).Select(line => line.Text)];

    /// <summary>The summary without any of its texts.</summary>
    public Summary WithoutTexts() => WithTexts([.. Texts.Select(_ => "")]);

    /// <summary>The summary with other texts.</summary>
    /// <param name="texts">As many as <see cref="Texts"/> gives, in that order.</param>
    public Summary WithTexts(IReadOnlyList<string> texts)
    {
        var next = FirstLine;
        return this with
        {
            CaseReference = texts[0],
            Decision = texts[1],
            Rationale = texts[2],
            Sections = [.. Sections.Select(section => section with { Lines = [.. section.Lines.Select(line => line with { Text = texts[next++] })] })],
        };
    }

    private static string Together(IEnumerable<SummaryLine> lines) => string.Join("\n\n", lines.Select(line => line.Text).Where(text => text.Length > 0));

    /// <summary>The canonical content: UTF-8 JSON with members in declared order, no white space, all non-ASCII escaped.</summary>
    public byte[] ToCanonicalJson() => JsonSerializer.SerializeToUtf8Bytes(this, SummaryJson.Default.Summary);

    /// <summary>Reads what <see cref="ToCanonicalJson"/> wrote.</summary>
    /// <exception cref="JsonException">It is not canonical content.</exception>
    public static Summary FromCanonicalJson(ReadOnlySpan<byte> json) =>
        JsonSerializer.Deserialize(json, SummaryJson.Default.Summary) ?? throw new JsonException("a summary is an object");

    /// <summary>SHA-256 over the canonical content, in lower-case hexadecimal: what summaries were frozen with before they were sealed.</summary>
    public string Fingerprint() => FingerprintOf(ToCanonicalJson());

    /// <summary>SHA-256 over content, in lower-case hexadecimal.</summary>
    public static string FingerprintOf(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(SHA256.HashData(content));
}

/// <summary>A section of the summary.</summary>
/// <param name="Id">Unique in the guide.</param>
/// <param name="Title">What people see.</param>
/// <param name="Lines">In order; none where nothing was recorded.</param>
public sealed record SummarySection(string Id, string Title, IReadOnlyList<SummaryLine> Lines);

/// <summary>One thing that was said.</summary>
/// <param name="Label">The question, or what this is; empty where the section's title says it.</param>
/// <param name="Text">What was said, word for word; empty where a question was not answered.</param>
/// <param name="Who">Who said it; null for what nobody in particular said.</param>
/// <param name="At">When, in UTC; null where there is no moment.</param>
public sealed record SummaryLine(string Label, string Text, string? Who = null, DateTimeOffset? At = null);

// Generated writers write bytes that are not there as an empty text; those that go by metadata write null.
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, GenerationMode = JsonSourceGenerationMode.Metadata, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(Summary))]
[JsonSerializable(typeof(SealedSummary))]
internal sealed partial class SummaryJson : JsonSerializerContext;
