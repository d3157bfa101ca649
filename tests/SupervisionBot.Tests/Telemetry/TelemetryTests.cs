using SupervisionBot.Telemetry;
using SupervisionBot.Tests.Team;

namespace SupervisionBot.Tests.Telemetry;

public sealed class TelemetryTests
{
    [Fact]
    public async Task MeasuresAndTracesArriveAndTellNothingOfPeople()
    {
        await using var receiver = await OtlpReceiver.StartAsync();
        await using var team = await SupervisionTeam.MeetAsync("--Telemetry:OtlpEndpoint", receiver.Address);
        await team.WholeAsync();
        var session = team.Sarah.Card.Session;
        await team.Priya.TypeAsync("Typed in the chat");
        await team.Tom.SendAsync(team.Tom.Execute("session.view", new() { ["session"] = session }));
        await team.PostAsync("{ \"type\": \"Said to nobody\""u8.ToArray());
        await team.Http.GetAsync(new Uri(team.Address, "/nowhere/secret-path?code=secret-code"));
        var service = team.Connector.ServiceUrl(SupervisionTeam.Tenant);

        // What is collected last is sent before the app ends.
        await team.StopAsync();

        var traces = string.Concat(receiver.Traces);
        var metrics = string.Concat(receiver.Metrics);
        Assert.All(["SupervisionBot", "turn", "adaptiveCard/action", "submit", "sessions", "HttpRequestIn", "POST", "System.Net.Http"], word => Assert.Contains(word, traces, StringComparison.Ordinal));
        Assert.All(
            ["supervision.turns", "supervision.turn.duration", "supervision.refusals", "NoSuchSession", "supervision.requests.refused", "storage.round_trips", "outbox.depth", "http.server.request.duration", "http.client.request.duration", "kestrel.active_connections"],
            word => Assert.Contains(word, metrics, StringComparison.Ordinal));
        string[] people = [.. new[] { team.Sarah, team.Priya, team.Tom, team.Eve }.SelectMany(who => new[] { who.Person.Name, who.Person.Mri, who.Person.Id.ToString(), who.Person.Id.ToString("N"), who.Chat.Id, Uri.EscapeDataString(who.Chat.Id) })];
        string[] said = ["Two missed", "The school rang", "Who saw him last", "Visit today", "quick and kind", "Ring the duty team", "Typed in the chat", "Said to nobody", "secret-path", "secret-code", Walks.CaseReference];
        string[] ids = [session, new Guid(session).ToString(), $"{SupervisionTeam.Tenant}", $"{SupervisionTeam.Tenant:N}", new Uri(service).AbsolutePath];
        Assert.DoesNotContain([.. people, .. said, .. ids], word => traces.Contains(word, StringComparison.OrdinalIgnoreCase) || metrics.Contains(word, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task WithoutAReceiverNothingStandsBeforeTheStore()
    {
        await using var team = await SupervisionTeam.MeetAsync();

        Assert.IsNotType<TracedStore>(team.Store);
    }
}
