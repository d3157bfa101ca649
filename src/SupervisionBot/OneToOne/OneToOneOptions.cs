namespace SupervisionBot.OneToOne;

/// <summary>Settings of one-to-one supervision.</summary>
internal sealed class OneToOneOptions
{
    public const string Section = "OneToOne";

    /// <summary>Offer the people picker of Teams for choosing the practitioner; otherwise a list of the people who have the bot. Default true.</summary>
    public bool PeoplePicker { get; set; } = true;

    /// <summary>Whether a session about a case can be started in a channel of a team, where the whole team sees that there is one. Default false: in people's own chats and group chats only.</summary>
    public bool Channels { get; set; }

    /// <summary>
    /// Sessions with others that one person may have opened and that are under way, 1 to 1,000; default 120. Our own number: seven practitioners with fifteen children each, and
    /// some more.
    /// </summary>
    public int MostOpen { get; set; } = 120;

    /// <summary>How often one person may invite others to a session in a day of the United Kingdom, 1 to 10,000; default 60. Our own number: four long meetings with fifteen children each.</summary>
    public int InvitationsPerDay { get; set; } = 60;

    /// <summary>Seconds in which a press is answered; what takes longer arrives as an update. 0.1 to 10; default 2.</summary>
    public double AnswerWithin { get; set; } = 2;
}
