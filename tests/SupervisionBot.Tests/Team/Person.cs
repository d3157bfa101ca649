namespace SupervisionBot.Tests.Team;

/// <summary>Somebody with a Teams account.</summary>
internal sealed record Person(string Name, Guid Id, Guid Tenant)
{
    public string Mri => $"29:{Name.Replace(" ", "", StringComparison.Ordinal)}{Tenant:N}";

    public Chat OwnChat => new($"a:1{Name.Replace(" ", "", StringComparison.Ordinal)}{Tenant:N}", "personal");
}

/// <summary>A conversation the bot is in.</summary>
internal sealed record Chat(string Id, string Kind);
