using System.Globalization;
using SupervisionBot.FakeTeams;
using SupervisionBot.Sending;
using SupervisionBot.Storage;
using SupervisionBot.Tables;
using Cause = SupervisionBot.FakeTeams.Cause;

namespace SupervisionBot.Bench;

/// <summary>
/// Whole sessions on three copies of the app while much goes wrong: Teams throttles and fails, delivers twice, and one copy is killed every minute. In the end nothing may be
/// missing, every card shows the present state, and what came twice is what the outbox says may have come twice.
/// </summary>
internal static class Soak
{
    private const int Pairs = 6;

    private static readonly TimeSpan s_work = TimeSpan.FromMilliseconds(20);

    // Longer than a message waits for an entry that never comes.
    private static readonly TimeSpan s_patience = Outbox.MostDelayOfCause + TimeSpan.FromMinutes(1);

    public static async Task<int> RunAsync(SoakOptions options)
    {
        if (Azurite.ConnectionString is not { } emulator)
        {
            await Console.Error.WriteLineAsync(Azurite.Absent);
            return 1;
        }

        string[] storage = ["--Storage:Provider", "AzureTables", "--Storage:ConnectionString", emulator, "--Storage:TablePrefix", Azurite.NewTablePrefix(), "--Records:Key", Convert.ToBase64String(new byte[32])];
        using var tokens = new Tokens();
        var connector = new FakeConnector(TimeProvider.System) { OneAtATime = true, Limits = ConnectorLimits.Documented, Work = s_work, Accepts = tokens.Accepts };
        await using var teams = await FakeTeamsService.StartAsync(connector.MapConnector, tokens.Map);
        await using var copies = await SoakCopies.StartAsync([.. Tokens.SettingsAt(teams.Address), .. storage, "--Logging:LogLevel:Default", "Error"], Tokens.EnvironmentAt(teams.Address), options.Seed);
        using var http = new HttpClient();
        await using var pump = new DeliveryPump(http, copies.Any, TimeProvider.System, options.Seed) { Token = activity => tokens.For((string)activity["serviceUrl"]!), Attempts = 2 };
        var figures = new SoakFigures();
        SoakPerson Meet(string name)
        {
            var who = new Person(Guid.NewGuid(), name);
            var member = new Member(who.Id, $"29:{who.Id:N}", who.Name);
            return new(who, new(teams.ServiceUrl(Tokens.Tenant.Id), Tokens.Tenant, member, Room.Personal(Tokens.Tenant.Id, member), TimeProvider.System), connector, pump, figures);
        }

        var pairs = Enumerable.Range(1, Pairs).Select(number => new SoakPair(Meet($"Supervisor {number}"), Meet($"Practitioner {number}"), number, options.Seed, figures)).ToList();
        await Task.WhenAll(pairs.Select(pair => pair.MeetAsync()));

        connector.Weather = new FaultRates(options.Seed) { Throttled = 0.10, Before = 0.025, After = 0.025 }.Of;
        (pump.Twice, pump.Later) = (0.10, 0.10);
        var end = TimeProvider.System.GetUtcNow() + TimeSpan.FromMinutes(options.Minutes);
        await Task.WhenAll([copies.KillAsync(options.Minutes), .. pairs.Select(pair => pair.RunAsync(end))]);
        Console.WriteLine($"walked; what comes late is on its way: {TimeProvider.System.GetUtcNow():HH:mm:ss}");
        await pump.DrainAsync();
        (connector.Weather, pump.Twice, pump.Later) = (_ => null, 0, 0);

        await using var store = new SoakStore(storage);
        var left = await store.SettleAsync(s_patience);
        var doubts = Counts(await store.DoubtsAsync(), parkedOnly: true);
        var parked = await store.CountParkedAsync();
        if (parked > 0)
        {
            await store.ReplayAsync();
            left = await store.SettleAsync(s_patience);
        }

        var records = await store.DoubtsAsync();
        foreach (var (id, times) in Counts(records, parkedOnly: false))
        {
            doubts[id] = doubts.GetValueOrDefault(id) + times;
        }

        var check = new SoakCheck(connector, doubts, records, await store.AddedAsync());
        foreach (var pair in pairs)
        {
            await check.CheckAsync(pair, store);
        }

        foreach (var line in figures.Failures.Select(failure => $"not finished: {failure}").Concat(check.Findings))
        {
            Console.WriteLine(line);
        }

        var calls = connector.Calls;
        int Calls(Func<ConnectorCall, bool> which) => calls.Count(which);
        int Faults(Func<int, bool> status) => Calls(call => call.Cause == Cause.Fault && call.Status is { } answered && status(answered));
        Tell($"sessions {pairs.Sum(pair => pair.Sessions.Count)}, not finished {figures.Failures.Count}; turns {figures.Turns.Count}, {SoakFigures.Spread(figures.Turns)}; pressed again {figures.Again}");
        Tell($"deliveries {tokens.Issued}, of them duplicates {tokens.Issued - figures.Deliveries}; kills {copies.Kills}");
        Tell($"calls {calls.Count}: throttled {Faults(status => status == 429)}, 5xx {Faults(status => status >= 500)}, of them done all the same {Calls(call => call.IsUnknownToTheBot)}");
        Tell($"messages expected {check.Expected}; from the outbox to the chat {SoakFigures.Spread(check.Latencies)}; texts of their own {check.Others}");
        Tell($"unknown {records.Count}, parked {parked} and replayed, duplicates out {check.ExplainedDuplicates + check.UnexplainedDuplicates}, of them cards with an older look {check.Older}; left in the outbox {left}");
        Tell($"too soon {connector.LimitViolations}, at the same time in one conversation {connector.Overlaps}, without a good token {Calls(call => call.Cause == Cause.Token)}");
        Tell($"soak_missing={check.Missing}");
        Tell($"soak_wrong_cards={check.WrongCards}");
        Tell($"soak_unexplained_duplicates={check.UnexplainedDuplicates}");
        return check.Missing + check.WrongCards + check.UnexplainedDuplicates + figures.Failures.Count + left + connector.LimitViolations + connector.Overlaps == 0 ? 0 : 1;
    }

    // A replay counts anew.
    private static Dictionary<string, int> Counts(IReadOnlyList<TableEntity> records, bool parkedOnly) => records
        .Where(record => !parkedOnly || record.GetString("Then") == "parked")
        .ToDictionary(record => record.RowKey[OutboxRows.Unknown.Length..], record => record.GetInt32("Times") ?? 0);

    private static void Tell(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
