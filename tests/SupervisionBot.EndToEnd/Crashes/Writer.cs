using System.Net.Http.Json;
using System.Text.Json.Nodes;
using SupervisionBot.EndToEnd.Deployed;

namespace SupervisionBot.EndToEnd.Crashes;

/// <summary>
/// A person who saves all the answers of a step again and again, and remembers what was acknowledged. A save whose answer never came is sent again, as it was,
/// when the app is back.
/// </summary>
internal sealed class Writer(TeamsUser user, Guid session)
{
    private static readonly string[] s_prompts = ["information.happening", "information.known", "information.to-know", "information.wanted-now"];

    // Sequences of the cards that the saves were sent from.
    private readonly List<int> _drawnAt = [];

    private int _seen;

    public Guid Id => user.Id;

    public Guid Session => session;

    /// <summary>Saves that were acknowledged: all up to this one, counted from 1.</summary>
    public int Acknowledged { get; private set; }

    /// <summary>The save that was sent and not acknowledged; 0 when there is none.</summary>
    public int Pending { get; private set; }

    /// <summary>The answers that a save brings.</summary>
    public IReadOnlyDictionary<string, string> Texts(int save) =>
        s_prompts.ToDictionary(prompt => prompt, prompt => save == 0 ? "" : $"{prompt} by {user.Id:N}, {save}", StringComparer.Ordinal);

    public Task InstallAsync(HttpClient app) => PostAsync(app, user.AddsTheApp());

    public async Task StartAsync(HttpClient app, Writer other) => _seen = (await PressAsync(app, "start.send", new JsonObject
    {
        ["session"] = session.ToString("N"),
        ["practitioner"] = other.Id.ToString(),
        ["caseReference"] = "LD-2231",
        ["guide"] = "knowsley-decision-walk",
        ["prepare"] = "false",
    })).V;

    public async Task JoinAsync(HttpClient app) => _seen = (await PressAsync(app, "session.join", new JsonObject { ["session"] = session.ToString("N") })).V;

    /// <summary>Saves on and on until the app is gone. Now and then an old save arrives a second time, and changes nothing.</summary>
    /// <param name="app">The app.</param>
    /// <param name="saved">Hears of each acknowledged save.</param>
    public async Task WriteAsync(HttpClient app, Action saved)
    {
        try
        {
            while (true)
            {
                await SaveAsync(app);
                saved();
                if (Acknowledged % 4 == 0)
                {
                    await SendAsync(app, Acknowledged - 2, shown: Acknowledged);
                }
            }
        }
        catch (Exception error) when (error is HttpRequestException or IOException)
        {
            // The app was killed: whether the last save was stored shows when it is back.
        }
    }

    /// <summary>Saves once: what is still pending, or something new.</summary>
    public async Task SaveAsync(HttpClient app)
    {
        if (Pending == 0)
        {
            Pending = Acknowledged + 1;
            _drawnAt.Add(_seen);
        }

        var card = await SendAsync(app, Pending, shown: Pending);
        (Acknowledged, Pending, _seen) = (Pending, 0, card.V);
    }

    /// <summary>After a crash the person's card has all of the last acknowledged save or all of the pending one.</summary>
    public async Task LookAsync(HttpClient app)
    {
        var card = await PressAsync(app, "session.view", new JsonObject { ["session"] = session.ToString("N") });
        Assert.Contains(card.Answers, new[] { Texts(Acknowledged), Texts(Pending == 0 ? Acknowledged : Pending) });
    }

    private async Task<ShownCard> SendAsync(HttpClient app, int save, int shown)
    {
        var data = new JsonObject { ["session"] = session.ToString("N"), ["v"] = _drawnAt[save - 1] };
        foreach (var (prompt, text) in Texts(save))
        {
            data[$"answer.{prompt}"] = text;
        }

        var card = await PressAsync(app, "answer.save", data);
        Assert.False(card.IsWarning);
        Assert.Equal(Texts(shown), card.Answers);
        return card;
    }

    private async Task<ShownCard> PressAsync(HttpClient app, string verb, JsonObject data) => ShownCard.Read(await PostAsync(app, user.Presses(verb, data)));

    private static async Task<byte[]> PostAsync(HttpClient app, JsonObject activity)
    {
        using var response = await app.PostAsJsonAsync("/api/messages", activity);
        Assert.Equal(System.Net.HttpStatusCode.OK, response.StatusCode);
        return await response.Content.ReadAsByteArrayAsync();
    }
}
