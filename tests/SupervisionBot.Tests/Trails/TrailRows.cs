using System.IO.Compression;
using System.Text.Json;
using SupervisionBot.Core.Sessions;
using SupervisionBot.Core.Summaries;
using SupervisionBot.Sessions;
using SupervisionBot.Storage;

namespace SupervisionBot.Tests.Trails;

/// <summary>Rows as the version before wrote them.</summary>
internal static class TrailRows
{
    private static readonly JsonSerializerOptions s_web = new(JsonSerializerDefaults.Web);

    public static int Sequence(TableEntity row) => SessionRows.ToEntry(row).Sequence;

    public static async Task AsBeforeAsync(ITableStore store, IReadOnlyList<TableEntity> trail, SummaryFrozen? frozen = null)
    {
        foreach (var row in trail)
        {
            var entry = SessionRows.ToEntry(row);
            var early = new TableEntity(row.PartitionKey, row.RowKey) { ["Schema"] = 1, ["By"] = entry.By.Value, ["At"] = entry.At, ["Operation"] = entry.Operation };
            early.SetText("Event", JsonSerializer.Serialize(entry.Event is SummaryFrozen && frozen is not null ? frozen : entry.Event, s_web));
            Assert.IsType<BatchOutcome.Done>(await store.SubmitAsync("sessions", row.PartitionKey, [TableAction.Upsert(early)], CancellationToken.None));
        }

        if (Sequence(trail[0]) == 1)
        {
            var head = (await store.GetAsync("sessions", trail[0].PartitionKey, SessionRows.Head, CancellationToken.None))!;
            (head["End"], head["EndKey"]) = (null, null);
            Assert.IsType<BatchOutcome.Done>(await store.SubmitAsync("sessions", head.PartitionKey, [TableAction.Replace(head)], CancellationToken.None));
        }
    }

    public static async Task FreezeAsBeforeAsync(ITableStore store, StoredSession stored, Summary summary, bool keepTheTrail)
    {
        var frozen = new SummaryFrozen(summary.Fingerprint());
        var trail = await Rows(store, stored.Address.Partition, "evt|");
        await AsBeforeAsync(store, keepTheTrail ? [.. trail.Where(row => SessionRows.ToEntry(row).Event is SummaryFrozen)] : trail, frozen);
        var decision = (await store.GetAsync("sessions", stored.Address.Partition, "decision", CancellationToken.None))!;
        (decision["Schema"], decision["Fingerprint"], decision["Key"]) = (1, frozen.Fingerprint, null);
        decision.SetText("Rationale", summary.Rationale);
        var content = new TableEntity(stored.Address.Partition, "decision|content");
        content.SetText("Canonical", Packed(summary.ToCanonicalJson()));
        Assert.IsType<BatchOutcome.Done>(await store.SubmitAsync("sessions", stored.Address.Partition, [TableAction.Upsert(decision), TableAction.Upsert(content)], CancellationToken.None));
    }

    public static async Task<SealedSummary> SealingAsync(ITableStore store, StoredSession stored)
    {
        var row = (await store.GetAsync("sessions", stored.Address.Partition, FrozenSummaryRow.ContentRowKey, CancellationToken.None))!;
        using var brotli = new BrotliStream(new MemoryStream(Convert.FromBase64String(row.GetText("Canonical")!)), CompressionMode.Decompress);
        using var content = new MemoryStream();
        await brotli.CopyToAsync(content);
        return SealedSummary.FromJson(content.ToArray());
    }

    private static async Task<IReadOnlyList<TableEntity>> Rows(ITableStore store, string partition, string prefix)
    {
        var rows = new List<TableEntity>();
        await foreach (var row in store.QueryAllAsync("sessions", partition, RowRange.StartingWith(prefix), CancellationToken.None))
        {
            rows.Add(row);
        }

        return rows;
    }

    private static string Packed(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var brotli = new BrotliStream(packed, CompressionLevel.Optimal))
        {
            brotli.Write(content);
        }

        return Convert.ToBase64String(packed.ToArray());
    }
}
