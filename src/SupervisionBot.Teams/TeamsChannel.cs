namespace SupervisionBot.Teams;

/// <summary>A channel of a team.</summary>
/// <param name="Id">Id of its conversation.</param>
/// <param name="Name">Its name; null for General, which each client names in its own language.</param>
public sealed record TeamsChannel(string Id, string? Name);
