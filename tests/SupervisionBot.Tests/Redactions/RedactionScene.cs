using SupervisionBot.Sessions;
using SupervisionBot.Storage;
using SupervisionBot.Tests.Team;

namespace SupervisionBot.Tests.Redactions;

/// <summary>A signed-off summary, and two leaders who take no part in it.</summary>
internal sealed class RedactionScene(SupervisionTeam team, Somebody margaret, string session) : IAsyncDisposable
{
    public const string Toms = "22222222-0000-4000-8000-000000000003";
    public const string Margarets = "22222222-0000-4000-8000-000000000005";
    public const string Sarahs = "22222222-0000-4000-8000-000000000001";
    public const string Reason = "It is the name of another child";

    public SupervisionTeam Team => team;

    public Somebody Tom => team.Tom;

    public Somebody Margaret => margaret;

    public string Session => session;

    /// <summary>The entry of the request made last.</summary>
    public int Asked { get; private set; }

    /// <summary>The settings that name these leaders; by default Tom and Margaret.</summary>
    public static string[] Leaders(params string[] leaders) =>
        [.. (leaders.Length == 0 ? [Toms, Margarets] : leaders).SelectMany((leader, index) => new[] { $"--Roles:Leaders:{index}", leader })];

    /// <summary>A summary that both have signed, with another child's name in two answers, one of them written twice.</summary>
    public static Task<RedactionScene> FrozenAsync(params string[] leaders) => FrozenAsync(["She sleeps at Casey Jones, she said.", "She sleeps at Casey Jones's, she said."], Leaders(leaders));

    /// <summary>The same where the practitioner's answer was written like this, one version after the other, and with these settings.</summary>
    public static async Task<RedactionScene> FrozenAsync(string[] versions, string[] settings)
    {
        var (team, margaret) = await OpenedAsync(settings);
        foreach (var version in versions)
        {
            await team.Priya.PressAsync("answer.save", ("answer.information.happening", version));
        }

        await team.Sarah.RefreshAsync();
        await team.Sarah.PressAsync("answer.save", ("answer.information.wanted-now", "Casey Jones is fourteen."));
        await team.SummariseAsync(keep: true);
        await team.SignAsync();
        return new(team, margaret, team.Sarah.Card.Session);
    }

    /// <summary>A session that was ended before there was a summary, with the name in an answer and in the reason.</summary>
    public static async Task<RedactionScene> EndedAsync()
    {
        var (team, margaret) = await OpenedAsync(Leaders());
        await team.Priya.PressAsync("answer.save", ("answer.information.known", "She sleeps at Casey Jones's, she said."));
        await team.Sarah.PressAsync("session.ending");
        await team.Sarah.PressAsync("session.cancel", ("reason", "Casey Jones is not ours"));
        return new(team, margaret, team.Sarah.Card.Session);
    }

    /// <summary>Somebody who takes part, by default the practitioner, asks that words be erased.</summary>
    public async Task AskAsync(string words, Somebody? who = null)
    {
        who ??= team.Priya;
        await who.SendAsync(who.Execute("session.view", new() { ["session"] = session }));
        await who.OpenAsync("redact.open");
        await who.SubmitAsync("redact.find", ("words", words), ("reason", Reason));
        var answer = await who.SubmitAsync("redact.ask");
        Assert.Contains("Asked. Two senior leaders", answer.Body, StringComparison.Ordinal);
        Asked = (await team.StoredAsync(session)).Session.Redactions[^1].Asked;
    }

    /// <summary>From here on an earlier request is meant.</summary>
    public void Look(int asked) => Asked = asked;

    /// <summary>A leader opens the request from the list of those to be decided.</summary>
    public async Task LookAsync(Somebody leader, bool isThere = true)
    {
        await leader.TypeAsync("redactions");
        Assert.Equal(isThere, leader.Card.Has("redaction.view"));
        if (isThere)
        {
            await leader.PressAsync(leader.Card.Button("redaction.view", "asked", $"{Asked}"));
        }
    }

    public async Task ApproveAsync(Somebody leader)
    {
        await LookAsync(leader);
        await leader.PressAsync("redaction.approve");
    }

    /// <summary>Both leaders approve the request made last.</summary>
    public async Task EraseAsync()
    {
        await ApproveAsync(Tom);
        await ApproveAsync(Margaret);
    }

    /// <summary>All pages of the summary as somebody sees it.</summary>
    public async Task<string> ReadAsync(Somebody who)
    {
        await who.SendAsync(who.Execute("session.view", new() { ["session"] = session }));
        return await who.ReadAsync();
    }

    /// <summary>Everything that the rows of the session say, with the content of the summary unpacked.</summary>
    public async Task<string> StoredAsync() => await team.StoredTextAsync(session) + FrozenContent.Of((await team.Store.GetAsync("sessions", $"{SupervisionTeam.Tenant:N}|{session}", "decision|content", default))!.GetText("Canonical")!);

    /// <summary>Somebody who has the store puts other words into the packed content of the summary, into the columns that people read, or into both.</summary>
    public async Task TamperAsync(string words, string others, bool content, bool columns)
    {
        var partition = $"{SupervisionTeam.Tenant:N}|{session}";
        if (content)
        {
            var row = (await team.Store.GetAsync("sessions", partition, FrozenSummaryRow.ContentRowKey, default))!;
            row["Canonical"] = Convert.ToBase64String(FrozenContent.Replace(Convert.FromBase64String((string)row["Canonical"]!), words, others));
            Assert.IsType<BatchOutcome.Done>(await team.Store.SubmitAsync("sessions", partition, [TableAction.Upsert(row)], default));
        }

        if (columns)
        {
            var row = (await team.Store.GetAsync("sessions", partition, FrozenSummaryRow.RowKey, default))!;
            var name = Assert.Single(row.PropertyNames, name => row[name] is string text && text.Contains(words, StringComparison.Ordinal));
            row[name] = ((string)row[name]!).Replace(words, others, StringComparison.Ordinal);
            Assert.IsType<BatchOutcome.Done>(await team.Store.SubmitAsync("sessions", partition, [TableAction.Upsert(row)], default));
        }
    }

    /// <summary>The rows of sessions that may have a request to be decided.</summary>
    public async Task<IReadOnlyList<TableEntity>> NotedAsync() =>
        (await team.Store.QueryAsync("redactions", $"{SupervisionTeam.Tenant:N}", RowRange.StartingWith("open|"), TableLimits.PageSize, continuation: null, CancellationToken.None)).Entities;

    /// <summary>What all cards say that stand in somebody's own chat, as they were drawn last.</summary>
    public string StandingIn(Somebody who) => string.Join('\n', team.Connector.Fake.ShownIn(who.Chat.Id).Select(message => message.Body?.ToJsonString() ?? ""));

    /// <summary>The words of the card that stands last in somebody's own chat.</summary>
    public string LastIn(Somebody who) => team.Connector.All.Last(sent => sent.Conversation == who.Chat.Id && sent.Card is not null).Card!.Words;

    public ValueTask DisposeAsync() => team.DisposeAsync();

    private static async Task<(SupervisionTeam Team, Somebody Margaret)> OpenedAsync(string[] settings)
    {
        var team = await SupervisionTeam.MeetAsync(settings);
        var margaret = team.At(new("Margaret Ellis", new(Margarets), SupervisionTeam.Tenant));
        await margaret.AddAppAsync();
        await team.OpenAsync();
        return (team, margaret);
    }
}
