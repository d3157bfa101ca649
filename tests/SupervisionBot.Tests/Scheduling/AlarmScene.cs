using Microsoft.Extensions.Logging.Abstractions;
using SupervisionBot.Scheduling;
using SupervisionBot.Sending;
using SupervisionBot.Storage;
using SupervisionBot.Tables;
using SupervisionBot.Tests.Team;

namespace SupervisionBot.Tests.Scheduling;

/// <summary>A store of one engine with a clock moved by hand and a bell, and copies of the app that look at it.</summary>
public abstract class AlarmScene : IAsyncLifetime
{
    private protected static readonly Guid s_tenant = new("11111111-0000-4000-8000-000000000001");
    private protected static readonly DateTimeOffset s_start = new(2027, 3, 4, 9, 0, 0, TimeSpan.Zero);

    private protected readonly HandClock _clock = new(s_start);
    private protected readonly Bell _bell = new();
    private readonly AlarmMeter _meter = new(new(new("sender", TimeSpan.FromSeconds(1), TimeProvider.System), new("alarms", TimeSpan.FromSeconds(1), TimeProvider.System)));
    private ITableStore? _opened;
    private FaultyStore? _store;
    private protected ShardLeases _only = null!;

    /// <summary>For whatever an engine keeps in files.</summary>
    protected string Folder { get; } = Directory.CreateTempSubdirectory("alarms").FullName;

    /// <summary>Null where the engine is not there: the test is skipped.</summary>
    protected abstract ITableStore? Open();

    private protected ITableStore Sound
    {
        get
        {
            Skip.If(_opened is null, Azurite.Absent);
            return _opened;
        }
    }

    private protected FaultyStore Store => _store ??= new FaultyStore(Sound);

    public async Task InitializeAsync()
    {
        if ((_opened = Open()) is not null)
        {
            _only = await HoldingAsync("only");
        }
    }

    public async Task DisposeAsync()
    {
        _meter.Dispose();
        if (_opened is not null)
        {
            await _opened.DisposeAsync();
        }

        Directory.Delete(Folder, recursive: true);
    }

    private protected Task<bool> SetAsync(string subject, DateTimeOffset at) => new Alarms(Sound).SetAsync(new("bell", s_tenant, subject, at), default);

    private protected Task<bool> RunAsync(ShardLeases? leases = null, ITableStore? store = null) => Sweep(leases, store).RunAsync(default);

    private protected AlarmSweep Sweep(ShardLeases? leases = null, ITableStore? store = null, params IEnumerable<AlarmRinger> more) =>
        new(store ?? Sound, [_bell, .. more], leases ?? _only, _meter, _clock, NullLogger<AlarmSweep>.Instance);

    private protected async Task<ShardLeases> HoldingAsync(string name)
    {
        var leases = new ShardLeases(Sound, name, TimeSpan.FromMinutes(5), TimeProvider.System);
        await leases.RenewAsync(_ => false, default);
        return leases;
    }

    private protected async Task<IReadOnlyList<TableEntity>> RowsAsync()
    {
        var rows = new List<TableEntity>();
        for (var shard = 0; shard < Lane.Shards; shard++)
        {
            await foreach (var row in Sound.QueryAllAsync(AlarmRows.Table, AlarmRows.Partition(shard), RowRange.All, default))
            {
                rows.Add(row);
            }
        }

        return rows;
    }

    private protected static DateTimeOffset RingsAt(TableEntity row) => new(long.Parse(row.RowKey.Split('|')[1], System.Globalization.CultureInfo.InvariantCulture), TimeSpan.Zero);
}
