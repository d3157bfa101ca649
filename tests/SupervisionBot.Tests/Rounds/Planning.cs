using SupervisionBot.Tests.Team;

namespace SupervisionBot.Tests.Rounds;

/// <summary>Stretches of planning that many tests walk.</summary>
internal static class Planning
{
    /// <summary>A leader plans a round in the first channels that the form offers, and has it before them.</summary>
    /// <param name="leader">The leader.</param>
    /// <param name="channels">In how many.</param>
    /// <param name="typed">What else is typed.</param>
    public static async Task PlanAsync(this Somebody leader, int channels, params (string Input, string Value)[] typed)
    {
        await leader.TypeAsync("rounds");
        await leader.PressAsync("plan.open");
        (string Input, string Value)[] usual = [("focus", "What should change?"), ("channels", leader.Channels(channels))];
        await leader.PressAsync("plan.save", [.. usual.ExceptBy(typed.Select(text => text.Input), text => text.Input), .. typed]);
    }

    /// <summary>The value of the channel list with the first ones picked.</summary>
    public static string Channels(this Somebody leader, int count) =>
        string.Join(',', leader.Card.Input("channels").Json["choices"]!.AsArray().Take(count).Select(choice => (string)choice!["value"]!));

    /// <summary>Goes through the step in between.</summary>
    public static async Task SurelyAsync(this Somebody leader, string verb, string? reason = null)
    {
        await leader.PressAsync(leader.Card.Button("round.sure", "what", verb));
        await leader.PressAsync(verb, reason is null ? [] : [("reason", reason)]);
    }

    /// <summary>Opens the newest round of the list.</summary>
    public static async Task OpenNewestAsync(this Somebody leader)
    {
        await leader.TypeAsync("rounds");
        await leader.PressAsync("round.open");
    }
}
