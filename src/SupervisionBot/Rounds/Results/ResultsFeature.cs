using System.Collections.Frozen;
using SupervisionBot.Core.Guides;
using SupervisionBot.Core.Rounds;
using SupervisionBot.Core.Shared;
using SupervisionBot.Hosting;
using SupervisionBot.Sending;
using SupervisionBot.Teams;
using SupervisionBot.Turns;

namespace SupervisionBot.Rounds.Results;

/// <summary>What leaders see of a counted round, and the actions that its response promised.</summary>
internal sealed class ResultsFeature(ResultsDoor door, ResultsCards cards, RoundTurns turns, CardPress press, Replies replies, TimeProvider clock) : Feature
{
    // Our own number: as many actions as a response may have fit their card.
    private const int LongestAction = 300;

    /// <summary>The typed word.</summary>
    public const string Word = "results";

    private const string Open = "results.open";
    private const string ToDo = "results.actions";

    /// <inheritdoc/>
    public override FrozenSet<string> Pressing { get; } = [Open, ToDo, "results.tick"];

    /// <inheritdoc/>
    public override FrozenDictionary<string, string[]> Showing { get; } =
        new Dictionary<string, string[]>(StringComparer.Ordinal) { [Open] = ["round"], [ToDo] = ["round"] }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The results of a round.</summary>
    public static View Of(RoundId round) => View.Of(Open, [("round", $"{round.Value:N}")]);

    /// <inheritdoc/>
    public override IReadOnlyList<string> Offered { get; } = [Word];

    /// <inheritdoc/>
    public override bool Reads(string word) => word is Word or "result";

    /// <inheritdoc/>
    public override string InOutage(string word) => "The results can't be read just now, as the place where they are kept does not answer. Nothing of them is lost. Please type results again in a minute.";

    /// <inheritdoc/>
    public override async Task ObeyAsync(Delivery delivery, string word, CancellationToken cancellationToken)
    {
        if ((await door.NewestAsync(delivery, cancellationToken)).Succeeded(out var newest, out var refusal))
        {
            await replies.ShowAsync(delivery, Of(newest.Address.Round), Notice.None, cancellationToken);
        }
        else
        {
            await replies.SayAsync(delivery, $"{ResultsDoor.Words(refusal)} Nothing was saved.", cancellationToken);
        }
    }

    /// <inheritdoc/>
    public override async Task<Pressed> PressAsync(Delivery delivery, CardData data, CancellationToken cancellationToken)
    {
        if (data.Verb != "results.tick")
        {
            return await ShownAsync(delivery, data, cancellationToken);
        }

        if (!(await door.OpenAsync(delivery, data.Text("round"), cancellationToken)).Succeeded(out var counted, out var refusal))
        {
            return Pressed.Words(ResultsDoor.Words(refusal));
        }

        var tick = new TickAction(data.Number("action"), data.Text("done") == "true");
        var outcome = await turns.RunAsync(counted.Address, new PersonId(delivery.From.ObjectId), data.Operation, tick, cancellationToken);
        var notice = outcome.Refusal is { } unticked ? Notice.Warning(ResultsDoor.Words(unticked)) : Notice.None;
        return Pressed.Shown(Actions(outcome.Stored?.Round ?? counted.Round, notice), View.Of(ToDo, [("round", counted.Id)]), notice);
    }

    /// <inheritdoc/>
    public override async Task<CardActionResponse> ShowAsync(Delivery viewer, CardData data, Notice notice, CancellationToken cancellationToken) =>
        !(await door.OpenAsync(viewer, data.Text("round"), cancellationToken)).Succeeded(out var counted, out var refusal) ? new CardActionResponse.Message(ResultsDoor.Words(refusal))
        : new CardActionResponse.Card(data.Verb == ToDo ? Actions(counted.Round, notice) : await cards.CardAsync(counted, notice, cancellationToken));

    /// <summary>The card of the actions that a response promised.</summary>
    internal ReadOnlyMemory<byte> Actions(Round round, Notice notice)
    {
        var today = LondonTime.Day(clock.GetUtcNow());
        return press.Print(
            "rounds/results-actions",
            new ResultsActionsCard(
                notice,
                "Actions from stop, start, continue.",
                $"{round.Id.Value:N}",
                round.Sequence,
                Cut.To(Cut.Excerpt, round.Plan.Focus),
                round.Actions.Length == 0 ? "The response promised no actions." : $"{round.Actions.Count(action => action.Done)} of {round.Actions.Length} done.",
                [.. round.Actions.Select(action => Row(action, today))]),
            ResultsCardJson.Default.ResultsActionsCard);
    }

    private static ActionRow Row(RoundAction action, DateOnly today)
    {
        var (done, details) = (action.Done, action.Details);
        var title = done ? "Not done after all" : "Mark as done";
        return new(
            action.Number,
            Cut.To(LongestAction, details.What),
            string.Join(" · ", new[] { details.Who.Length > 0 ? Cut.To(Cut.Line, details.Who) : "Nobody named", details.ByWhen is { } day ? $"by {PromptValue.Day(day)}" : "no day given" }),
            done ? $"Done, marked {UkTime.Text(action.TickedAt!.Value)}"
                : details.ByWhen is { } due && due < today ? $"Overdue by {Days(today.DayNumber - due.DayNumber)}"
                : "Not yet done",
            done ? "false" : "true",
            title,
            $"{title}: action {action.Number}",
            done ? "good" : "default");
    }

    private static string Days(int days) => days == 1 ? "1 day" : $"{days} days";
}
