namespace SupervisionBot.Core.Challenge;

/// <summary>How a leader rates what a challenge question asks about.</summary>
public enum Rating
{
    /// <summary>It can't be said.</summary>
    DontKnow,

    /// <summary>Not there yet.</summary>
    NotYet,

    /// <summary>On its way.</summary>
    Developing,

    /// <summary>Done well.</summary>
    Strength,
}

/// <summary>Ratings as guides and trails have them.</summary>
public static class Ratings
{
    /// <summary>The rating that a choice of a challenge question stands for; null for any other.</summary>
    public static Rating? Read(string choice) => choice switch
    {
        "strength" => Rating.Strength,
        "developing" => Rating.Developing,
        "not-yet" => Rating.NotYet,
        "dont-know" => Rating.DontKnow,
        _ => null,
    };
}
