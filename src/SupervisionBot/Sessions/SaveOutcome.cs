namespace SupervisionBot.Sessions;

/// <summary>What became of entries that were to be stored: <see cref="Saved"/>, <see cref="LostRace"/> or <see cref="Unknown"/>.</summary>
internal abstract record SaveOutcome
{
    private SaveOutcome()
    {
    }

    /// <summary>They are stored.</summary>
    /// <param name="Stored">The session with them.</param>
    public sealed record Saved(StoredSession Stored) : SaveOutcome;

    /// <summary>Nothing was stored: somebody else appended first, or a session with this id is there already.</summary>
    public sealed record LostRace : SaveOutcome;

    /// <summary>Storage did not answer: they may be stored or not. The trail's operations tell once it can be read.</summary>
    public sealed record Unknown : SaveOutcome;
}
