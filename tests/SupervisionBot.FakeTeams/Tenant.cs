namespace SupervisionBot.FakeTeams;

/// <summary>An organisation with one bot.</summary>
/// <param name="Id">Entra tenant.</param>
/// <param name="BotId">App id of the bot, without <c>28:</c>.</param>
public sealed record Tenant(Guid Id, Guid BotId)
{
    /// <summary>The bot's id in conversations.</summary>
    public string BotMri => $"28:{BotId}";
}
