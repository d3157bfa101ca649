namespace SupervisionBot.FakeTeams;

/// <summary>Somebody with a Teams account, as this bot sees them.</summary>
/// <param name="ObjectId">Entra object id.</param>
/// <param name="Mri">Teams' own id, <c>29:...</c>.</param>
/// <param name="Name">Display name.</param>
/// <param name="Role">What Teams calls them there: <c>user</c> or <c>guest</c>.</param>
/// <param name="Tenant">Their own tenant; null where it is that of the room.</param>
public sealed record Member(Guid ObjectId, string Mri, string Name, string Role = "user", Guid? Tenant = null);

/// <summary>A team. Its id is the id of its General channel.</summary>
public sealed record TeamIdentity(string Id, string Name, Guid GroupId);

/// <summary>A conversation with the bot in it.</summary>
/// <param name="Tenant">Whose it is.</param>
/// <param name="Id">Without <c>;messageid=</c>.</param>
/// <param name="Kind"><c>personal</c>, <c>groupChat</c> or <c>channel</c>.</param>
/// <param name="Members">The people in it.</param>
/// <param name="Team">The team, of a channel only.</param>
/// <param name="Name">Name of a channel; null for General, which each client translates.</param>
public sealed record Room(Guid Tenant, string Id, string Kind, IReadOnlyList<Member> Members, TeamIdentity? Team = null, string? Name = null)
{
    public bool IsPersonal => Kind == "personal";

    /// <summary>The chat of one person with the bot.</summary>
    public static Room Personal(Guid tenant, Member member, string? id = null) => new(tenant, id ?? PersonalIdOf(member.Mri), "personal", [member]);

    public static Room Group(Guid tenant, string id, params IReadOnlyList<Member> members) => new(tenant, id, "groupChat", members);

    public static Room Channel(Guid tenant, TeamIdentity team, string id, string? name, params IReadOnlyList<Member> members) => new(tenant, id, "channel", members, team, name);

    /// <summary>The channels of a team, General first, and everybody in all of them.</summary>
    /// <param name="tenant">Whose it is.</param>
    /// <param name="teamName">Name of the team; the ids come of it.</param>
    /// <param name="channels">How many, at least 1.</param>
    /// <param name="members">The people.</param>
    public static IReadOnlyList<Room> ChannelsOf(Guid tenant, string teamName, int channels, params IReadOnlyList<Member> members)
    {
        string IdOf(int channel) => $"19:{Uri.EscapeDataString(teamName)}-{channel}@thread.tacv2";
        var team = new TeamIdentity(IdOf(0), teamName, Guid.NewGuid());
        return [.. Enumerable.Range(0, channels).Select(at => Channel(tenant, team, IdOf(at), at == 0 ? null : $"Channel {at}", members))];
    }

    internal static string PersonalIdOf(string mri) => $"a:1{mri[(mri.IndexOf(':', StringComparison.Ordinal) + 1)..]}";

    /// <summary>The conversation that a thread is in.</summary>
    internal static string IdIn(string conversation) => conversation.Split(';')[0];
}
