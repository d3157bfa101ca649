using SupervisionBot.Core.Guides;
using SupervisionBot.Core.Shared;
using SupervisionBot.OneToOne;
using SupervisionBot.Sending;
using SupervisionBot.Sessions;
using SupervisionBot.Teams;
using SupervisionBot.Telemetry;
using SupervisionBot.Turns;

namespace SupervisionBot.Typing;

/// <summary>What people type that is no command. None of it becomes a record by itself: in the own chat a small card asks where it belongs; in a shared chat nothing of it is kept.</summary>
internal sealed class TypedMessages(
    TypedStore typed, TypedPlaces places, TypedAnswers answers, AnswerTyping answering, SessionLists lists, Replies replies, TimeProvider clock)
{
    private const string Elsewhere = "I keep nothing that is typed here, so nothing was saved. To answer, press Show my view on the card of the session, or open your own chat with me.";
    private const string NothingHere = "No session is under way for you in this chat, and nothing that is typed here is saved. This is what I can do here:";
    private const string NothingOpen = "No session or reflection of yours takes answers now, so nothing was saved. What you wrote is still in this chat. On a summary that waits for you, write in its own box.";
    private const string NotKept = "The place where records are kept does not answer just now, so nothing was saved. Your message is still in this chat: please send it again in a minute.";

    private static readonly string[] s_done = ["done", "i'm done", "im done", "stop", "finish", "finished", "that's all", "that is all", "end"];
    private static readonly string[] s_next = ["next", "next question"];

    /// <summary>Takes a message.</summary>
    /// <param name="delivery">Who and where.</param>
    /// <param name="message">What they wrote.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task TakeAsync(Delivery delivery, TypedMessage message, CancellationToken cancellationToken)
    {
        if (delivery.Conversation.Kind != ConversationKind.Personal)
        {
            await ElsewhereAsync(delivery, message, cancellationToken);
            return;
        }

        var (address, key, word) = (TypedAddress.Of(delivery), delivery.MessageKey, TypedWord.Of(message.Text));
        if (word.Length == 0)
        {
            await replies.SayAsync(delivery, $"Nothing was saved. {TypedCards.NotKept(message.Beside)}".TrimEnd(), cancellationToken);
            return;
        }

        var (waiting, placed) = await typed.FindAsync(address, key, cancellationToken);
        if (!IsChange(delivery) && (waiting is not null || placed is not null))
        {
            await ShowAsync(delivery, key, Notice.None, cancellationToken);
        }
        else if (message.Text.Length > Prompt.LongestText)
        {
            var tooLong = new TooLong(message.Text.Length, Prompt.LongestText);
            RefusalMeter.Count(tooLong);
            await replies.SayAsync(delivery, $"{RefusalText.For(tooLong)} Your message is still in this chat.", cancellationToken);
        }
        else
        {
            var words = new WaitingMessage(key, message.Text, message.Beside, clock.GetUtcNow(), placed is null ? 0 : placed.Version + 1);
            await PlaceAsync(delivery, address, words, word, cancellationToken);
        }
    }

    /// <summary>Keeps words, and sends the card that asks where they belong.</summary>
    public async Task AskAsync(Delivery delivery, WaitingMessage words, Notice notice, CancellationToken cancellationToken)
    {
        if (await typed.KeepAsync(TypedAddress.Of(delivery), words, cancellationToken))
        {
            await ShowAsync(delivery, words.Key, notice, cancellationToken);
        }
        else
        {
            RefusalMeter.Count(new NotSaved());
            await replies.SayAsync(delivery, NotKept, cancellationToken);
        }
    }

    /// <summary>Sends the card of a message, as it is when it is sent.</summary>
    public Task ShowAsync(Delivery delivery, string key, Notice notice, CancellationToken cancellationToken) =>
        replies.ShowAsync(delivery, TypingFeature.Of(key), notice, cancellationToken);

    private static bool IsChange(Delivery delivery) => delivery.Key != delivery.MessageKey;

    private async Task PlaceAsync(Delivery delivery, TypedAddress address, WaitingMessage words, string word, CancellationToken cancellationToken)
    {
        if (await typed.ModeAsync(address, cancellationToken) is not null)
        {
            if (await answering.PresentAsync(address, cancellationToken) is not { } present)
            {
                await typed.EndModeAsync(address, cancellationToken);
                words = words with { IsAfterMode = true };
            }
            else if (s_done.Contains(word))
            {
                await typed.EndModeAsync(address, cancellationToken);
                await ShowAsync(delivery, "", Notice.None, cancellationToken);
                return;
            }
            else if (s_next.Contains(word))
            {
                await answering.NextAsync(address, new(present.Mode.Session, present.Mode.Prompt), cancellationToken);
                await ShowAsync(delivery, "", Notice.None, cancellationToken);
                return;
            }
            else if (!IsChange(delivery))
            {
                await AddAsync(delivery, address, present.Mode, words, cancellationToken);
                return;
            }
        }

        if ((await places.FindAsync(address, cancellationToken)).IsEmpty)
        {
            await replies.ShowAsync(delivery, View.Of(SessionViews.Help), Notice.Warning($"{NothingOpen} {TypedCards.NotKept(words.Beside)}".TrimEnd()), cancellationToken);
        }
        else
        {
            await AskAsync(delivery, words, Notice.None, cancellationToken);
        }
    }

    // Nobody types a message again: whether it is stored is found out here.
    private async Task AddAsync(Delivery delivery, TypedAddress address, AnswerMode mode, WaitingMessage words, CancellationToken cancellationToken)
    {
        var target = new TypedTarget.AnAnswer(mode.Session, mode.Prompt);
        var operation = answers.Operation(words.Key, words.Version, target);
        var change = await answers.AddAsync(address, target, operation, words.Words, cancellationToken);
        if (change.Refusal is NotSaved && await answers.IsDoneAsync(address, target, operation, cancellationToken))
        {
            change = await answers.AddAsync(address, target, operation, words.Words, cancellationToken);
        }

        RefusalMeter.Count(change.Refusal);
        switch (change.Refusal)
        {
            case null when await typed.SettleAsync(address, waiting: null, new(words.Key, target, change.Part, words.Beside, clock.GetUtcNow(), words.Version), cancellationToken):
                await answering.AddedAsync(address, mode, cancellationToken);
                await ShowAsync(delivery, words.Key, Notice.None, cancellationToken);
                break;
            case null:
                await replies.SayAsync(delivery, "Added to your answer.", cancellationToken);
                break;
            case NotSaved:
                await replies.SayAsync(delivery, RefusalText.MessageNotSaved, cancellationToken);
                break;
            case var refusal:
                await AskAsync(delivery, words, Notice.Warning(RefusalText.For(refusal)), cancellationToken);
                break;
        }
    }

    // Others look on: nothing that somebody typed is said again there.
    private async Task ElsewhereAsync(Delivery delivery, TypedMessage message, CancellationToken cancellationToken)
    {
        var notKept = TypedCards.NotKept(message.Beside);
        if ((await lists.UnderWayAsync(delivery, cancellationToken)).Count > 0)
        {
            await replies.SayAsync(delivery, $"{Elsewhere} {notKept}".TrimEnd(), cancellationToken);
        }
        else
        {
            await replies.ShowAsync(delivery, View.Of(SessionViews.Help), Notice.Warning(notKept.Length == 0 ? NothingHere : $"{notKept} {NothingHere}"), cancellationToken);
        }
    }
}
