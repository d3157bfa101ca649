namespace SupervisionBot.Core.Shared;

/// <summary>A named "no". Nothing has changed when one is returned; the app turns it into words in one place.</summary>
public abstract record Refusal;
