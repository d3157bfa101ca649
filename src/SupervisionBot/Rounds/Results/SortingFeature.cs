using System.Collections.Frozen;
using System.Globalization;
using SupervisionBot.Core.Rounds;
using SupervisionBot.Core.Shared;
using SupervisionBot.Sending;
using SupervisionBot.Sessions;
using SupervisionBot.Teams;
using SupervisionBot.Turns;

namespace SupervisionBot.Rounds.Results;

/// <summary>
/// Sorting what was written into themes, by hand. Every press on the sorting card saves the choices on it first, and of these only the ones that the leader changed since
/// the card was drawn: two leaders who sort at the same time keep what each of them did.
/// </summary>
internal sealed class SortingFeature(ResultsDoor door, RoundTurns turns, SortCards cards, Replies replies) : Feature
{
    private const string Open = "sort.open";

    /// <inheritdoc/>
    public override FrozenSet<string> Pressing { get; } = [Open, "sort.save", "sort.theme"];

    /// <inheritdoc/>
    public override FrozenDictionary<string, string[]> Showing { get; } =
        new Dictionary<string, string[]>(StringComparer.Ordinal) { [Open] = ["round", "prompt", "filtered", "from"] }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <inheritdoc/>
    public override FrozenSet<string> Dialogs { get; } = ["themes.open", "themes.rename", "themes.merge"];

    /// <inheritdoc/>
    public override async Task<Pressed> PressAsync(Delivery delivery, CardData data, CancellationToken cancellationToken)
    {
        if (!(await door.OpenAsync(delivery, data.Text("round"), cancellationToken)).Succeeded(out var counted, out var refusal))
        {
            return Pressed.Words(ResultsDoor.Words(refusal));
        }

        var view = SortView.Read(data);
        (refusal, var sorted) = await SortAsync(delivery, counted, view.Prompt, data, cancellationToken);
        if (refusal is null && data.Verb == "sort.theme")
        {
            refusal = await RunAsync(delivery, counted, data, "theme", new CreateTheme(data.Text("name"), view.Prompt), cancellationToken);
        }

        var notice = refusal is not null ? Notice.Warning(ResultsDoor.Words(refusal)) : data.Verb switch
        {
            "sort.theme" => Notice.Good("The theme is made: you can put entries into it now."),
            "sort.save" when sorted > 0 => Notice.Good("Saved."),
            _ => Notice.None,
        };

        // What others have saved meanwhile is on the card as well.
        if (!(await door.OpenAsync(delivery, counted.Id, cancellationToken)).Succeeded(out var fresh, out var closed))
        {
            return Pressed.Words(ResultsDoor.Words(closed));
        }

        if (refusal is not null)
        {
            var unsaved = Changed(data).ToDictionary(StringComparer.Ordinal);
            return Pressed.Unsaved(cards.Card(fresh, view with { From = data.Text("drawn") }, notice, unsaved, data.Text("name"), DrawnAt(data, refusal)), notice);
        }

        // What is typed for a theme and not asked for yet stays in its box.
        var name = data.Verb == "sort.theme" ? "" : data.Text("name");
        var card = cards.Card(fresh, view, notice, name: name);
        return name.Length > 0 ? Pressed.Unsaved(card, notice) : Pressed.Shown(card, Of(counted, view), notice);
    }

    /// <inheritdoc/>
    public override async Task<CardActionResponse> ShowAsync(Delivery viewer, CardData data, Notice notice, CancellationToken cancellationToken) =>
        (await door.OpenAsync(viewer, data.Text("round"), cancellationToken)).Succeeded(out var counted, out var refusal)
            ? new CardActionResponse.Card(cards.Card(counted, SortView.Read(data), notice))
            : new CardActionResponse.Message(ResultsDoor.Words(refusal));

    /// <inheritdoc/>
    public override async Task<TaskResponse> OpenAsync(Delivery delivery, CardData data, CancellationToken cancellationToken)
    {
        if (!(await door.OpenAsync(delivery, data.Text("round"), cancellationToken)).Succeeded(out var counted, out var refusal))
        {
            return new TaskResponse.Message(ResultsDoor.Words(refusal));
        }

        // The card under the dialog is drawn anew when a theme changes; what was chosen on it is saved before.
        var view = SortView.Read(data);
        return (await SortAsync(delivery, counted, view.Prompt, data, cancellationToken)).Refusal is { } unsaved
            ? new TaskResponse.Message($"{ResultsDoor.Words(unsaved)} Your choices are still on the card.")
            : Dialog(cards.Dialog(counted, view, Notice.None));
    }

    /// <inheritdoc/>
    public override async Task<TaskResponse> SendAsync(Delivery delivery, CardData data, CancellationToken cancellationToken)
    {
        if (!(await door.OpenAsync(delivery, data.Text("round"), cancellationToken)).Succeeded(out var counted, out var refusal))
        {
            return new TaskResponse.Message(ResultsDoor.Words(refusal));
        }

        var view = SortView.Read(data);
        var (command, done) = data.Verb == "themes.rename"
            ? ((RoundCommand)new RenameTheme(data.Number("theme"), data.Text("name")), "The theme has its new name.")
            : (new MergeThemes(data.Number("merged"), data.Number("into")), "The themes are merged.");
        refusal = await RunAsync(delivery, counted, data, "theme", command, cancellationToken);
        if (!(await door.OpenAsync(delivery, counted.Id, cancellationToken)).Succeeded(out var fresh, out var closed))
        {
            return new TaskResponse.Message(ResultsDoor.Words(closed));
        }

        if (refusal is not null)
        {
            return Dialog(cards.Dialog(fresh, view, Notice.Warning(ResultsDoor.Words(refusal)), data, DrawnAt(data, refusal)));
        }

        await replies.ReplaceAsync(delivery, Of(fresh, view), Notice.Good(done), cancellationToken);
        return Dialog(cards.Dialog(fresh, view, Notice.Good(done)));
    }

    private static TaskResponse.Continue Dialog(ReadOnlyMemory<byte> card) => new("Themes", card, TaskSize.Medium, TaskSize.Medium);

    // The same press may have to be told from a new one.
    private static int? DrawnAt(CardData data, Refusal refusal) => refusal is NotSaved ? data.V : null;

    private static View Of(CountedRound counted, SortView view) =>
        View.Of(Open, [("round", counted.Id), ("prompt", $"{view.Prompt}"), ("filtered", view.Filter), ("from", view.From)]);

    // Also how many choices were new, and possible.
    private async Task<(Refusal? Refusal, int Sorted)> SortAsync(Delivery delivery, CountedRound counted, RoundPrompt prompt, CardData data, CancellationToken cancellationToken)
    {
        var known = SortCards.Entries(counted, prompt).Select(entry => entry.Entry.Id).ToHashSet(StringComparer.Ordinal);
        var wanted = Changed(data).Where(change => known.Contains(change.Key)).ToDictionary(StringComparer.Ordinal);
        if (wanted.Count == 0)
        {
            return (null, 0);
        }

        // Another leader may have merged a theme away since: the other choices are kept all the same.
        var gone = 0;
        var outcome = await turns.RunAsync(
            counted.Address,
            Actor(delivery),
            $"{data.Operation}|sort",
            (round, now) =>
            {
                var possible = wanted.Where(change => change.Value == 0 || round?.FindTheme(change.Value)?.Prompt == prompt).ToDictionary(StringComparer.Ordinal);
                gone = wanted.Count - possible.Count;
                return round is null ? new NoSuchRound() : RoundDecision.Decide(round, Actor(delivery), now, new SortEntries(possible));
            },
            cancellationToken);
        return (outcome.Refusal ?? (gone > 0 ? new ThemeGone(gone) : null), wanted.Count - gone);
    }

    private async Task<Refusal?> RunAsync(Delivery delivery, CountedRound counted, CardData data, string part, RoundCommand command, CancellationToken cancellationToken) =>
        (await turns.RunAsync(counted.Address, Actor(delivery), $"{data.Operation}|{part}", command, cancellationToken)).Refusal;

    /// <summary>What the leader chose other than what the card was drawn with.</summary>
    private static IEnumerable<KeyValuePair<string, int>> Changed(CardData data)
    {
        foreach (var drawn in data.Text("was").Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = drawn.Split(':');
            var input = SortCards.InputPrefix + parts[0];
            if (parts.Length == 2 && data.Has(input) && data.Text(input) != parts[1] && int.TryParse(data.Text(input), NumberStyles.None, CultureInfo.InvariantCulture, out var theme))
            {
                yield return new(parts[0], theme);
            }
        }
    }

    private static PersonId Actor(Delivery delivery) => new(delivery.From.ObjectId);
}
