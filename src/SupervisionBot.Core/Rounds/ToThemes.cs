using SupervisionBot.Core.Sessions;
using SupervisionBot.Core.Shared;

namespace SupervisionBot.Core.Rounds;

/// <summary>The rules of making, naming and merging themes, and of sorting entries into them.</summary>
public static class ToThemes
{
    /// <summary>Most themes of one prompt, inclusive. Our own limit: more is no order.</summary>
    public const int MostThemes = 30;

    /// <summary>Longest name of a theme, in UTF-16 characters, inclusive. Our own limit.</summary>
    public const int LongestName = 60;

    /// <summary>Most entries sorted at once, inclusive. Our own limit: the event has to fit a stored row.</summary>
    public const int MostSortedAtOnce = 500;

    internal static Outcome<IReadOnlyList<RoundEvent>> Decide(Round round, RoundCommand command) => command switch
    {
        CreateTheme create when !Enum.IsDefined(create.Prompt) => new NotThere(),
        CreateTheme create when round.Themes.Count(theme => theme.Prompt == create.Prompt) >= MostThemes => new TooMany(MostThemes),
        CreateTheme create => Named(round, create.Name, create.Prompt, except: 0, name => new ThemeCreated(round.ThemesEver + 1, create.Prompt, name)),
        RenameTheme rename => round.FindTheme(rename.Theme) is not { } theme ? new NotThere()
            : theme.Name == rename.Name.Trim() ? RoundDecision.Events()
            : Named(round, rename.Name, theme.Prompt, theme.Number, name => new ThemeRenamed(theme.Number, name)),
        MergeThemes merge => (round.FindTheme(merge.From), round.FindTheme(merge.Into)) switch
        {
            (null, _) or (_, null) => new NotThere(),
            var (from, into) when from == into || from.Prompt != into.Prompt => new ThemesDoNotFit(),
            _ => RoundDecision.Events(new ThemesMerged(merge.From, merge.Into)),
        },
        SortEntries { Themes.Count: > MostSortedAtOnce } => new TooMany(MostSortedAtOnce),
        SortEntries sort when sort.Themes.Values.Any(number => number != 0 && round.FindTheme(number) is null) => new NotThere(),
        SortEntries sort => Sort(round, sort),
        _ => throw new ArgumentOutOfRangeException(nameof(command), command.GetType().Name, "no rule for this command"),
    };

    private static Outcome<IReadOnlyList<RoundEvent>> Named(Round round, string name, RoundPrompt prompt, int except, Func<string, RoundEvent> record) =>
        Texts.Unfit(Texts.Tidy(name), LongestName) is { } unfit ? unfit
        : round.Themes.Any(theme => theme.Number != except && theme.Prompt == prompt && IsSameName(theme.Name, name.Trim())) ? new ThemeNameTaken()
        : RoundDecision.Events(record(name.Trim()));

    /// <summary>Whether two names mean one theme: upper and lower case are the same.</summary>
    internal static bool IsSameName(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    // Only what is new is recorded, so that saving an untouched form leaves no mark.
    private static Outcome<IReadOnlyList<RoundEvent>> Sort(Round round, SortEntries sort)
    {
        var fresh = sort.Themes.Where(entry => round.Sorted.GetValueOrDefault(entry.Key) != entry.Value).ToDictionary(StringComparer.Ordinal);
        return fresh.Count == 0 ? RoundDecision.Events() : RoundDecision.Events(new EntriesSorted(fresh));
    }
}
