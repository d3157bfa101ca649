namespace SupervisionBot.LocalTeams;

/// <summary>Someone you can be on the page.</summary>
/// <param name="Key">Short name for addresses of this page: <c>?as=sarah</c>.</param>
/// <param name="Name">Display name, invented.</param>
/// <param name="Role">What they do, as the page shows it.</param>
/// <param name="ObjectId">The id the directory of a real tenant would give them (<c>aadObjectId</c>).</param>
internal sealed record Person(string Key, string Name, string Role, Guid ObjectId)
{
    /// <summary>How Teams names this person to this one bot.</summary>
    public string Mri { get; } = $"29:1LocalTeams{Key}";

    /// <summary>The conversation between this person and the bot.</summary>
    public string PersonalChatId { get; } = $"a:1LocalTeams{Key}";
}

/// <summary>Everyone in the one tenant that LocalTeams plays.</summary>
internal static class People
{
    /// <summary>The tenant in every activity.</summary>
    public const string TenantId = "5f1d0c1e-7a0b-4f7e-9a53-0c0de0000001";

    /// <summary>The bot as Teams addresses it.</summary>
    public const string BotId = "28:5f1d0c1e-7a0b-4f7e-9a53-0c0de0000002";

    /// <summary>The bot's display name, and what people type to mention it.</summary>
    public const string BotName = "Supervision";

    /// <summary>In the order the page lists them.</summary>
    public static IReadOnlyList<Person> All { get; } =
    [
        new("sarah", "Sarah Okafor", "Practice supervisor", new("5f1d0c1e-7a0b-4f7e-9a53-0c0de0000011")),
        new("priya", "Priya Nair", "Practitioner", new("5f1d0c1e-7a0b-4f7e-9a53-0c0de0000012")),
        new("tom", "Tom Whitfield", "Practitioner", new("5f1d0c1e-7a0b-4f7e-9a53-0c0de0000013")),
        new("margaret", "Margaret Ellis", "Senior leader", new("5f1d0c1e-7a0b-4f7e-9a53-0c0de0000014")),
    ];

    /// <summary>The person with this key, or null.</summary>
    public static Person? Find(string? key) => All.FirstOrDefault(person => person.Key == key);

    /// <summary>The person a connector call names, by MRI or by object id, or null.</summary>
    public static Person? FindByTeamsId(string? id) => All.FirstOrDefault(person =>
        person.Mri == id || (Guid.TryParse(id, out var objectId) && person.ObjectId == objectId));
}
