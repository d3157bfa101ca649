using System.Collections.Frozen;
using SupervisionBot.Core.Rounds;
using SupervisionBot.Core.Sessions;
using SupervisionBot.Core.Shared;
using SupervisionBot.Sessions;
using SupervisionBot.Teams;
using SupervisionBot.Turns;
using static SupervisionBot.Core.Shared.Texts;

namespace SupervisionBot.Rounds.Results;

/// <summary>
/// Saying what comes of a round: written in dialogs, seen as channels will see it, then posted to all of them, which finishes the round. What is written is kept as a draft at each
/// step, so that neither a refusal nor a closed dialog takes it away.
/// </summary>
internal sealed class ResponseFeature(ResultsDoor door, ResponseForm form, ResponseDrafts drafts, RoundTurns turns, Replies replies, TimeProvider clock) : Feature
{
    private const string Title = "What we do about it";

    /// <inheritdoc/>
    public override FrozenSet<string> Dialogs { get; } = ["response.open", "response.keep", "response.actions", "response.rows", "response.texts", "response.look", "response.back", "response.post"];

    /// <inheritdoc/>
    public override async Task<TaskResponse> OpenAsync(Delivery delivery, CardData data, CancellationToken cancellationToken)
    {
        if (!(await door.OpenAsync(delivery, data.Text("round"), cancellationToken)).Succeeded(out var counted, out var refusal))
        {
            return new TaskResponse.Message(ResultsDoor.Words(refusal));
        }

        return counted.Round.Status == RoundStatus.Finished
            ? new TaskResponse.Message(ResultsDoor.Words(new RoundIsFinished()))
            : Texts(counted, await drafts.FindAsync(counted.Address, Actor(delivery), cancellationToken), Notice.None);
    }

    /// <inheritdoc/>
    public override async Task<TaskResponse> SendAsync(Delivery delivery, CardData data, CancellationToken cancellationToken)
    {
        if (!(await door.OpenAsync(delivery, data.Text("round"), cancellationToken)).Succeeded(out var counted, out var refusal))
        {
            return new TaskResponse.Message(ResultsDoor.Words(refusal));
        }

        if (data.Verb == "response.post" && counted.Round.Operations.Contains(data.Operation))
        {
            return await PostedAsync(delivery, counted.Address, counted.Round, cancellationToken);
        }

        var before = await drafts.FindAsync(counted.Address, Actor(delivery), cancellationToken);
        var isTexts = data.Verb is "response.keep" or "response.actions";
        var isActions = data.Verb is "response.rows" or "response.texts" or "response.look";
        var draft = isTexts ? ResponseForm.ReadTexts(data, before) : isActions ? ResponseForm.ReadActions(data, before) : before;
        if ((isTexts || isActions) && !await drafts.KeepAsync(counted.Address, Actor(delivery), draft, cancellationToken))
        {
            var notice = Notice.Warning(ResultsDoor.Words(new NotSaved()));
            return isTexts ? Texts(counted, draft, notice) : Actions(counted, draft, data.Number("at"), notice);
        }

        switch (data.Verb)
        {
            case "response.keep":
                return new TaskResponse.Message("Kept, for you alone. Press Say what we do about it to go on.");
            case "response.actions" or "response.back":
                return Actions(counted, draft, at: 0, Notice.None);
            case "response.rows":
                return Actions(counted, draft, data.Number("to"), Notice.None);
            case "response.texts":
                return Texts(counted, draft, Notice.None);
        }

        return !Try(counted, Actor(delivery), draft).Succeeded(out var responded, out var unfit) ? Refused(counted, draft, unfit)
            : data.Verb == "response.post" ? await PostAsync(delivery, counted, draft, responded, data, cancellationToken)
            : Preview(responded, counted.Round.Sequence, Notice.None);
    }

    private async Task<TaskResponse> PostAsync(Delivery delivery, CountedRound counted, RoundResponse draft, Round responded, CardData data, CancellationToken cancellationToken)
    {
        if (ResponseForm.SeenIn(responded) != data.Text("seen"))
        {
            return Preview(responded, counted.Round.Sequence, Notice.Warning(ResultsDoor.Words(new ResponseChanged())));
        }

        var outcome = await turns.RunAsync(counted.Address, Actor(delivery), data.Operation, new Respond(draft), cancellationToken);
        return outcome switch
        {
            // Drawn as before, so that pressing again is the same press.
            { Refusal: NotSaved refusal } => Preview(responded, data.V, Notice.Warning(ResultsDoor.Words(refusal))),
            { Refusal: { } refusal } => Refused(counted, draft, refusal),
            _ => await PostedAsync(delivery, counted.Address, responded, cancellationToken),
        };
    }

    private async Task<TaskResponse> PostedAsync(Delivery delivery, RoundAddress address, Round responded, CancellationToken cancellationToken)
    {
        await drafts.RemoveAsync(address, cancellationToken);
        await replies.ReplaceAsync(delivery, ResultsFeature.Of(address.Round), Notice.Good("The response is posted, and the round is finished."), cancellationToken);
        var channels = responded.Plan.Channels.Count;
        return new TaskResponse.Message($"The response goes to {(channels == 1 ? "the channel" : $"all {channels} channels")} now, and the round is finished.");
    }

    /// <summary>The round as it would be with this response.</summary>
    private Outcome<Round> Try(CountedRound counted, PersonId leader, RoundResponse draft)
    {
        var (round, now) = (counted.Round, clock.GetUtcNow());
        return draft.Themes.Count > ResponseForm.MostThemes ? new TooManyThemes(ResponseForm.MostThemes)
            : RoundDecision.Decide(round, leader, now, new Respond(draft)).Succeeded(out var events, out var refusal)
                ? events.Aggregate(round, (state, decided) => RoundFold.Apply(round.Id, state, new(state.Sequence + 1, leader, now, "preview", decided))!)
                : refusal;
    }

    // Back to where it can be put right: a day or an empty action is on the second dialog.
    private TaskResponse.Continue Refused(CountedRound counted, RoundResponse draft, Refusal refusal)
    {
        var notice = Notice.Warning(ResultsDoor.Words(refusal));
        var today = LondonTime.Day(clock.GetUtcNow());
        var wrong = draft.Actions.ToList().FindIndex(action => IsBlank(action.What) || action.ByWhen < today);
        var hasTexts = new[] { draft.Stop, draft.Start, draft.Continue, draft.NotDone }.Any(text => text.Length > 0);
        return wrong >= 0 && hasTexts && refusal is NothingWritten or DayInThePast ? Actions(counted, draft, wrong, notice) : Texts(counted, draft, notice);
    }

    private TaskResponse.Continue Texts(CountedRound counted, RoundResponse draft, Notice notice) => new(Title, form.Texts(counted, draft, notice), TaskSize.Medium, TaskSize.Large);

    private TaskResponse.Continue Actions(CountedRound counted, RoundResponse draft, int at, Notice notice) => new(Title, form.Actions(counted, draft, at, notice), TaskSize.Medium, TaskSize.Large);

    private TaskResponse.Continue Preview(Round responded, int sequence, Notice notice) => new(Title, form.Preview(responded, sequence, notice), TaskSize.Medium, TaskSize.Large);

    private static PersonId Actor(Delivery delivery) => new(delivery.From.ObjectId);
}

/// <summary>A response takes up more themes than fit.</summary>
/// <param name="Most">How many fit.</param>
internal sealed record TooManyThemes(int Most) : Refusal;
