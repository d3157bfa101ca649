namespace SupervisionBot.OneToOne;

/// <summary>Settings of one-to-one supervision.</summary>
internal sealed class OneToOneOptions
{
    public const string Section = "OneToOne";

    /// <summary>Offer the people picker of Teams for choosing the practitioner; otherwise a list of the people who have the bot. Default true.</summary>
    public bool PeoplePicker { get; set; } = true;
}
