namespace SupervisionBot.LocalTeams;

/// <summary>Someone you can be on the page.</summary>
/// <param name="Key">Short name for addresses of this page: <c>?as=sarah</c>.</param>
/// <param name="Name">Display name, invented.</param>
/// <param name="Role">What they do, as the page shows it.</param>
/// <param name="Group">Whom they work with, as the page groups people: a team, or <see cref="People.Leadership"/>.</param>
/// <param name="ObjectId">The id the directory of a real tenant would give them (<c>aadObjectId</c>).</param>
internal sealed record Person(string Key, string Name, string Role, string Group, Guid ObjectId)
{
    /// <summary>How Teams names this person to this one bot.</summary>
    public string Mri { get; } = $"29:1LocalTeams{Key}";

    /// <summary>The conversation between this person and the bot.</summary>
    public string PersonalChatId { get; } = $"a:1LocalTeams{Key}";

    /// <summary>Whether they are in the channels of this team: its own people, and the leaders.</summary>
    public bool IsIn(string team) => Group == team || Group == People.Leadership;
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

    public const string DutyTeam = "Duty team";
    public const string LookedAfterTeam = "Looked after children";
    public const string Leadership = "Senior leaders";

    private const string Practitioner = "Practitioner";
    private const string Supervisor = "Practice supervisor";
    private const string Leader = "Senior leader";

    /// <summary>In the order the page lists them.</summary>
    public static IReadOnlyList<Person> All { get; } =
    [
        new("sarah", "Sarah Okafor", Supervisor, DutyTeam, Id(0x11)),
        new("priya", "Priya Nair", Practitioner, DutyTeam, Id(0x12)),
        new("tom", "Tom Whitfield", Practitioner, DutyTeam, Id(0x13)),
        new("hannah", "Hannah Clarke", Practitioner, DutyTeam, Id(0x15)),
        new("joseph", "Joseph Mensah", Practitioner, DutyTeam, Id(0x16)),
        new("aisha", "Aisha Rahman", Practitioner, DutyTeam, Id(0x17)),
        new("daniel", "Daniel Price", Supervisor, LookedAfterTeam, Id(0x18)),
        new("callum", "Callum Reid", Practitioner, LookedAfterTeam, Id(0x19)),
        new("zofia", "Zofia Nowak", Practitioner, LookedAfterTeam, Id(0x1a)),
        new("grace", "Grace Adeyemi", Practitioner, LookedAfterTeam, Id(0x1b)),
        new("margaret", "Margaret Ellis", Leader, Leadership, Id(0x14)),
        new("david", "David Osei", Leader, Leadership, Id(0x1c)),
    ];

    /// <summary>Those who lead the organisation.</summary>
    public static IEnumerable<Person> Leaders => All.Where(person => person.Group == Leadership);

    /// <summary>The person with this key, or null.</summary>
    public static Person? Find(string? key) => All.FirstOrDefault(person => person.Key == key);

    /// <summary>The person a connector call names, by MRI or by object id, or null.</summary>
    public static Person? FindByTeamsId(string? id) => All.FirstOrDefault(person =>
        person.Mri == id || (Guid.TryParse(id, out var objectId) && person.ObjectId == objectId));

    private static Guid Id(byte last) => new(0x5f1d0c1e, 0x7a0b, 0x4f7e, 0x9a, 0x53, 0x0c, 0x0d, 0xe0, 0x00, 0x00, last);
}
