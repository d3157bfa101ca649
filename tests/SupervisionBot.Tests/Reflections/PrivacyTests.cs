using System.Reflection;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using SupervisionBot.OneToOne;
using SupervisionBot.Teams;
using SupervisionBot.Tests.Team;
using SupervisionBot.Turns;

namespace SupervisionBot.Tests.Reflections;

/// <summary>
/// A practitioner's private reflection never appears in any leader's view. Every verb and every typed word of the whole app is tried, in every kind of chat and in every way a client can send it, with
/// everything that names the reflection in it: features that are added later are tried with the others.
/// </summary>
public sealed class PrivacyTests
{
    private const string Secret = "I was frightened and did not say so";
    private const string Marked = "I want to ask why I froze";
    private const string Gone = "Words that were taken back";

    private static readonly string[] s_secrets = [Secret, Marked, Gone, "frightened", "froze"];

    [Fact]
    public async Task APrivateReflectionNeverAppearsInAnyLeadersView()
    {
        WatchedStore? store = null;
        await using var team = await SupervisionTeam.MeetAsync(services => services.Decorate(own => store = new WatchedStore(own)), Leaders());
        var session = await WriteAsync(team);
        var leader = team.Tom;
        store!.Partitions.Clear();

        foreach (var who in new[] { leader, leader.In(team.Group), leader.In(Channel(team)) })
        {
            await TryEverythingAsync(team, who, session);
        }

        Assert.NotEmpty(store.Partitions);
        Assert.DoesNotContain(store.Partitions.Keys, partition => partition.Table == "reflections" && !partition.Partition.EndsWith($"{leader.Person.Id:N}", StringComparison.Ordinal));
        AssertNobodyElseWasTold(team);
    }

    [Fact]
    public async Task NorInTheSupervisorsAlthoughTheyAreInASessionTogether()
    {
        await using var team = await SupervisionTeam.MeetAsync(Leaders());
        var session = await WriteAsync(team);

        foreach (var who in new[] { team.Sarah, team.Sarah.In(team.Group), team.Sarah.In(Channel(team)) })
        {
            await TryEverythingAsync(team, who, session);
        }

        AssertNobodyElseWasTold(team);
    }

    [Fact]
    public async Task NorInTheViewOfSomebodyWithTheSameIdInAnotherOrganisation()
    {
        await using var team = await SupervisionTeam.MeetAsync(Leaders());
        var session = await WriteAsync(team);

        await TryEverythingAsync(team, team.At(team.Priya.Person with { Tenant = SupervisionTeam.OtherTenant }), session);

        AssertNobodyElseWasTold(team);
    }

    [Fact]
    public async Task TheirWriterReadsAllOfIt()
    {
        // Without this the others would prove nothing.
        await using var team = await SupervisionTeam.MeetAsync(Leaders());
        await WriteAsync(team);
        await team.Priya.TypeAsync("reflect");
        await team.Priya.PressAsync("reflect.list");

        Assert.Contains(Secret, team.Priya.Card.Words, StringComparison.Ordinal);
        Assert.Contains(Marked, team.Priya.Card.Words, StringComparison.Ordinal);
        Assert.DoesNotContain(Gone, team.Priya.Card.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NoWordOfItIsLogged()
    {
        await using var team = await SupervisionTeam.MeetAsync(Leaders());
        await WriteAsync(team);

        Assert.DoesNotContain(team.Logs.Lines, line => s_secrets.Any(secret => line.Contains(secret, StringComparison.OrdinalIgnoreCase)));
    }

    private static string[] Leaders() =>
        ["--Roles:Leaders:0", "22222222-0000-4000-8000-000000000003", "--Roles:Leaders:1", "22222222-0000-4000-8000-000000000001", "--Rounds:SealingKey", Convert.ToBase64String(new byte[32])];

    private static Chat Channel(SupervisionTeam team)
    {
        var channel = new Chat("19:reflection-channel@thread.tacv2", "channel");
        team.Connector.Seat(channel, team.Sarah.Person, team.Priya.Person, team.Tom.Person);
        return channel;
    }

    // A private one, one that is to be brought, one that was deleted; and a session that is under way.
    private static async Task<string> WriteAsync(SupervisionTeam team)
    {
        await team.ReflectAsync(team.Priya, Secret);
        await team.ReflectAsync(team.Priya, Marked);
        await team.Priya.PressAsync("reflect.bring");
        await team.ReflectAsync(team.Priya, Gone);
        await team.Priya.PressAsync("reflect.edit");
        await team.Priya.PressAsync("reflect.delete");
        await team.OpenAsync();
        return team.Priya.Card.Session;
    }

    private static async Task TryEverythingAsync(SupervisionTeam team, Somebody who, string session)
    {
        var features = team.Services.GetServices<Feature>().ToList();
        var verbs = features.SelectMany(feature => feature.Pressing.Union(feature.Dialogs)).Concat(SessionVerbs.All.Keys).Concat(Pressing.Own).Concat(OneToOneHandler.Opening).ToList();
        Assert.Contains("reflect.list", verbs);
        foreach (var verb in verbs)
        {
            foreach (var data in DataFor(team, session))
            {
                data["verb"] = verb;
                JsonObject[] ways = [who.Execute(verb, data), who.Task("task/fetch", data)];
                foreach (var activity in (int)data["number"]! == 1 ? [.. ways, who.Execute(verb, data, "automatic"), who.Task("task/submit", data), Submit(who, data)] : ways)
                {
                    AssertTellsNothing(await team.PostAsync(activity), verb);
                }
            }
        }

        foreach (var word in Words(features))
        {
            AssertTellsNothing(await team.PostAsync(who.Typed(word)), word);
        }

        await team.SettleAsync();
    }

    private static void AssertTellsNothing(HttpAnswer answer, string what) =>
        Assert.True(!Array.Exists(s_secrets, secret => answer.Body.Contains(secret, StringComparison.OrdinalIgnoreCase)), what);

    // All that a client could say to name the reflection, or its writer.
    private static IEnumerable<JsonObject> DataFor(SupervisionTeam team, string session)
    {
        var priya = team.Priya.Person;
        foreach (var number in new[] { 1, 2 })
        {
            yield return new JsonObject
            {
                ["number"] = number,
                ["below"] = 10,
                ["asked"] = 3,
                ["session"] = session,
                ["v"] = 3,
                ["person"] = $"{priya.Id:N}",
                ["who"] = $"{priya.Id}",
                ["practitioner"] = $"{priya.Id}",
                ["tenant"] = $"{priya.Tenant:N}",
                ["partition"] = $"{priya.Tenant:N}|{priya.Id:N}",
                ["row"] = $"evt|000000000{number}",
                ["prompt"] = $"evt|000000000{number}",
                ["round"] = $"{priya.Id:N}",
                ["area"] = "supervision",
                ["page"] = number,
                ["question"] = number,
                ["reflection"] = number,
            };
        }
    }

    private static JsonObject Submit(Somebody who, JsonObject data)
    {
        var activity = who.Activity("message");
        activity["value"] = data.DeepClone();
        return activity;
    }

    // Whatever the help card names, and what a person would guess. Each feature that reads words reads one of these.
    private static List<string> Words(IReadOnlyList<Feature> features)
    {
        var help = JsonNode.Parse(File.ReadAllText(Path.Combine(Repository.Root, "cards", "start", "help.json")))!;
        var facts = help["body"]!.AsArray().Where(element => (string?)element!["type"] == "FactSet").SelectMany(set => set!["facts"]!.AsArray()).Select(fact => (string)fact!["title"]!).ToList();
        List<string> words = [.. facts, .. TypedCommands.In(ConversationKind.Personal), "reflect", "reflections", "challenge", "area 2", "area supervision", "round", "rounds", "feedback", "results", "compare", "Priya Nowak", "what did Priya write"];
        foreach (var feature in features.Where(feature => feature.GetType().GetMethod(nameof(Feature.Reads), BindingFlags.Instance | BindingFlags.Public | BindingFlags.DeclaredOnly) is not null))
        {
            Assert.True(words.Exists(feature.Reads), $"{feature.GetType().Name} reads words that are not on the help card: name one here.");
        }

        return [.. words.Distinct(StringComparer.OrdinalIgnoreCase)];
    }

    private static void AssertNobodyElseWasTold(SupervisionTeam team)
    {
        var others = team.Connector.All.Where(sent => sent.Conversation != team.Priya.Chat.Id).ToList();
        Assert.NotEmpty(others);
        Assert.DoesNotContain(others, sent => s_secrets.Any(secret => sent.Body.ToJsonString().Contains(secret, StringComparison.OrdinalIgnoreCase)));
    }
}
