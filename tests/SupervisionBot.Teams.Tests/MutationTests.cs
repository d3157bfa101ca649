using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;

namespace SupervisionBot.Teams.Tests;

public sealed class MutationTests : IClassFixture<TeamsHost>
{
    private static readonly string?[] s_values =
    [
        null, "null", "7", "-1e400", "true", "\"\"", "\"..\"", "\"x\"", "[]", "[{}]", "{}", "\"\\ud83d\"", "\"\\udc00 \\ud83d\\ude00\"", "{\"id\":7}", "\"\\u0000\\n\"",
        $"\"{new string('y', 3000)}\"", $"{new string('[', 40)}{new string(']', 40)}",
    ];

    private readonly TeamsHost _host;

    public MutationTests(TeamsHost host)
    {
        _host = host;
        _host.Handler.Reset();
    }

    [Fact]
    public void NoDamageToAnActivityIsAServerErrorOrReachesTheAppHalf()
    {
        var edit = Gen.Choose(0, 10_000).Two();
        var damage =
            from activity in Gen.Elements([.. Activities.Handled, Activities.BotAdded, Activities.ChannelRenamed])
            from edits in edit.ArrayOf().Resize(3)
            from cut in Gen.Frequency((4, Gen.Constant(-1)), (1, Gen.Choose(0, 10_000)))
            from flip in Gen.Frequency((4, Gen.Constant(-1)), (1, Gen.Choose(0, 10_000)))
            select Damage(activity, edits, cut, flip);
        var reached = 0;

        Prop.ForAll(damage.ToArbitrary(), body =>
        {
            var answer = _host.PostAsync(body).GetAwaiter().GetResult();
            var calls = _host.Handler.Take();
            var updates = _host.Handler.TakeUpdates();
            reached += calls.Count;
            return (answer.Status < 500 || answer.Status == 501) && (answer.Status == 200 || calls.Count + updates.Count == 0) && calls.All(IsWhole) && updates.All(IsWhole);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

        Assert.InRange(reached, 200, 1800);
    }

    private static bool IsWhole(ConversationUpdate update) => IsWhole(update.Conversation) && update switch
    {
        ConversationUpdate.ChannelChanged channel => channel.Team.Id.Length > 0,
        ConversationUpdate.TeamChanged team => team.Team.Id.Length > 0,
        ConversationUpdate.MembersAdded added => added.Members.Count > 0,
        ConversationUpdate.MembersRemoved removed => removed.Members.Count > 0,
        _ => true,
    };

    private static bool IsWhole(ConversationReference conversation) =>
        conversation.TenantId != Guid.Empty && conversation.ConversationId.Length > 0 && conversation.BotMri.Length > 0 && new Uri(conversation.ServiceUrl).IsLoopback;

    private static bool IsWhole(Call call)
    {
        var (from, conversation, key, _, team) = call.Delivery;
        return from.TenantId == conversation.TenantId && from.ObjectId != Guid.Empty && from.Mri.Length > 0
            && IsWhole(conversation) && key.Length == 43 && team?.Id.Length != 0
            && (call.Action is null || (call.Action.Data.ValueKind is JsonValueKind.Object && IsReadable(call.Action.Data)));
    }

    private static bool IsReadable(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().All(property => property.Name is not null && IsReadable(property.Value)),
        JsonValueKind.Array => element.EnumerateArray().All(IsReadable),
        JsonValueKind.String => element.GetString() is not null,
        _ => true,
    };

    private static byte[] Damage(string activity, (int Where, int What)[] edits, int cut, int flip)
    {
        var root = JsonNode.Parse(activity)!;
        foreach (var (where, what) in edits)
        {
            var places = Places(root).ToArray();
            var (parent, name) = places[where % places.Length];
            if (s_values[what % s_values.Length] is not { } json)
            {
                parent.Remove(name);
            }
            else
            {
                parent[name] = $"@{what % s_values.Length}@";
            }
        }

        // Put in as raw text, as a node would repair or refuse some of them.
        var text = root.ToJsonString();
        for (var i = 0; i < s_values.Length; i++)
        {
            text = text.Replace($"\"@{i}@\"", s_values[i] ?? "null", StringComparison.Ordinal);
        }

        var body = Encoding.UTF8.GetBytes(text);
        if (flip >= 0)
        {
            body[flip % body.Length] ^= (byte)(1 << (flip % 8));
        }

        return cut >= 0 ? body[..(cut % body.Length)] : body;
    }

    private static IEnumerable<(JsonObject Parent, string Name)> Places(JsonNode? node) => node switch
    {
        JsonObject parent => parent.SelectMany(property => Places(property.Value).Prepend((parent, property.Key))),
        JsonArray items => items.SelectMany(Places),
        _ => [],
    };
}
