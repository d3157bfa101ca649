using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using SupervisionBot.Teams;
using SupervisionBot.Tests.Faults;
using SupervisionBot.Tests.Team;

namespace SupervisionBot.Tests.Security;

/// <summary>Whatever is done to an activity on its way, the whole app answers calmly, and nobody but those who take part changes a session.</summary>
public sealed class MutatedBodiesTests
{
    private const int Bodies = 10_000;

    [Fact]
    public async Task NoDamageToAnActivityIsAServerErrorOrChangesSomebodyElsesSession()
    {
        await using var disk = new MemoryDisk();
        await using var team = await SupervisionTeam.MeetAsync("--Storage:Path", disk.File, "--Logging:LogLevel:Default", "None", "--Logging:LogLevel:Microsoft.AspNetCore", "None");
        // A session of two; and what somebody else, who is in one of their own, does all the while.
        await team.WholeAsync();
        var session = team.Sarah.Card.Session;
        var recorded = await RecordAsync(team, session);
        await team.SettleAsync();
        var before = await StoredRows.ReadAsync(team.Store, team, new Guid(session));
        var endpoint = new InProcess(team.Services);
        var damage = new Damage(team, session);
        var answers = new Dictionary<int, int>();

        Prop.ForAll(damage.Of(recorded).ToArbitrary(), body =>
        {
            var (status, text) = endpoint.Post(body);
            answers[status] = answers.GetValueOrDefault(status) + 1;

            // 501 is how an invoke of an unknown name is to be answered.
            return status is < 500 or 501 && !text.Contains("InternalServerError", StringComparison.Ordinal) && !text.Contains("went wrong on our side", StringComparison.Ordinal);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(Bodies));

        await team.SettleAsync();
        var after = await StoredRows.ReadAsync(team.Store, team, new Guid(session));
        Assert.Equal([], before.Except(after).Concat(after.Where(line => line.Contains(session, StringComparison.Ordinal)).Except(before)));
        // Bodies that are all refused at the door, or none, would prove nothing.
        Assert.InRange(answers[200], Bodies / 5, Bodies - (Bodies / 5));
        Assert.True(answers.ContainsKey(400));
    }

    [Fact]
    public async Task WhatMayBeDoneStillChangesASession()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.OpenAsync();
        var session = team.Sarah.Card.Session;
        var before = await StoredRows.ReadAsync(team.Store, team, new Guid(session));

        var press = team.Priya.Pressed(team.Priya.Card.Button("answer.save"), ("answer.information.known", "The school rang"));
        new InProcess(team.Services).Post(Encoding.UTF8.GetBytes(press.ToJsonString()));

        Assert.NotEqual(before, await StoredRows.ReadAsync(team.Store, team, new Guid(session)));
    }

    // Everything that Tom sends in a session of his own with Priya, and the same with the id of the other session.
    private static async Task<string[]> RecordAsync(SupervisionTeam team, string session)
    {
        var tom = team.Tom;
        var from = team.Posted.Count;
        await tom.TypeAsync("start");
        await tom.PressAsync("start.send", ("practitioner", team.Priya.Person.Id.ToString()), ("caseReference", "KN-8842"));
        var own = tom.Card.Session;
        await tom.OpenAsync("prompt.open", "prompt", "information.known");
        await tom.SubmitAsync("prompt.save", ("answer.information.known", "The neighbour rang"));
        await tom.TypeAsync("Something typed");
        await tom.TypeAsync("sessions");
        await tom.TypeAsync("resume");
        await tom.PressOnAnOldClientAsync("answer.save", ("answer.information.happening", "He was away"));
        await tom.RefreshAsync();
        while (tom.Card.Has("step.next"))
        {
            await tom.PressAsync("step.next");
        }

        await tom.PressAsync("summary.prepare", ("reason", "Said in the room"));
        await tom.PressAsync("summary.comment", ("remark", "So it was"));
        var bodies = team.Posted.Skip(from).Select(Encoding.UTF8.GetString).ToList();
        return [.. bodies, .. bodies.Where(body => body.Contains(own, StringComparison.Ordinal)).SelectMany(body => Enumerable.Repeat(body.Replace(own, session, StringComparison.Ordinal), 2))];
    }

    /// <summary>A folder in memory where there is one, so that ten thousand turns do not wait for a disk.</summary>
    private sealed class MemoryDisk : IAsyncDisposable
    {
        private readonly string _folder = Directory.CreateDirectory(Path.Combine(Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath(), $"supervision-{Guid.NewGuid():N}")).FullName;

        public string File => Path.Combine(_folder, "supervision.db");

        public ValueTask DisposeAsync()
        {
            Directory.Delete(_folder, recursive: true);
            return ValueTask.CompletedTask;
        }
    }

    /// <summary>The endpoint of the app without the network before it.</summary>
    private sealed class InProcess(IServiceProvider services)
    {
        private readonly RequestDelegate _endpoint = services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().Single(endpoint => endpoint.RoutePattern.RawText == TeamsEdge.Path).RequestDelegate!;

        public (int Status, string Body) Post(byte[] body)
        {
            using var scope = services.CreateScope();
            using var answer = new MemoryStream();
            var http = new DefaultHttpContext { RequestServices = scope.ServiceProvider };
            http.Request.Method = "POST";
            http.Request.Host = new("127.0.0.1");
            http.Request.ContentType = "application/json";
            http.Request.ContentLength = body.Length;
            http.Request.Body = new MemoryStream(body);
            http.Response.Body = answer;
            _endpoint(http).GetAwaiter().GetResult();
            http.Response.BodyWriter.FlushAsync().AsTask().GetAwaiter().GetResult();
            return (http.Response.StatusCode, Encoding.UTF8.GetString(answer.ToArray()));
        }
    }
}
