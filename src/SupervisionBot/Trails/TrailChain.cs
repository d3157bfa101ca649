using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using SupervisionBot.Core.Shared;
using SupervisionBot.Hosting;
using SupervisionBot.Storage;

namespace SupervisionBot.Trails;

/// <summary>What a check of stored words came to. Later members weigh more.</summary>
internal enum Soundness
{
    /// <summary>Everything is as this app stored it; words may have been erased by an entry that says so.</summary>
    Intact,

    /// <summary>A key that was in use then is not there any more: it can't be checked.</summary>
    Unchecked,

    /// <summary>Something was changed outside this app.</summary>
    Changed,
}

/// <summary>Hangs the rows of a trail together under the key of the installation, so that none can be changed, put in or taken out by somebody who has only the store.</summary>
/// <remarks>
/// A row has its words apart (<c>Words</c>), with a random <c>Salt</c>, and a <c>Commitment</c> to them. Its <c>Chain</c> is a code over that of the row before and all of its own
/// but words and salt; so these can be erased, and the chain holds. The head row says under the key where the chain ends, so that its last rows are missed too. Rows from before there was a chain have no columns of their own for it: they are taken as they are into that of the first row that has.
/// </remarks>
internal sealed class TrailChain(RecordKeys keys)
{
    private const string Label = "trail chain";
    private const string EarlyLabel = "words before the chain";
    private const string EndLabel = "trail end";

    /// <summary>What the first row hangs on: the partition, so that no trail passes for another.</summary>
    public static byte[] Begin(string partition) => SHA256.HashData(Encoding.UTF8.GetBytes(partition));

    /// <summary>Where a trail is after one more row that was read: what the row says, or, of a row from before the chain, what the next one hangs on.</summary>
    public byte[] After(byte[] before, TableEntity row) => row.GetBinary("Chain") ?? keys.Mac(Label, Link(before, row, CommitmentOf(row, keys.CurrentId)));

    /// <summary>Hangs a new row on a trail.</summary>
    /// <returns>Where the trail is then.</returns>
    public byte[] Hang(byte[] before, TableEntity row)
    {
        var chain = keys.Mac(Label, Link(before, row, CommitmentOf(row, keys.CurrentId)));
        (row["Chain"], row["Key"]) = (chain, keys.CurrentId);
        return chain;
    }

    /// <summary>Says in the head row of a trail, under the key, where it ends.</summary>
    /// <param name="head">The row, with the <c>Sequence</c> of the last entry.</param>
    /// <param name="chain">Where the trail is then.</param>
    public void End(TableEntity head, byte[] chain) => (head["End"], head["EndKey"]) = (keys.Mac(EndLabel, chain), keys.CurrentId);

    /// <summary>Takes the words out of a row for good.</summary>
    /// <param name="row">As it was read.</param>
    /// <param name="event">What is left of its event, as it is stored.</param>
    /// <param name="keyId">The key of the first row of the trail that hangs on others; null where this write is the first.</param>
    public void Erase(TableEntity row, string @event, string? keyId)
    {
        if (IsEarly(row))
        {
            row["Commitment"] = CommitmentOf(row, keyId ?? keys.CurrentId);
        }

        row.SetText("Event", @event);
        row.SetText("Words", null);
        (row["Salt"], row["Erased"]) = (null, true);
    }

    /// <summary>Whether the words of a row were erased.</summary>
    public static bool IsErased(TableEntity row) => row.GetBoolean("Erased") == true;

    /// <summary>Checks a whole trail.</summary>
    /// <param name="partition">Where it is stored.</param>
    /// <param name="rows">Its rows, in order.</param>
    /// <param name="erased">The entries whose words an entry of it says were erased.</param>
    /// <param name="head">Its head row, read before the rows: entries that came meanwhile are not missed.</param>
    public Soundness Check(string partition, IReadOnlyList<TableEntity> rows, IReadOnlySet<int> erased, TableEntity? head)
    {
        var (chain, found, hasBegun) = (Begin(partition), Soundness.Intact, false);
        var (last, end) = (head?.GetInt32("Sequence") ?? 0, (Soundness?)null);
        var first = rows.FirstOrDefault(row => row.GetBinary("Chain") is not null)?.GetString("Key");
        for (var i = 0; i < rows.Count; i++)
        {
            var row = rows[i];
            if (TrailAddress.SequenceOf(row) != i + 1 || !Fits(row, erased))
            {
                return Soundness.Changed;
            }

            var (stored, keyId) = (row.GetBinary("Chain"), row.GetString("Key") ?? first ?? keys.CurrentId);
            hasBegun |= stored is not null;
            if (IsEarly(row) == hasBegun)
            {
                return Soundness.Changed;
            }

            if (!keys.TryMac(keyId, Label, Link(chain, row, CommitmentOf(row, keyId)), out var expected))
            {
                (chain, found) = (stored ?? chain, Soundness.Unchecked);
            }
            else if (stored is not null && !stored.AsSpan().SequenceEqual(expected))
            {
                return Soundness.Changed;
            }
            else
            {
                chain = stored ?? expected;
            }

            end = i + 1 == last ? EndOf(head!, chain, hasBegun) : end;
        }

        return end is { } foundEnd ? (found > foundEnd ? found : foundEnd) : Soundness.Changed;
    }

    // A trail all of whose rows are from before the chain has no end that says so.
    private Soundness EndOf(TableEntity head, byte[] chain, bool hasBegun) => (head.GetBinary("End"), head.GetString("EndKey")) switch
    {
        (null, _) => hasBegun ? Soundness.Changed : Soundness.Intact,
        ({ } end, { } keyId) when hasBegun => !keys.TryMac(keyId, EndLabel, chain, out var code) ? Soundness.Unchecked : end.AsSpan().SequenceEqual(code) ? Soundness.Intact : Soundness.Changed,
        _ => Soundness.Changed,
    };

    // Words that are there are those committed to; words that are not were erased by an entry that says so.
    private static bool Fits(TableEntity row, IReadOnlySet<int> erased) => row.GetText("Words") is { } words
        ? row.GetBinary("Salt") is { } salt && row.GetBinary("Commitment") is { } commitment && commitment.AsSpan().SequenceEqual(Canonical.Commitment([words], salt))
        : row.GetBinary("Commitment") is null || (IsErased(row) && erased.Contains(TrailAddress.SequenceOf(row)));

    // Of a row from before the chain the whole event counts as words. Under a lost key nothing can be said, and the caller can't make its code either.
    private byte[] CommitmentOf(TableEntity row, string keyId) => row.GetBinary("Commitment")
        ?? (IsEarly(row) && keys.TryMac(keyId, EarlyLabel, Encoding.UTF8.GetBytes(row.GetText("Event")!), out var commitment) ? commitment : []);

    private static bool IsEarly(TableEntity row) => row.GetInt32("Schema") is null or 1;

    private static byte[] Link(byte[] before, TableEntity row, byte[] commitment) => Canonical.Bytes(
    [
        Convert.ToHexStringLower(before),
        row.RowKey,
        row.GetGuid("By")!.Value.ToString("N"),
        row.GetDateTimeOffset("At")!.Value.UtcTicks.ToString(CultureInfo.InvariantCulture),
        row.GetString("Operation")!,
        IsEarly(row) ? "" : row.GetText("Event")!,
        Convert.ToHexStringLower(commitment),
    ]);
}
