using System.Collections.Frozen;
using SupervisionBot.Core.Guides;
using SupervisionBot.Core.Sessions;
using SupervisionBot.Core.Shared;
using SupervisionBot.OneToOne;
using SupervisionBot.OneToOne.Cards;
using SupervisionBot.Sessions;
using SupervisionBot.Teams;
using SupervisionBot.Turns;

namespace SupervisionBot.Challenge;

/// <summary>A supervisor brings a challenge question into a one-to-one: a dialog with the questions about supervision, and the question chosen then stands in the present step.</summary>
internal sealed class BringFeature(ChallengeQuestions questions, Pressing pressing, SessionTurns turns, CardPress press) : Feature
{
    private const string Open = "bring.open";
    private const string Save = "bring.save";

    /// <inheritdoc/>
    public override FrozenSet<string> Dialogs { get; } = [Open, Save];

    /// <inheritdoc/>
    public override async Task<TaskResponse> OpenAsync(Delivery delivery, CardData data, CancellationToken cancellationToken)
    {
        // The card under the dialog is drawn anew when the dialog is sent; what was typed on it is saved before.
        var outcome = data.Verb == Open ? await pressing.SaveTypedAsync(delivery, data, cancellationToken) : new(Stored: null, new NotThere());
        return outcome switch
        {
            { Stored: null } => new TaskResponse.Message(RefusalText.NotFound),
            { Refusal: NotSaved refusal } => new TaskResponse.Message(RefusalText.For(refusal)),
            { Refusal: { } refusal } => new TaskResponse.Message($"{RefusalText.For(refusal)} It is still on the card."),
            { Stored: var stored } when !questions.FitInto(stored.Guide) || stored.Session.Status is not (SessionStatus.Preparing or SessionStatus.Walking) => new TaskResponse.Message(RefusalText.For(new NotAtThisPoint())),
            { Stored: var stored } => Dialog(stored, data, Notice.None, stored.Session.Sequence),
        };
    }

    /// <inheritdoc/>
    public override async Task<TaskResponse> SendAsync(Delivery delivery, CardData data, CancellationToken cancellationToken)
    {
        var actor = new PersonId(delivery.From.ObjectId);
        var chosen = questions.ForSupervision.FirstOrDefault(question => question.Id == data.Text("question"));
        if (data.Verb != Save || await pressing.FindAsync(delivery, data, cancellationToken) is not { } found)
        {
            return new TaskResponse.Message(RefusalText.NotFound);
        }

        if (chosen is null)
        {
            return Dialog(found.Stored, data, Notice.Warning(RefusalText.For(new NotAChoice())), found.Stored.Session.Sequence);
        }

        var outcome = await turns.RunAsync(
            found.Stored.Address,
            actor,
            data.Operation,
            (session, guide) => questions.FitInto(guide) ? [Bring(data.Text("step"), chosen)] : [],
            (before, now) => News.Told(before, now, actor).Concat(News.Cards(before, now, actor)),
            cancellationToken);
        return outcome switch
        {
            { Refusal: null } => new TaskResponse.Close(),
            { Refusal: OnlyTheLeadMay, Stored: not null } => new TaskResponse.Message(RefusalText.For(outcome.Refusal)),
            { Refusal: { } refusal, Stored: { } stored } => Dialog(stored, data, Notice.Warning(RefusalText.For(refusal)), refusal is NotSaved ? data.V : stored.Session.Sequence),
            _ => new TaskResponse.Message(RefusalText.NotFound),
        };
    }

    private BringQuestion Bring(string step, Prompt question)
    {
        var guide = questions.Edition!.Guide;
        return new(step, question.Text, guide.Title, question.Source, guide.Sources.FirstOrDefault(source => source.Id == question.Source.Document));
    }

    private TaskResponse.Continue Dialog(StoredSession stored, CardData data, Notice notice, int drawnAt)
    {
        var session = stored.Session;
        var left = questions.ForSupervision.Where(question => session.Brought.All(brought => brought.Text != question.Text)).Select(question => new ChoiceView(question.Id, question.Text)).ToList();
        var step = stored.Guide.FindStep(session.Step);
        return new(
            "Bring a challenge question",
            press.Print(
                "challenge/bring-dialog",
                new BringDialog(
                    SessionCards.FrameOf(stored, refreshFor: [], drawnAt),
                    notice,
                    "Bring a challenge question into this step.",
                    session.Step,
                    $"The question you pick stands at the end of {step?.Title} for both of you, and its answers stand in the summary.",
                    left,
                    data.Text("question"),
                    CanSave: left.Count > 0),
                ChallengeCardJson.Default.BringDialog),
            TaskSize.Medium,
            TaskSize.Large);
    }
}
