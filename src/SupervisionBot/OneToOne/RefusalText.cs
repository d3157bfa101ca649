using System.Globalization;
using SupervisionBot.Core.Guides;
using SupervisionBot.Core.Sessions;
using SupervisionBot.Core.Shared;
using SupervisionBot.Redactions;
using SupervisionBot.Reflections;
using SupervisionBot.Rounds;
using SupervisionBot.Rows;
using SupervisionBot.Sessions;
using SupervisionBot.Typing;
using SupervisionBot.Words;

namespace SupervisionBot.OneToOne;

/// <summary>What people read when something was refused: what happened, that nothing was lost, and what to do next.</summary>
internal static class RefusalText
{
    /// <summary>The same words for "not yours" and "not there".</summary>
    public const string NotFound = "I can't find that session for you. If you take part in one, type sessions to see yours.";

    /// <summary>Of a typed message that may be saved or not. A message has no button that finds out: its writer looks.</summary>
    public const string MessageNotSaved = "The place where records are kept does not answer, so I can't be sure that your message was added to your answer. It is still in this chat. Please type resume in a minute and look; if it is not there, send it again.";

    /// <summary>What somebody reads who typed something that is no command while storage does not answer.</summary>
    public const string MessageNotTakenUp = "The place where records are kept does not answer, so I could not take up your message. It is still in this chat, and nothing that was saved is lost. Please send it again in a minute.";

    public static string For(Refusal refusal) => refusal switch
    {
        NoSuchSession => NotFound,
        OnlyTheLeadMay => "Only the person who leads the session can do that. Nothing was changed; please ask them.",
        NotAskedOfYou => "That question is for somebody else in the session, so this was not saved under it.",
        AlreadyFrozen => "The summary is signed off and can't be changed any more. You can put a correction beside your words, or add a later remark to it instead.",
        AlreadyCancelled => "This session was ended, so nothing more can be saved in it. You can start a new one.",
        IsPausedNow => "The session is paused. Press Go on first; everything saved so far is there.",
        NotBegunYet => "You have not begun together yet: only the first step can be prepared. Nothing was changed.",
        BegunAlready => "You have begun together already. Here is where it stands.",
        StepMovedOn => "That card was an older one: the session is on another step by now. Here is where it stands.",
        NotAtThisPoint => "That can't be changed at this point of the session, so it was not saved. It can be once the person who leads has gone back to the steps.",
        NotThere => "That is no longer there: somebody else has changed it. Nothing was saved.",
        NothingWritten => "There is nothing written yet, so nothing was saved. Please write something and press the button again.",
        TooLong tooLong => $"This is too long: {Count(tooLong.Length)} characters, and {Count(tooLong.Longest)} fit. It was not saved; please shorten it or say it in two places.",
        NotAChoice => "That is not one of the choices, so it was not saved. Please pick again.",
        NotADay => "That is not a day I can read, so it was not saved. Please pick a day.",
        DayInThePast past => $"That day is before today, {PromptValue.Day(past.Today)}, so it was not saved. Please pick today or a later day.",
        BroughtAlready => "That question is in the session already, so it was not brought in again. Please pick another.",
        TooMany tooMany => $"There are {Count(tooMany.Most)} already, which is as many as fit, so this was not saved. Please change one that is there.",
        HasGaps => "Something is still missing, as listed here. Put it right, or write in the box why the session goes on without it, and press Prepare the summary again.",
        SummaryChanged => "The summary has changed since you opened it, so it is not confirmed yet. Here is the one it is now; please read it again.",
        SaidSince => "Somebody has written something, confirmed or disagreed since you opened the summary, so your part is not closed yet. It is shown here; please read it, then press again.",
        TakenBackSince => "That card is older than something you took back since, and may still have those words in it, so nothing was saved from it. If a box had words that you took back, they stand in slanted letters here and in no box: type again what of them you want to keep. All else that you typed is still in its box: check it, and press Save.",
        NotOnesOwn => "You asked for these words to be erased, so two other leaders decide. Nothing was changed.",
        TooMuchToErase => "These words stand in more texts than can be changed at once, so nothing was changed. Ask for longer words, such as the whole name; if that is no help, tell whoever looks after this app.",
        DecidedAlready => "That is decided already, so nothing was changed. Here is what came of it.",
        WrittenMeanwhile => "Somebody was writing in this record at the same moment, so this did not get through. Please press Approve again.",
        NotAsItWas => "The summary, or the record it was made from, was changed outside this app, so nothing is erased from it before somebody has looked. Nothing was changed; please tell whoever looks after this app.",
        NoSuchWords => "These words do not stand in the record, so nobody was asked. Copy them from it exactly, whole words, and without the quotation marks around them. The case reference, days and choices can't be erased.",
        TooFewLeaders => "Two senior leaders besides you have to approve that words are erased, and fewer are named. Nobody was asked; please tell whoever looks after this app (the setting is Roles:Leaders).",
        NotForYou => "Only senior leaders decide whether words are erased from a record. Nothing was saved or changed. To ask for it, open the session and press Have words erased.",
        NoSuchRequest => "There is no such request any more, so nothing was changed. Type redactions to see those that are to be decided.",
        ClosedAlready => "You have already confirmed or disagreed; nothing was changed.",
        NoCaseReference => "A session needs a case reference. Please give your own case id.",
        WrongPeople => "A session needs two different people. Please choose the practitioner: somebody other than you.",
        SavedElsewhere => "Others were saving at the same moment and this did not get through. Please press the button again.",
        NotSaved => "I can't be sure that this was saved: the place where records are kept does not answer. What you typed is still here. Please press again in a minute; nothing is saved twice.",
        ReasonWithoutChoice => "You wrote a reason. Press Choose this option or Set it aside to record it with the option.",
        ReasonWithoutRemoval => "You wrote why it comes off the list. Press Take it off the list, or empty that box and save again.",
        MembersUnknown => "I could not find out who is in this chat just now. Nothing was started; please press Start again in a moment.",
        NotAddedYet => "That person has not added this app yet. Ask them to add it in Teams and say hello to it; then press Start again.",
        TooManyUnderWay many => $"You have {Count(many.Most)} sessions under way, which is as many as one person can open. Nothing was started. Type sessions to see them, and sign off or end some; then press Start again.",
        TooManyInvitations many => $"You have invited people {Count(many.Most)} times today, which is as often as one person can in a day. Nobody was invited just now, and nothing was lost. Please try again tomorrow; people who are invited already find the session by typing sessions.",
        NotInAChannel => "Supervision about a case is not started in a channel, where the whole team reads along. Nothing was started. Open your own chat with me, or a group chat of those who take part, and type start there.",
        NotInThisChat => "That person is not in this group chat. Choose somebody who is, or start the session in your own chat with me.",
        OpenedBefore => "This form had opened a session already, which is the one below. What you changed in the form since was not taken; type start for another session.",
        NewerRow => "A newer version of this app keeps this, so the version that answers you can't show or change it just now. Nothing is lost, and nothing was saved; please try again in a while.",
        DamagedRow => "This can't be shown or changed just now, as part of what is stored for it can't be read. Nothing was saved, and nothing that is stored was changed. Please tell whoever looks after this app.",
        ReflectionDeleted => "You have deleted that one, so nothing was saved under it. What you typed is still here, for you to copy.",
        NotOpenedYet => "You have not opened that session yet, so nothing was saved in it. Open it first; your words wait here.",
        WordsGone => "These words wait no more: they were saved elsewhere, left out or deleted, or a day has passed. Nothing was saved by this press.",
        WordsChanged => "You have changed this message since that card was drawn, so nothing was saved. Here it is as it is now; please look, and press again.",
        BeingSaved => "These words are just being saved in another place, from another card or device. Nothing was saved by this press; please look again in a minute.",
        AnswerChangedSince => "You have changed that answer since, so I can't tell which part of it this message was. Nothing was changed. Open the answer where it stands, and change it there.",
        NotMarked => "That one is not marked to talk about any more, perhaps since another window, so it was not brought in. To bring it in after all, type reflect and mark it again.",
        LooksPersonal looks => $"This looks like {looks.Detail.Words()}. A case reference must not tell who it is about: please use your own case id. If it is one, tick the box below.",
        _ => RoundRefusalText.For(refusal) ?? throw new ArgumentOutOfRangeException(nameof(refusal), refusal.GetType().Name, "has no text"),
    };

    private static string Count(int number) => number.ToString("N0", CultureInfo.GetCultureInfo("en-GB"));
}

/// <summary>A reason for an option was written, but the option was neither chosen nor set aside.</summary>
internal sealed record ReasonWithoutChoice : Refusal;

/// <summary>A reason for taking an action off the list was written, but the action was saved.</summary>
internal sealed record ReasonWithoutRemoval : Refusal;

/// <summary>Who is in the group chat could not be asked.</summary>
internal sealed record MembersUnknown : Refusal;

/// <summary>The person chosen does not have the bot.</summary>
internal sealed record NotAddedYet : Refusal;

/// <summary>The person chosen is not in the group chat the session is started in.</summary>
internal sealed record NotInThisChat : Refusal;

/// <summary>Sessions can't be started in channels here (<see cref="OneToOneOptions.Channels"/>).</summary>
internal sealed record NotInAChannel : Refusal;

/// <summary>The form had opened its session before, with another practitioner or case reference than it says now.</summary>
internal sealed record OpenedBefore : Refusal;

/// <summary>The case reference looks like a detail of a person.</summary>
internal sealed record LooksPersonal(PersonalDetail Detail) : Refusal;
