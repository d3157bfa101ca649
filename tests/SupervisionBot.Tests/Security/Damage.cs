using System.Text;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using SupervisionBot.OneToOne;
using SupervisionBot.Tests.Team;

namespace SupervisionBot.Tests.Security;

/// <summary>What can happen to an activity: members dropped, renamed, doubled, given another type or another's id, nested without end, cut off. Only who sends it stays who they are, as Teams vouches for that.</summary>
internal sealed class Damage(SupervisionTeam team, string session)
{
    private const string Doubled = "@doubled@";

    // Written as they are into the text, as a JSON library would repair or refuse some of them. Null takes the member out.
    private static readonly string?[] s_values =
    [
        null, "null", "7", "-1e400", "99999999999999999999999", "0.1e-999", "true", "\"\"", "\"..\"", "\"x\"", "[]", "[{}]", "{}", "\"\\ud83d\"", "\"\\udc00 \\ud83d\\ude00\"", "{\"id\":7}", "\"\\u0000\\n\"",
        "\"../../etc/passwd\"", "\"' or 1=1 --\"", "\"${$root}\"", "\"evt|0000000001\"", $"\"{new string('y', 5000)}\"", $"{new string('[', 40)}{new string(']', 40)}", $"{new string('[', 200)}{new string(']', 200)}",
        string.Concat(Enumerable.Repeat("{\"a\":", 60)) + "1" + new string('}', 60),
    ];

    private readonly string[] _ids =
    [
        session, Guid.NewGuid().ToString("N"), Guid.Empty.ToString("N"), team.Sarah.Person.Mri, team.Priya.Person.Mri, team.Sarah.Chat.Id, team.Priya.Chat.Id, team.Group.Id, $"{SupervisionTeam.OtherTenant}",
        "message", "invoke", "installationUpdate", "conversationUpdate", "adaptiveCard/action", "task/fetch", "task/submit", "automatic", "personal", "groupChat", "channel", "add", "remove",
        .. SessionVerbs.All.Keys, .. Pressing.Own, .. OneToOneHandler.Opening,
    ];

    /// <summary>Bodies with up to four damages each, some of them cut or with a bit changed.</summary>
    public Gen<byte[]> Of(string[] activities) =>
        from activity in Gen.Elements(activities)
        from edits in Gen.Choose(0, 1_000_000).Two().ArrayOf().Resize(4)
        from cut in Gen.Frequency((9, Gen.Constant(-1)), (1, Gen.Choose(0, 10_000)))
        from flip in Gen.Frequency((9, Gen.Constant(-1)), (1, Gen.Choose(0, 10_000)))
        select Do(activity, edits, cut, flip);

    private byte[] Do(string activity, (int Where, int What)[] edits, int cut, int flip)
    {
        var root = JsonNode.Parse(activity)!;
        var raw = new List<string>();
        foreach (var (where, what) in edits)
        {
            var places = Places(root, "").ToArray();
            var (parent, name) = places[where % places.Length];
            Edit(parent, name, what, raw);
        }

        var text = root.ToJsonString().Replace(Doubled, "", StringComparison.Ordinal);
        for (var i = 0; i < raw.Count; i++)
        {
            text = text.Replace($"\"@{i}@\"", raw[i], StringComparison.Ordinal);
        }

        var body = Encoding.UTF8.GetBytes(text);
        if (flip >= 0)
        {
            var at = flip % body.Length;
            // Not within who sends it.
            body[at] ^= char.IsAsciiHexDigit((char)body[at]) ? (byte)0 : (byte)(1 << (flip % 8));
        }

        return cut >= 0 ? body[..(cut % body.Length)] : body;
    }

    private void Edit(JsonObject parent, string name, int what, List<string> raw)
    {
        switch (what % 8)
        {
            case 0:
                parent.Remove(name);
                break;
            case 1:
                var moved = parent[name]?.DeepClone();
                parent.Remove(name);
                parent[name.ToUpperInvariant()] = moved;
                break;
            case 2:
                parent[name + Doubled] = what / 8 % 2 == 0 ? parent[name]?.DeepClone() : Raw(s_values[what / 16 % s_values.Length] ?? "null", raw);
                break;
            case 3 or 4:
                parent[name] = _ids[what / 8 % _ids.Length];
                break;
            default:
                if (s_values[what / 8 % s_values.Length] is { } value)
                {
                    parent[name] = Raw(value, raw);
                }
                else
                {
                    parent.Remove(name);
                }

                break;
        }
    }

    private static string Raw(string json, List<string> raw)
    {
        raw.Add(json);
        return $"@{raw.Count - 1}@";
    }

    private static IEnumerable<(JsonObject Parent, string Name)> Places(JsonNode? node, string path) => node switch
    {
        JsonObject parent => parent.Where(member => path != "from" || member.Key != "aadObjectId").SelectMany(member => Places(member.Value, member.Key).Prepend((parent, member.Key))),
        JsonArray items => items.SelectMany(item => Places(item, path)),
        _ => [],
    };
}
