namespace SupervisionBot.Core.Shared;

/// <summary>A person, by their Microsoft Entra object id. It is the only key people are stored by.</summary>
public readonly record struct PersonId(Guid Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value.ToString("N");
}

/// <summary>A session. Chosen when its start form is shown, so that sending the form twice opens one session.</summary>
public readonly record struct SessionId(Guid Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value.ToString("N");
}

/// <summary>A stop/start/continue round. Chosen when its form is shown, so that sending the form twice drafts one round.</summary>
public readonly record struct RoundId(Guid Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value.ToString("N");
}
