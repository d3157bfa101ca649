using System.Text.Json.Serialization;

namespace SupervisionBot.Turns;

/// <summary>What the button of a card with news brings.</summary>
internal enum NewsLink
{
    /// <summary>A session as it is.</summary>
    Session,

    /// <summary>A session, with what others have said about its summary on top.</summary>
    Said,

    /// <summary>A paused session, gone on with.</summary>
    Resumed,

    /// <summary>A round, with what a leader can do about it.</summary>
    Round,

    /// <summary>The results of a round.</summary>
    Results,
}

/// <summary>A small card that tells news, with one button that brings what they are about.</summary>
/// <param name="Text">Plain text of ours, which may show on a lock screen.</param>
/// <param name="About">What they are about, and where; empty where that is not said.</param>
/// <param name="Detail">Who did what; empty where that is not said.</param>
/// <param name="Button">What the button says.</param>
/// <param name="Link">What it brings.</param>
/// <param name="Session">Id of the session; empty where there is none.</param>
/// <param name="V">The sequence of the session at which the card was drawn.</param>
/// <param name="Since">The sequence after which something is new.</param>
/// <param name="Round">Id of the round; empty where there is none.</param>
internal sealed record NewsCard(string Text, string About, string Detail, string Button, [property: JsonIgnore] NewsLink Link, string Session = "", int V = 0, int Since = 0, string Round = "")
{
    public bool HasAbout => About.Length > 0;

    public bool HasDetail => Detail.Length > 0;

    public bool IsSession => Link == NewsLink.Session;

    public bool IsSaid => Link == NewsLink.Said;

    public bool IsResumed => Link == NewsLink.Resumed;

    public bool IsRound => Link == NewsLink.Round;

    public bool IsResults => Link == NewsLink.Results;
}

[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(NewsCard))]
internal sealed partial class NewsCardJson : JsonSerializerContext;
