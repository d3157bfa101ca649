using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using SupervisionBot.Core.Sessions;
using SupervisionBot.Core.Shared;
using SupervisionBot.Hosting;
using SupervisionBot.OneToOne;
using SupervisionBot.Sending;
using SupervisionBot.Sessions;
using SupervisionBot.Storage;
using SupervisionBot.Trails;

namespace SupervisionBot.Bench;

/// <summary>What the copies of the app left in their store.</summary>
/// <param name="settings">Where it is.</param>
internal sealed class SoakStore(string[] settings) : IAsyncDisposable
{
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(1);

    private readonly WebApplication _app = StoreAlone.Open(settings);

    private Outbox Outbox => _app.Services.GetRequiredService<Outbox>();

    private ITableStore Tables => _app.Services.GetRequiredService<ITableStore>();

    /// <summary>Waits until nothing is on its way.</summary>
    /// <returns>How much is, when it took too long.</returns>
    public async Task<int> SettleAsync(TimeSpan patience)
    {
        var end = TimeProvider.System.GetUtcNow() + patience;
        while (true)
        {
            var due = await CountAsync(OutboxRows.Due);
            if (due == 0 || TimeProvider.System.GetUtcNow() > end)
            {
                return due;
            }

            // Storage tells nobody when it becomes empty.
            await Task.Delay(s_pause);
        }
    }

    /// <summary>How much waits for an operator.</summary>
    public Task<int> CountParkedAsync() => CountAsync(OutboxRows.Parked);

    /// <summary>Puts what waits for an operator on its way again, as an operator does.</summary>
    public Task<int> ReplayAsync() => new OutboxCommand("all", settings).RunAsync(Console.Out, Console.Error, CancellationToken.None);

    /// <summary>Messages that may have arrived or not, and so perhaps twice: each with its record.</summary>
    public async Task<IReadOnlyList<TableEntity>> DoubtsAsync() => [.. await RowsAsync(OutboxRows.Unknown)];

    /// <summary>When each message was put into the outbox.</summary>
    public async Task<IReadOnlyDictionary<string, DateTimeOffset>> AddedAsync() =>
        (await RowsAsync(OutboxRows.Seen)).ToDictionary(row => row.RowKey[OutboxRows.Seen.Length..], row => row.GetDateTimeOffset("At")!.Value);

    /// <summary>A session as its trail tells it: its present state, where its cards stand, and what had to be told after each operation.</summary>
    public async Task<(Session? Session, IReadOnlyList<CardPlace> Places, IReadOnlyList<OutboxMessage> Told)> ReadAsync(Guid id)
    {
        var address = new SessionAddress(Activities.Tenant, new(id));
        var rows = new List<TableEntity>();
        await foreach (var row in Tables.QueryAllAsync(SessionRows.Table, address.Partition, RowRange.All, CancellationToken.None))
        {
            rows.Add(row);
        }

        var (session, told) = ((Session?)null, new List<OutboxMessage>());
        foreach (var operation in rows.Where(TrailAddress.IsEntry).Select(SessionRows.ToEntry).GroupBy(entry => entry.Operation))
        {
            var (before, first) = (session, operation.First());
            session = operation.Aggregate(session, (state, entry) => SessionFold.Apply(address.Session, state, entry));
            // Neither the guide nor the version of the row tells what has to be told.
            var stored = new StoredSession(address, before ?? session!, OpenedWith: null!, Head: default, Home: "", Places: []);
            var news = before is null ? News.Cards(stored, session!) : News.Told(stored, session!, first.By);
            told.AddRange(news
                .Select(each => OutboxMessage.Telling(new(address.Trail, first.Sequence, operation.Key), each.To, each.Via, each.What))
                .Select(message => message with { Id = Outbox.IdOf(message) }));
        }

        return (session, [.. rows.Where(CardPlace.IsPlace).Select(CardPlace.From)], told);
    }

    /// <summary>The lane of a person's own chat.</summary>
    public static Lane LaneOf(Person person) => Lane.Of(Activities.Tenant, new PersonId(person.Id));

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task<int> CountAsync(string prefix) => (await RowsAsync(prefix)).Count;

    private async Task<List<TableEntity>> RowsAsync(string prefix)
    {
        var rows = new List<TableEntity>();
        for (var shard = 0; shard < Lane.Shards; shard++)
        {
            await foreach (var row in Tables.QueryAllAsync(OutboxRows.Table, OutboxRows.Partition(shard), RowRange.StartingWith(prefix), CancellationToken.None))
            {
                rows.Add(row);
            }
        }

        return rows;
    }
}
