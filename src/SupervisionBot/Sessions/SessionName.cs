using SupervisionBot.Core.Guides;
using SupervisionBot.Core.Sessions;

namespace SupervisionBot.Sessions;

/// <summary>What people call a session: by its case, or by its guide where it is about no case.</summary>
internal static class SessionName
{
    public static string Of(string caseReference, string guideTitle) => caseReference.Length > 0 ? $"case {caseReference}" : guideTitle;

    public static string Of(Session session, Guide guide) => Of(session.CaseReference, guide.Title);

    /// <summary>The same at the beginning of a line.</summary>
    public static string Heading(string caseReference, string guideTitle) => caseReference.Length > 0 ? $"Case {caseReference}" : guideTitle;

    /// <summary>Whether a session of this guide comes to a decision.</summary>
    public static bool Decides(Guide guide) => guide.Summary.Any(part => part.Kind == SummaryPartKind.Decision);
}
