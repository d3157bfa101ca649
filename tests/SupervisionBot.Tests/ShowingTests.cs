using Microsoft.Extensions.DependencyInjection;
using SupervisionBot.OneToOne;
using SupervisionBot.Sending;
using SupervisionBot.Teams;
using SupervisionBot.Tests.Reflections;
using SupervisionBot.Tests.Rounds;
using SupervisionBot.Tests.Team;
using SupervisionBot.Turns;

namespace SupervisionBot.Tests;

/// <summary>Verbs that are said to only show something do only that, whichever part of the product declares them.</summary>
public sealed class ShowingTests
{
    [Fact]
    public async Task ShowingSomethingChangesNoRow()
    {
        var scene = new ResultsScene();
        await scene.InitializeAsync();
        try
        {
            var (team, round) = (scene.Team, await scene.OrdinaryAsync());
            await team.ReflectAsync(team.Sarah, "I was frightened");
            await team.OpenAsync();
            await team.SettleAsync();
            Dictionary<string, string> ids = new()
            {
                ["session"] = team.Sarah.Card.Session,
                ["page"] = "1",
                ["seen"] = "1",
                ["open"] = "information.known",
                ["asked"] = "1",
                ["after"] = "",
                ["number"] = "1",
                ["below"] = "",
                ["round"] = $"{round.Round.Value:N}",
                ["what"] = "round.close",
                ["prompt"] = "Stop",
                ["filtered"] = "",
                ["from"] = "",
                ["kind"] = "approved",
                ["by"] = $"{team.Sarah.Person.Id:N}",
                ["at"] = "1",
                ["since"] = "1",
                ["added"] = "true",
                ["key"] = await TypedAsync(team),
            };
            var showing = team.Services.GetServices<Feature>().SelectMany(feature => feature.Showing).ToList();
            Assert.Contains(showing, verb => verb.Key == SessionViews.Session);
            Assert.Empty(showing.SelectMany(verb => verb.Value).Except(ids.Keys));
            var before = await RowsAsync(scene.Rounds);
            var views = team.Services.GetRequiredService<Views>();
            var drawn = new List<string>();

            foreach (var (verb, names) in showing)
            {
                var view = View.Of(verb, names.Select(name => (name, ids[name])));
                if (await views.DrawAsync(Looking(scene, verb), view, Notice.None, CancellationToken.None) is not null)
                {
                    drawn.Add(verb);
                }
            }

            // A round that is counted can't be closed any more, so that nobody is asked whether they are sure; and nobody has asked for words to be erased.
            string[] none = ["round.sure", "redaction.view"];
            Assert.Equal(showing.Select(verb => verb.Key).Except(none).Order(StringComparer.Ordinal), drawn.Except(none).Order(StringComparer.Ordinal));
            Assert.Equal(before, await RowsAsync(scene.Rounds));
        }
        finally
        {
            await scene.DisposeAsync();
        }
    }

    // A message that waits for its writer, by its key.
    private static async Task<string> TypedAsync(SupervisionTeam team)
    {
        var sarah = team.Sarah.OnAnotherDevice();
        await sarah.TypeAsync("The school rang");
        return (string)sarah.Card.Button("typed.drop").Data["key"]!;
    }

    private static Delivery Looking(ResultsScene scene, string verb)
    {
        var sarah = scene.Sarah.Person;
        var (id, kind) = verb == "round.look" ? (scene.Rounds.Channels[0].Id, ConversationKind.Channel) : (sarah.OwnChat.Id, ConversationKind.Personal);
        return new(new(SupervisionTeam.Tenant, sarah.Id, sarah.Mri, sarah.Name), new(SupervisionTeam.Tenant, id, kind, scene.Team.Connector.ServiceUrl(SupervisionTeam.Tenant), "28:bot"), new string('k', 43), ReplyToId: null, Team: null);
    }

    private static async Task<IReadOnlyList<string>> RowsAsync(RoundScene scene) =>
        [.. (await scene.AllRowsAsync()).Select(row => $"{row.Table} {row.Row.PartitionKey} {row.Row.RowKey} {row.Row.ETag}").Order(StringComparer.Ordinal)];
}
