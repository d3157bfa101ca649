using System.Globalization;
using SupervisionBot.Core.Rounds;
using SupervisionBot.Core.Shared;
using SupervisionBot.Rounds.Results;
using SupervisionBot.Words;

namespace SupervisionBot.Rounds;

/// <summary>What people read when something about a round was refused: what happened, that nothing was lost, and what to do next.</summary>
internal static class RoundRefusalText
{
    /// <summary>The text, or null for a refusal that is not about rounds.</summary>
    public static string? For(Refusal refusal) => refusal switch
    {
        NoSuchRound => "I can't find that round for you. Nothing was changed; type rounds to see the ones you can work on.",
        NotOpenHere => "There is no round to answer here, so nothing was kept. Answers are given in the channel that the round was posted to, with the button on its card.",
        AnsweredElsewhere => "Your answer was changed or withdrawn at the same moment, from another window or device. What you typed here was not kept yet; press the button again to put it in the place of the other one.",
        EmptiedAnswer => "All boxes are empty, so nothing was changed and your earlier answer still stands. To delete it, press Withdraw my answer.",
        RoundIsFull => "This round can hold no more answers; yours was not kept, and what you typed is still here. Please tell the leader who asks.",
        SealBroken => "Answers can't be taken just now; yours was not kept, and what you typed is still here. Whoever looks after this app has to put it right; please try again later.",
        NamesSomebody names => $"Something here looks like {names.Detail.Words()}, and leaders will read it. Nothing was sent yet. Please take it out; if it names nobody, tick the box below and send it again.",
        NoQuestion => "A round asks a question, and there is none yet, so nothing was saved. Please write one.",
        NotATime => "That is not a day and a time that I can read, so nothing was changed. Please pick both again, such as 14:30.",
        ChannelOutOfReach => "One of the channels can't be posted to any more: the app or the channel was removed, or the team is archived. Nothing was saved; the others are still picked, so please look through the list and save again.",
        PlannedBefore => "This form has made a round already, which is the one below. What you changed in the form since was not taken; press Change to change the plan.",
        FormIsOlder => "The plan was changed since you opened this form, so it was not saved. What you typed is still here: press Save again to put it in the place of the newer plan, or Back to read that first.",
        NobodyToApprove => "This round asks several teams, so another leader has to approve it, and there is none yet: it was not sent off and stays a draft. Somebody who runs the app has to name a second leader in the setting Roles:Leaders.",
        PostChangedSince => "What became of this message has changed since you opened the report, so nothing was done. Here is how it stands now.",
        ChannelUnreachable => "Teams still lets nothing through to that channel, so nothing was sent. Ask an owner of the team to add the app again, then press the button once more.",
        NoChannels => "A round has to be posted somewhere. Nothing was saved; please pick at least one channel.",
        ChannelTwice => "The same channel is in the list twice. Nothing was saved; please pick it once.",
        OpensInThePast => "That opening time has passed already, so nothing was saved. Please pick a later one.",
        OpensTooFarAhead far => $"That opening is more than {Days(far.Days)} ahead, so nothing was saved. Please pick an earlier one.",
        OpenTooShort => "The round has to stay open for an hour at least, so nothing was saved. Please pick a later closing.",
        OpenTooLong tooLong => $"A round can stay open for {Days(tooLong.Days)} at most, so nothing was saved. Please pick an earlier closing.",
        NotARecurrence => $"A round can come again every 1 to {RoundPlanRules.MostWeeks} weeks or every 1 to {RoundPlanRules.MostMonths} months. Nothing was saved; please pick one of these.",
        RepeatsTooSoon => "The round would come again before it has closed, so nothing was saved. Please pick an earlier closing, or let it come less often.",
        PlanIsFixed => "The round has opened, so its question, channels and whether it is anonymous stay as they are; nothing was changed. You can extend it, close it early or recall it.",
        SubmittedAlready => "The plan has been sent off already; nothing was changed. Here is where it stands.",
        OnlyTheDrafterMay => "Only the leader who drafted the round can send it off. Nothing was changed; please ask them.",
        NotYourOwnToApprove => "You drafted this round, so another leader has to approve it. It still waits for them; nothing was changed.",
        NotAwaitingApproval => "This plan does not wait for approval any more; nothing was changed. Here is where it stands.",
        PlanChangedSince => "The plan has changed since you opened it, so your answer was not taken. Here is the plan as it is now; please read it again.",
        TooLateToOpen => "Less than an hour is left until the planned closing, so the round can't go ahead as planned. The plan is kept; please change its times, or send it back to be changed.",
        RecallInstead => "The round has opened, so it can't just be discarded; nothing was changed. You can recall it, which replaces what was posted.",
        DiscardInstead => "Nothing of this round has been posted, so there is nothing to recall and nothing was changed. You can discard the plan.",
        RoundIsDiscarded => "This round was discarded, so nothing was changed. You can plan a new one.",
        RoundIsRecalled => "This round was recalled, so nothing was changed. You can plan a new one.",
        RoundIsFinished => "The response to this round is posted, so the round is finished and nothing was changed. Its actions can still be ticked.",
        RoundIsNotOpen => "The round is not open, so nothing was changed. Here is where it stands.",
        NoAnswersNow => "This round takes no answers now: it has closed or was taken back. This was not saved; what you sent before stays as it was, and your leaders can tell you about the next round.",
        ClosesNoLater => "The new closing has to be later than the present one, so nothing was changed. Please pick a later one, or close the round early instead.",
        NotCountedYet => "The answers can be read once the round has closed and is counted; nothing was changed. Please come back then.",
        ThemeNameTaken => "Another theme of this prompt has that name, so nothing was saved. Please choose another name, or merge the two.",
        ThemesDoNotFit => "Only two different themes of the same prompt can be merged, so nothing was changed. Please pick again.",
        NoResponseYet => "No response is posted for this round yet, so it has no actions to tick. Nothing was changed; post the response first.",
        LeadersOnly => "Only senior leaders can read what came back from a stop/start/continue round. Nothing was changed; your leaders can tell you about it.",
        InOwnChatOnly => "What people answered is shown in your own chat with me only. Open that chat and type results.",
        NoneCountedYet => "No stop/start/continue round is counted yet. When one has closed, I tell you here and you can type results.",
        ThemeGone gone => $"{(gone.Entries == 1 ? "1 entry was" : $"{gone.Entries} entries were")} not sorted, because somebody else has merged that theme into another meanwhile. Everything else was saved; please pick again.",
        ResponseChanged => "What you wrote, or a theme in it, has changed since you looked, so nothing was posted. Here is what the channels would see now; please read it again.",
        TooManyThemes many => $"A response can take up {many.Most} themes at most, so that it says something. What you wrote is kept; please pick fewer.",
        _ => null,
    };

    private static string Days(int days) => $"{days.ToString("N0", CultureInfo.GetCultureInfo("en-GB"))} days";
}
