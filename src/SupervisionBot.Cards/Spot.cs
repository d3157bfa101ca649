using System.Collections.Frozen;
using System.Text.Json;

namespace SupervisionBot.Cards;

/// <summary>Where a value of a template stands, as far as it decides whether clients act on macros in it.</summary>
/// <param name="Owner">Name of the member that the object around it is the value of.</param>
/// <param name="Member">Name of the member that it is the value of, or an item in.</param>
/// <param name="IsCarried">It is part of what a button carries, which comes back to the bot as it is.</param>
internal readonly record struct Spot(string Owner, string Member, bool IsCarried)
{
    // Texts of TextBlock and TextRun (which an inline may be written as), names of facts, of choices and of an Input.Toggle, and labels: all of these become
    // text blocks or runs.
    private static readonly FrozenSet<string> s_shown = FrozenSet.Create(StringComparer.Ordinal, "text", "inlines", "title", "label", "errorMessage");

    /// <summary>Clients change <c>{{DATE(…)}}</c> and <c>{{TIME(…)}}</c> there. What an input holds they do not, and it has to come back as it was typed.</summary>
    /// <remarks>Found out with the official renderer: <c>TextFormatters.formatText</c> in card-elements.js of adaptivecards 3.0.6; a test renders each of them.</remarks>
    public bool ActsOnMacros => !IsCarried && (s_shown.Contains(Member) || (Member == "value" && Owner == "facts"));

    /// <summary>The spot of a member of an object that stands here.</summary>
    public Spot Into(JsonElement holder, string member) => new(Member, member, IsCarried || (member == "data" && IsAction(holder)));

    private static bool IsAction(JsonElement holder) =>
        holder.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String && type.GetString()!.StartsWith("Action.", StringComparison.Ordinal);
}
