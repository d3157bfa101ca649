using System.IO.Compression;
using System.Text.Json;
using SupervisionBot.Core.Guides;
using SupervisionBot.Core.Sessions;
using SupervisionBot.Core.Summaries;
using SupervisionBot.Hosting;
using SupervisionBot.Storage;

namespace SupervisionBot.Sessions;

/// <summary>
/// The signed-off summary as an entity of its own, in columns that a person can read in a storage browser, beside the canonical content
/// whose SHA-256 is its fingerprint.
/// </summary>
internal static class FrozenSummaryRow
{
    /// <summary>The row with the columns.</summary>
    public const string RowKey = "decision";

    /// <summary>The row with the content the fingerprint is taken of; one of its own, as a row may have one megabyte.</summary>
    public const string ContentRowKey = "decision|content";

    /// <summary>The highest schema that is understood here.</summary>
    public const int Schema = 1;

    private const string Canonical = "Canonical";

    public static IReadOnlyList<TableEntity> From(SessionAddress address, Session session, Guide guide)
    {
        var summary = Summary.Compose(session, guide);
        var row = Columns(address, summary);
        row["Date"] = UkTime.Text(session.ChangedAt);
        row["Fingerprint"] = summary.Fingerprint();
        var content = new TableEntity(address.Partition, ContentRowKey);
        content.SetText(Canonical, Packed(summary.ToCanonicalJson()));
        return [row, content];
    }

    /// <summary>Reads the rows and compares: its content with the fingerprint that the trail holds, and its columns with its content.</summary>
    /// <returns>The summary to show, and whether everything is as it was when it was frozen. The summary is null when the content can't be read at all.</returns>
    public static (Summary? Summary, bool Intact) Read(IReadOnlyList<TableEntity> rows, Session session, SessionAddress address)
    {
        var row = rows.FirstOrDefault(candidate => candidate.RowKey == RowKey);
        byte[] content;
        Summary summary;
        try
        {
            content = Unpacked(rows.FirstOrDefault(candidate => candidate.RowKey == ContentRowKey)?.GetText(Canonical) ?? "");
            summary = Summary.FromCanonicalJson(content);
        }
        catch (Exception unreadable) when (unreadable is FormatException or InvalidDataException or InvalidOperationException or JsonException)
        {
            return (null, Intact: false);
        }

        var expected = Columns(address, summary);
        var columns = row is not null && expected.PropertyNames.All(name => Equals(expected[name], row[name]));
        return (summary, columns && Summary.FingerprintOf(content) == session.Fingerprint && row!.GetString("Fingerprint") == session.Fingerprint);
    }

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

    private static TableEntity Columns(SessionAddress address, Summary summary)
    {
        var row = new TableEntity(address.Partition, RowKey)
        {
            ["Schema"] = summary.Schema,
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
