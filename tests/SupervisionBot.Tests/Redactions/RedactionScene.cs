using SupervisionBot.Storage;
using SupervisionBot.Tests.Team;

namespace SupervisionBot.Tests.Redactions;

/// <summary>A signed-off summary, and two leaders who take no part in it.</summary>
internal sealed class RedactionScene(SupervisionTeam team, Somebody margaret, string session) : IAsyncDisposable
{
    public SupervisionTeam Team => team;

    public Somebody Tom => team.Tom;

    public Somebody Margaret => margaret;

    public string Session => session;

    /// <summary>The entry of the request made last.</summary>
    public int Asked { get; private set; }

    /// <summary>Somebody who takes part, by default the practitioner, asks that words be erased.</summary>
    public async Task AskAsync(string words, Somebody? who = null)
    {
        who ??= team.Priya;
        await who.SendAsync(who.Execute("session.view", new() { ["session"] = session }));
        await who.OpenAsync("redact.open");
        await who.SubmitAsync("redact.find", ("words", words), ("reason", "It is the name of another child"));
        var answer = await who.SubmitAsync("redact.ask");
        Assert.Contains("Asked. Two senior leaders", answer.Body, StringComparison.Ordinal);
        Asked = (await team.StoredAsync(session)).Session.Redactions[^1].Asked;
    }

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

    /// <summary>All pages of the summary as somebody sees it.</summary>
    public async Task<string> ReadAsync(Somebody who)
    {
        await who.SendAsync(who.Execute("session.view", new() { ["session"] = session }));
        return await who.ReadAsync();
    }

    /// <summary>Everything that the rows of the session say, with the content of the summary unpacked.</summary>
    public async Task<string> StoredAsync() => await team.StoredTextAsync(session) + FrozenContent.Of((await team.Store.GetAsync("sessions", $"{SupervisionTeam.Tenant:N}|{session}", "decision|content", default))!.GetText("Canonical")!);

    /// <summary>The rows of sessions that may have a request to be decided.</summary>
    public async Task<IReadOnlyList<TableEntity>> NotedAsync() =>
        (await team.Store.QueryAsync("redactions", $"{SupervisionTeam.Tenant:N}", RowRange.StartingWith("open|"), TableLimits.PageSize, continuation: null, CancellationToken.None)).Entities;

    /// <summary>The words of the card that stands last in somebody's own chat.</summary>
    public string LastIn(Somebody who) => team.Connector.All.Last(sent => sent.Conversation == who.Chat.Id && sent.Card is not null).Card!.Words;

    public ValueTask DisposeAsync() => team.DisposeAsync();
}
