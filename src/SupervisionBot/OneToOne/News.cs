using SupervisionBot.Core.Sessions;
using SupervisionBot.Core.Shared;

namespace SupervisionBot.OneToOne;

/// <summary>What the others are told after a turn, because a card that changes where it stands notifies nobody.</summary>
internal static class News
{
    /// <summary>The text; null where there is nothing to tell.</summary>
    public static string? Of(Session now, Session before, PersonId actor)
    {
        var (who, which) = (now.NameOf(actor), $"case {now.CaseReference}");
        return now switch
        {
            { Status: SessionStatus.Frozen } when before.Status != SessionStatus.Frozen => $"The summary of {which} is signed off and frozen. Type sessions to open it.",
            { Status: SessionStatus.Cancelled } when before.Status != SessionStatus.Cancelled => $"{who} has ended the session about {which} without a decision. What was recorded stays: type sessions to see it.",
            { Status: SessionStatus.Summarised } when before.Status != SessionStatus.Summarised => $"The summary of {which} is ready. Please read it, and confirm it or say what you disagree with. Type resume to bring it up.",
            { Status: SessionStatus.Walking } when before.Status == SessionStatus.Summarised => $"{who} has gone back to the walk in {which}, so the summary is not to be confirmed yet. What was said about it is kept.",
            _ when now.Positions.Length > before.Positions.Length => $"{who} has {(now.Positions[^1].Disagreement is null ? "confirmed the summary" : "disagreed with the summary; the words stand in it")}: {which}. Type resume to bring it up.",
            _ when now.Comments.Length > before.Comments.Length => $"{who} has commented on the summary of {which}.",
            _ when now.Joined.Count > before.Joined.Count => $"{who} has opened the session about {which}.",
            _ when now.Prepared.Count > before.Prepared.Count => $"{who} has prepared for {which}.",
            _ when now.IsPaused != before.IsPaused => $"{who} has {(now.IsPaused ? "paused" : "gone on with")} the session about {which}.",
            _ when now.Addenda.Length > before.Addenda.Length => $"{who} has added a remark to the summary of {which}.",
            _ => null,
        };
    }
}
