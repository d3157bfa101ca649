using SupervisionBot.Core.Shared;
using SupervisionBot.Rows;
using SupervisionBot.Sessions;
using SupervisionBot.Storage;
using SupervisionBot.Teams;

namespace SupervisionBot.People;

/// <summary>A group chat or channel the bot is in, or was.</summary>
/// <param name="Reference">What is needed to write there, as last heard; of a channel the channel itself, never a thread in it.</param>
/// <param name="Name">Name of the chat or channel, where Teams told it.</param>
/// <param name="Team">Id of the team of a channel.</param>
/// <param name="Installed">Whether the bot is in it; of a channel, whether the channel exists, as the team says the rest.</param>
/// <param name="Unreachable">Why nothing can be sent there just now.</param>
/// <param name="IsOwed">It can be reached again, and what was parked meanwhile may still have to be put on its way.</param>
internal sealed record KnownChat(ConversationReference Reference, string? Name, string? Team, bool Installed, Unreachable? Unreachable, bool IsOwed)
{
    /// <summary>All of them.</summary>
    public static RowRange All { get; } = RowRange.StartingWith("chat|");

    /// <summary>The row key of a conversation, whichever thread of it is named.</summary>
    public static string KeyOf(string conversationId) => "chat|" + ConversationKey.Of(ConversationReference.WholeOf(conversationId));

    /// <summary>The chat, or why its row is not read.</summary>
    public static Outcome<KnownChat> Read(Guid tenant, TableEntity row) => StoredRow.Read(row, DirectoryRows.Schema, stored => From(tenant, stored));

    public static KnownChat From(Guid tenant, TableEntity row) => new(
        StoredConversation.In(row, tenant),
        row.GetString("Name"),
        row.GetString("Team"),
        row.GetBoolean("Installed") == true,
        Unreachable.In(row),
        row.GetBoolean(Unreachable.OwedColumn) == true);

    public TableEntity ToRow()
    {
        var row = new TableEntity(DirectoryRows.Partition(Reference.TenantId), KeyOf(Reference.ConversationId))
        {
            ["Schema"] = DirectoryRows.Schema,
            ["Conversation"] = Reference.ConversationId,
            ["Kind"] = StoredConversation.Kinds[Reference.Kind],
            ["ServiceUrl"] = Reference.ServiceUrl,
            ["Bot"] = Reference.BotMri,
            ["Name"] = Name,
            ["Team"] = Team,
            ["Installed"] = Installed,
            [Unreachable.OwedColumn] = IsOwed ? true : null,
        };
        Unreachable.Write(Unreachable, row);
        return row;
    }
}

/// <summary>A team the bot is in, or was.</summary>
/// <param name="Team">The team, as last heard.</param>
/// <param name="Installed">Whether the bot is in it.</param>
/// <param name="Archived">Whether it can only be read.</param>
internal sealed record KnownTeam(TeamsTeam Team, bool Installed, bool Archived)
{
    /// <summary>All of them.</summary>
    public static RowRange All { get; } = RowRange.StartingWith("team|");

    /// <summary>The row key of a team.</summary>
    public static string KeyOf(string team) => "team|" + ConversationKey.Of(team);

    /// <summary>The team, or why its row is not read.</summary>
    public static Outcome<KnownTeam> Read(TableEntity row) => StoredRow.Read(row, DirectoryRows.Schema, From);

    public static KnownTeam From(TableEntity row) => new(
        new(row.NeededString("Team"), row.GetString("Name"), row.GetGuid("Group")),
        row.GetBoolean("Installed") == true,
        row.GetBoolean("Archived") == true);

    public TableEntity ToRow(Guid tenant) => new(DirectoryRows.Partition(tenant), KeyOf(Team.Id))
    {
        ["Schema"] = DirectoryRows.Schema,
        ["Team"] = Team.Id,
        ["Name"] = Team.Name,
        ["Group"] = Team.GroupId,
        ["Installed"] = Installed,
        ["Archived"] = Archived,
    };
}
