using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using SupervisionBot.EndToEnd.Deployed;

namespace SupervisionBot.EndToEnd.Copies;

/// <summary>Several copies of the app on one store, and what a load balancer in front of them does: what one copy does not answer goes to the next.</summary>
internal sealed class Fleet : IDisposable
{
    private const int Patience = 100;

    private readonly TestStore _store;
    private readonly (AppProcess App, HttpClient Http)[] _copies;
    private int _lost;

    private Fleet(TestStore store, (AppProcess, HttpClient)[] copies) => (_store, _copies) = (store, copies);

    public int Count => _copies.Length;

    /// <summary>How many deliveries had to go to another copy.</summary>
    public int Lost => _lost;

    public static async Task<Fleet> StartAsync(TestStore store, int copies) => new(store, await Task.WhenAll(Enumerable.Range(0, copies).Select(_ => StartOneAsync(store))));

    /// <summary>SIGKILL, and a new start.</summary>
    public async Task RestartAsync(int copy)
    {
        var (app, http) = _copies[copy];
        await app.KillAsync();
        app.Dispose();
        _copies[copy] = await StartOneAsync(_store);
        http.Dispose();
    }

    /// <summary>Delivers an activity to a copy, or to the next that answers.</summary>
    public async Task<string> DeliverAsync(JsonObject activity, int copy)
    {
        for (var attempt = 0; attempt < Patience; attempt++)
        {
            try
            {
                using var response = await _copies[(copy + attempt) % Count].Http.PostAsJsonAsync("/api/messages", activity);
                Assert.Equal(HttpStatusCode.OK, response.StatusCode);
                return await response.Content.ReadAsStringAsync();
            }
            catch (Exception dead) when (dead is HttpRequestException or IOException or ObjectDisposedException or OperationCanceledException)
            {
                Interlocked.Increment(ref _lost);
            }
        }

        throw new InvalidOperationException("No copy answers.");
    }

    public void Dispose()
    {
        foreach (var (app, http) in _copies)
        {
            app.Dispose();
            http.Dispose();
        }
    }

    private static async Task<(AppProcess App, HttpClient Http)> StartOneAsync(TestStore store)
    {
        var app = await AppProcess.StartAsync(store);
        return (app, new HttpClient { BaseAddress = app.Address });
    }
}
