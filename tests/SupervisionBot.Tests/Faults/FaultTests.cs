using System.Diagnostics;
using SupervisionBot.Tables;
using SupervisionBot.Tests.Team;
using Xunit.Abstractions;

namespace SupervisionBot.Tests.Faults;

public sealed class FaultTests(ITestOutputHelper output)
{
    [SkippableFact]
    public async Task WhateverHappensToARequest_TheTrailIsExactlyThatOfARunWithoutFaults()
    {
        Skip.If(Azurite.ConnectionString is null, Azurite.Absent);
        FaultPlan[] plans = [new(20270304), new(20270305)];
        // One after the other, and with time enough for an emulator on a busy machine: a request that is late by itself is a fault that no plan knows of.
        var runs = new List<IReadOnlyList<string>>();
        foreach (var plan in plans.Prepend(null))
        {
            runs.Add(await WalkAsync(plan));
        }

        Assert.Contains(runs[0], line => line.Contains(" session|", StringComparison.Ordinal));
        foreach (var rows in runs[1..])
        {
            Assert.True(!runs[0].Except(rows).Any(), $"Not there with faults: {string.Join('\n', runs[0].Except(rows))}\nThere instead: {string.Join('\n', rows.Except(runs[0]))}");
            Assert.Empty(rows.Except(runs[0]));
            Assert.Equal(runs[0], rows);
        }

        Assert.Empty(plans[0].Undealt.Intersect(plans[1].Undealt));
    }

    private async Task<IReadOnlyList<string>> WalkAsync(FaultPlan? plan)
    {
        var time = Stopwatch.StartNew();
        await using var proxy = await FaultProxy.StartAsync(Azurite.ConnectionString!);
        await using var team = await SupervisionTeam.MeetAsync(
            "--Storage:Provider", "AzureTables",
            "--Storage:ConnectionString", proxy.ConnectionString,
            "--Storage:TablePrefix", Azurite.NewTablePrefix(),
            "--Records:Key", Convert.ToBase64String(new byte[32]),
            "--Storage:Retry:Delay", "0.005",
            "--Storage:Retry:MaxDelay", "0.02",
            "--Storage:Retry:NetworkTimeout", "1",
            "--Storage:Retry:Patience", "30",
            "--Outbox:Delay", "0.05");
        proxy.Plan = call => call.IsInTheBackground ? Fault.None : plan?.Next(call) ?? Fault.None;
        await FullSession.WalkAsync(team);
        proxy.Plan = _ => Fault.None;
        output.WriteLine($"{proxy.Requests} requests, {plan?.ToString() ?? "no"} faults, {time.Elapsed.TotalSeconds:F1} s");
        return await StoredRows.ReadAsync(team.Store, team, FullSession.Id);
    }
}
