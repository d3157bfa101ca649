using SupervisionBot.Core.Sessions;
using SupervisionBot.Core.Shared;
using SupervisionBot.Sessions;
using SupervisionBot.Teams;
using SupervisionBot.Turns;

namespace SupervisionBot.Typing;

/// <summary>Messages that were changed or deleted in the chat after they were typed. The record does not follow by itself: the new version is offered, or it is said that the record stays.</summary>
internal sealed class TypedChanges(TypedStore typed, TypedMessages messages, TypedAnswers answers, SessionStore sessions, Replies replies, TimeProvider clock)
{
    private const string LetGo = "You deleted that message, so it is deleted here too. Nothing of it was saved.";
    private const string StillThere = "You deleted this message in the chat. What it said is still here: it goes only when you say so.";

    /// <summary>Somebody changed a message.</summary>
    /// <returns>Whether anything is known of the message; where nothing is, it is as good as a new one.</returns>
    public async Task<bool> EditedAsync(Delivery delivery, TypedMessage message, CancellationToken cancellationToken)
    {
        var address = TypedAddress.Of(delivery);
        var (waiting, placed) = await typed.FindAsync(address, delivery.MessageKey, cancellationToken);
        if (waiting is null && placed is null or { IsTakenBack: true })
        {
            return false;
        }

        if (Texts.IsBlank(message.Text))
        {
            await DeletedAsync(delivery, cancellationToken);
        }
        else if (waiting is not null)
        {
            await RewriteAsync(delivery, address, waiting, message, cancellationToken);
        }
        else if (await StaysAsync(address, placed!, isTakenBack: false, cancellationToken) is { } stays)
        {
            await replies.SayAsync(delivery, $"{stays} What you changed in the chat is not in it.", cancellationToken);
        }
        else if (placed!.Target is not TypedTarget.AnAnswer answer || await answers.WordsAsync(address, placed, answer, cancellationToken) != message.Text.Trim())
        {
            await messages.AskAsync(delivery, new(placed.Key, message.Text, message.Beside, clock.GetUtcNow(), placed.Version + 1), Notice.None, cancellationToken);
        }

        return true;
    }

    /// <summary>Somebody deleted a message.</summary>
    public async Task DeletedAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        var address = TypedAddress.Of(delivery);
        var (waiting, placed) = await typed.FindAsync(address, delivery.MessageKey, cancellationToken);
        if (waiting is not null && !await typed.DropAsync(address, waiting.Key, cancellationToken))
        {
            await replies.SayAsync(delivery, "The place where records are kept does not answer just now. Nothing of the message you deleted was saved; what waited of it goes by itself within a day.", cancellationToken);
        }
        else if (placed is { IsTakenBack: false })
        {
            if (await StaysAsync(address, placed, isTakenBack: true, cancellationToken) is { } stays)
            {
                await replies.SayAsync(delivery, $"{stays} Deleting your message in the chat takes nothing out of it.", cancellationToken);
            }
            else
            {
                await messages.ShowAsync(delivery, placed.Key, Notice.Warning(StillThere), cancellationToken);
            }
        }
        else if (waiting is not null)
        {
            await replies.SayAsync(delivery, LetGo, cancellationToken);
        }
    }

    // The claim of a press that came before is void: it was for other words.
    private async Task RewriteAsync(Delivery delivery, TypedAddress address, WaitingMessage waiting, TypedMessage message, CancellationToken cancellationToken)
    {
        if (waiting.Text == message.Text && waiting.Beside == message.Beside)
        {
            return;
        }

        await messages.AskAsync(
            delivery,
            waiting with { Text = message.Text, Beside = message.Beside, At = clock.GetUtcNow(), Version = waiting.Version + 1, Claim = "" },
            Notice.None,
            cancellationToken);
    }

    // Words that show on a locked screen, so they name nobody and no case.
    private async Task<string?> StaysAsync(TypedAddress address, PlacedMessage placed, bool isTakenBack, CancellationToken cancellationToken) =>
        placed.Target is not TypedTarget.AnAnswer answer || await sessions.FindAsync(new(address.Tenant, answer.Session), cancellationToken) is not { } stored ? null : stored.Session.Status switch
        {
            SessionStatus.Frozen => "The summary of that session is signed off, so its record stays as it is. You can add a later remark to it: type sessions to open it.",
            SessionStatus.Cancelled => "That session was ended, so its record stays as it is.",
            SessionStatus.Summarised when !isTakenBack => "The summary of that session is being confirmed, so nothing is put into its answers any more. You can take back what you wrote: open the session and press What I have written. Or comment on the summary, or ask the person who leads to go back to the steps.",
            SessionStatus.Preparing or SessionStatus.Walking or SessionStatus.Checking or SessionStatus.Summarised => null,
        };
}
