using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using SupervisionBot.Core.Sessions;
using SupervisionBot.Core.Summaries;
using SupervisionBot.Hosting;
using SupervisionBot.Storage;
using SupervisionBot.Trails;

namespace SupervisionBot.Sessions;

/// <summary>
/// The signed-off summary as an entity of its own, in columns that a person can read in a storage browser, beside the content that its fingerprint is made of.
/// </summary>
internal sealed class FrozenSummaryRow(RecordKeys keys)
{
    /// <summary>The row with the columns.</summary>
    public const string RowKey = "decision";

    /// <summary>The row with the content the fingerprint is taken of; one of its own, as a row may have one megabyte.</summary>
    public const string ContentRowKey = "decision|content";

    /// <summary>The highest schema that is understood here.</summary>
    public const int Schema = 2;

    private const string Canonical = "Canonical";
    private const string Label = "summary fingerprint";
    private const string ContentLabel = "summary content";

    /// <summary>Seals a summary that is about to be frozen.</summary>
    /// <returns>The summary with its commitments, and what the trail says of it.</returns>
    public (SealedSummary Summary, SummaryFrozen Event) Seal(Summary summary)
    {
        var sealing = SealedSummary.Of(summary, summary.Texts.Select(_ => RandomNumberGenerator.GetBytes(Core.Shared.Canonical.SaltLength)).ToList());
        return (sealing, new(Convert.ToHexStringLower(keys.Mac(Label, sealing.ToFingerprint())), keys.CurrentId));
    }

    /// <summary>Takes words out of a frozen summary: texts that had them lose their salt, so that their commitments tell nothing, and the fingerprint holds.</summary>
    /// <returns>The summary as it is to be stored, and what the trail says of it.</returns>
    /// <param name="sealing">The summary.</param>
    /// <param name="before">The summary as it is composed from the trail as it reads now.</param>
    /// <param name="after">The same from the trail without the words. A text is changed by its place, so that days, choices and names that look like one of them stay.</param>
    /// <param name="decided">What was decided.</param>
    public (SealedSummary Summary, Redacted Event) Redact(SealedSummary sealing, Summary before, Summary after, Redacted decided)
    {
        var (stored, composed, left) = (sealing.Summary.Texts.ToList(), before.Texts.ToList(), after.Texts.ToList());
        // An earlier version of the app may have composed another one: then what reads the same is the same.
        var byValue = composed.Zip(left).Where(text => text.First != text.Second).DistinctBy(text => text.First).ToDictionary(text => text.First, text => text.Second, StringComparer.Ordinal);
        var texts = stored.Select((text, place) => place < composed.Count && text == composed[place] ? left[place] : ByValue(text)).ToList();
        var seals = stored.Zip(texts, sealing.Seals).Select(text => text.First == text.Second ? text.Third : text.Third with { Salt = null });
        var without = sealing with { Summary = sealing.Summary.WithTexts(texts), Seals = [.. seals] };
        string ByValue(string text) => byValue.TryGetValue(text, out var whole) ? whole : string.Join("\n\n", text.Split("\n\n").Select(part => byValue.GetValueOrDefault(part, part)));
        return (without, decided with { Content = Convert.ToHexStringLower(keys.Mac(ContentLabel, without.ToJson())), Key = keys.CurrentId });
    }

    /// <summary>The rows of a frozen summary.</summary>
    /// <param name="address">The session.</param>
    /// <param name="session">It, frozen.</param>
    /// <param name="sealing">What <see cref="Seal"/> gave.</param>
    public static IReadOnlyList<TableEntity> From(SessionAddress address, Session session, SealedSummary sealing)
    {
        var row = Columns(address, sealing.Summary, sealing.Schema);
        row["Date"] = UkTime.Text(session.Positions[^1].At);
        (row["Fingerprint"], row["Key"], row["EarlierFingerprint"]) = (session.Fingerprint, session.FingerprintKey, session.EarlierFingerprint);
        var content = new TableEntity(address.Partition, ContentRowKey);
        content.SetText(Canonical, Packed(sealing.ToJson()));
        return [row, content];
    }

    /// <summary>Reads the rows and checks them: the columns against the content, and the content against the fingerprint that the trail holds.</summary>
    /// <returns>The summary to show, and whether everything is as it was when it was frozen. The summary is null when the content can't be read at all.</returns>
    public (SealedSummary? Summary, Soundness Found) Read(IReadOnlyList<TableEntity> rows, Session session, SessionAddress address)
    {
        var row = rows.FirstOrDefault(candidate => candidate.RowKey == RowKey);
        try
        {
            var content = Unpacked(rows.FirstOrDefault(candidate => candidate.RowKey == ContentRowKey)?.GetText(Canonical) ?? "");
            var sealing = session.FingerprintKey is null ? new(Schema: 1, Summary.FromCanonicalJson(content), []) : SealedSummary.FromJson(content);
            var expected = Columns(address, sealing.Summary, sealing.Schema);
            var columns = row is not null && row.GetString("Fingerprint") == session.Fingerprint && expected.PropertyNames.All(name => Equals(expected[name], row[name]));
            return (sealing, columns ? Check(sealing, content, session) : Soundness.Changed);
        }
        catch (Exception unreadable) when (unreadable is FormatException or InvalidDataException or InvalidOperationException or JsonException)
        {
            return (null, Soundness.Changed);
        }
    }

    // Without a key as it was done before there were any.
    private Soundness Check(SealedSummary sealing, byte[] content, Session session)
    {
        if (session.FingerprintKey is not { } keyId)
        {
            return Summary.FingerprintOf(content) == session.Fingerprint ? Soundness.Intact : Soundness.Changed;
        }

        if (!sealing.Holds || (session.RedactedContent is null && session.EarlierFingerprint is { } earlier && sealing.Summary.Fingerprint() != earlier))
        {
            return Soundness.Changed;
        }

        var found = Compare(keyId, Label, sealing.ToFingerprint(), session.Fingerprint!);
        var left = session.RedactedContent is { } redacted ? Compare(redacted.Key, ContentLabel, content, redacted.Code) : Soundness.Intact;
        return found > left ? found : left;
    }

    private Soundness Compare(string keyId, string label, byte[] content, string expected) =>
        !keys.TryMac(keyId, label, content, out var code) ? Soundness.Unchecked
        : Convert.ToHexStringLower(code) == expected ? Soundness.Intact
        : Soundness.Changed;

    // The columns are for reading; this is for proof, and packed, as everything in it stands in the columns too.
    private static string Packed(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var brotli = new BrotliStream(packed, CompressionLevel.Optimal))
        {
            brotli.Write(content);
        }

        return Convert.ToBase64String(packed.ToArray());
    }

    private static byte[] Unpacked(string packed)
    {
        using var brotli = new BrotliStream(new MemoryStream(Convert.FromBase64String(packed)), CompressionMode.Decompress);
        using var content = new MemoryStream();
        brotli.CopyTo(content);
        return content.ToArray();
    }

    private static TableEntity Columns(SessionAddress address, Summary summary, int schema)
    {
        var row = new TableEntity(address.Partition, RowKey)
        {
            ["Schema"] = schema,
            ["CaseReference"] = summary.CaseReference,
            ["Guide"] = summary.Guide,
            ["Opened"] = UkTime.Text(summary.OpenedAt),
        };
        row.SetText("Who", string.Join("; ", summary.Participants));
        row.SetText("Decision", summary.Decision);
        row.SetText("Rationale", summary.Rationale);
        foreach (var section in summary.Sections)
        {
            row.SetText(Column(section.Id), Text(section));
        }

        return row;
    }

    // Section ids are a guide's own, in kebab-case; property names follow C# identifier rules and must not meet those above.
    private static string Column(string id) => $"Section_{id.Replace('-', '_')}";

    private static string Text(SummarySection section) => section.Lines.Count == 0
        ? "Nothing recorded."
        : string.Join("\n\n", section.Lines.Select(line =>
            $"{line.Label}{(line.Who is null ? "" : $" ({line.Who}{(line.At is { } at ? ", " + UkTime.Text(at) : "")})")}\n{(line.Text.Length == 0 ? "-" : line.Text)}"));
}
