using System.Text.Json;
using System.Text.Json.Serialization;
using SupervisionBot.Core.Shared;

namespace SupervisionBot.Core.Summaries;

/// <summary>A commitment to one text of a summary.</summary>
/// <param name="Salt">Its salt; null once the text was erased.</param>
/// <param name="Commitment"><see cref="Canonical.Commitment"/> of the text alone.</param>
public sealed record TextSeal(byte[]? Salt, byte[] Commitment);

/// <summary>A frozen summary with a commitment to each of its texts. Its fingerprint is made of these, so that it still holds when a text is erased.</summary>
/// <param name="Schema">Version of this shape, 2 today; 1 was a <see cref="Summaries.Summary"/> alone.</param>
/// <param name="Summary">The summary.</param>
/// <param name="Seals">One for each of <see cref="Summary.Texts"/>, in their order.</param>
public sealed record SealedSummary(int Schema, Summary Summary, IReadOnlyList<TextSeal> Seals)
{
    /// <summary>Commits to each text of a summary.</summary>
    /// <param name="summary">The summary.</param>
    /// <param name="salts">One for each of its texts, of <see cref="Canonical.SaltLength"/> random bytes.</param>
    public static SealedSummary Of(Summary summary, IEnumerable<byte[]> salts) =>
        new(Schema: 2, summary, [.. summary.Texts.Zip(salts, (text, salt) => new TextSeal(salt, Canonical.Commitment([text], salt)))]);

    /// <summary>Whether each text that is there is the one that was committed to.</summary>
    [JsonIgnore]
    public bool Holds => Seals.Count == Summary.Texts.Count()
        && Summary.Texts.Zip(Seals).All(text => text.Second.Salt is not { } salt || text.Second.Commitment.AsSpan().SequenceEqual(Canonical.Commitment([text.First], salt)));

    /// <summary>What the fingerprint is a code of: the summary without its texts, and the commitments.</summary>
    public byte[] ToFingerprint() => Canonical.Bytes([Convert.ToBase64String(Summary.WithoutTexts().ToCanonicalJson()), .. Seals.Select(seal => Convert.ToHexStringLower(seal.Commitment))]);

    /// <summary>All of it as UTF-8 JSON.</summary>
    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, SummaryJson.Default.SealedSummary);

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <exception cref="JsonException">It is something else.</exception>
    public static SealedSummary FromJson(ReadOnlySpan<byte> json) =>
        JsonSerializer.Deserialize(json, SummaryJson.Default.SealedSummary) ?? throw new JsonException("a sealed summary is an object");
}
