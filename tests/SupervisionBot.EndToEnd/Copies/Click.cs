using System.Text.Json.Nodes;

namespace SupervisionBot.EndToEnd.Copies;

/// <summary>Something that a person does once, and that Teams may deliver more than once.</summary>
/// <param name="Activity">What Teams makes of it.</param>
/// <param name="Words">Words that stand in one entry of the trail because of it; null where it has none of its own.</param>
internal sealed record Click(JsonObject Activity, string? Words = null)
{
    // What the bot says when a person is to press again.
    private static readonly string[] s_again = ["be sure that this was saved", "did not get through"];

    /// <summary>Whether the answer says that it was done.</summary>
    public static bool IsTaken(string answer)
    {
        Assert.DoesNotContain("Something went wrong", answer, StringComparison.Ordinal);
        return !s_again.Any(words => answer.Contains(words, StringComparison.Ordinal));
    }

    /// <summary>The same press once more, by hand: another delivery of the same data.</summary>
    public Click Again()
    {
        var activity = Activity.DeepClone().AsObject();
        activity["id"] = $"f:{Guid.NewGuid()}";
        return this with { Activity = activity };
    }
}
