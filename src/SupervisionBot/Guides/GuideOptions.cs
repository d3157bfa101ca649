namespace SupervisionBot.Guides;

/// <summary>Where an organisation keeps guides of its own.</summary>
internal sealed class GuideOptions
{
    public const string Section = "Guides";

    /// <summary>A folder with *.json guides; none by default. A guide there replaces the built-in one with the same id.</summary>
    public string? Path { get; set; }
}
