using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using SupervisionBot.FakeTeams;

namespace SupervisionBot.Bench;

/// <summary>What a card says about itself in the data of its buttons.</summary>
internal static partial class SoakCards
{
    /// <summary>Whether it is a form that starts a session.</summary>
    public static bool IsForm(ShownMessage message) => message.Card?.ToJsonString().Contains("\"start.send\"", StringComparison.Ordinal) == true;

    /// <summary>Whether it tells news of a session. As long as nobody presses its button, it says what it said.</summary>
    public static bool IsNews(ShownMessage message) =>
        message.Card?["body"]?[0] is { } first && first["style"] is null
        && (string?)first["text"] is { Length: > 0 } text && text == (string?)message.Card["speak"];

    /// <summary>The session it belongs to; null when it belongs to none.</summary>
    public static Guid? SessionOf(ShownMessage message) =>
        message.Card is { } card && Session().Match(card.ToJsonString()) is { Success: true } match ? Guid.ParseExact(match.Groups["id"].ValueSpan, "N") : null;

    /// <summary>Whether the client of this person gets the present card for it by itself.</summary>
    public static bool IsRefreshedFor(ShownMessage message, string mri) =>
        message.Card?["refresh"] is { } refresh && (string?)refresh["action"]?["verb"] == "session.view" && refresh["userIds"] is JsonArray people && people.Any(person => (string?)person == mri);

    /// <summary>The sequence it was drawn at; 0 when it does not say.</summary>
    public static int SequenceIn(string? card) =>
        card is not null && Sequence().Match(card) is { Success: true } match ? int.Parse(match.Groups["v"].ValueSpan, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex("\"session\":\"(?<id>[0-9a-f]{32})\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Session();

    [GeneratedRegex("\"v\":(?<v>[0-9]{1,9})[,}]", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Sequence();
}
