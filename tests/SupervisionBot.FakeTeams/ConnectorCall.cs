using System.Text.Json.Nodes;

namespace SupervisionBot.FakeTeams;

/// <summary>What the bot asks of the connector.</summary>
public enum Operation
{
    Send,
    Update,
    Delete,
    Open,
    Members,
    Member,
    Team,
    Channels,
}

/// <summary>What decided how a call was answered.</summary>
public enum Cause
{
    /// <summary>The call itself: done, or refused for what it asks.</summary>
    Itself,

    /// <summary>A fault that the test wanted.</summary>
    Fault,

    /// <summary>It came too soon after others.</summary>
    Limit,

    /// <summary>Another call was at work in the same conversation.</summary>
    Overlap,

    /// <summary>Its token was not accepted.</summary>
    Token,
}

/// <summary>One call of the bot and what truly became of it.</summary>
/// <param name="Number">Its place among all calls, from 0.</param>
/// <param name="Nth">Its place among the calls in the same conversation, from 0.</param>
/// <param name="Operation">What it asks.</param>
/// <param name="Tenant">The tenant in the service address.</param>
/// <param name="Conversation">The conversation as the bot wrote it, with the thread; the team for <see cref="Operation.Team"/> and <see cref="Operation.Channels"/>; empty for <see cref="Operation.Open"/>.</param>
/// <param name="Activity">The message: asked for, or made; null where there is none.</param>
/// <param name="Body">What was sent along; null where nothing was, or where it is no JSON object.</param>
/// <param name="Arrived">When.</param>
public sealed record ConnectorCall(int Number, int Nth, Operation Operation, Guid Tenant, string Conversation, string? Activity, JsonObject? Body, DateTimeOffset Arrived)
{
    /// <summary>Status that was sent; null while the call is at work, and when the connection was cut.</summary>
    public int? Status { get; init; }

    /// <summary>Whether it was done, whatever was answered.</summary>
    public bool Done { get; init; }

    public Cause Cause { get; init; }

    /// <summary>Done, and the bot cannot know it.</summary>
    public bool IsUnknownToTheBot => Done && Status is null or >= 300;

    /// <summary>Whether it changes what a conversation shows.</summary>
    public bool Writes => Operation is Operation.Send or Operation.Update or Operation.Delete;
}
