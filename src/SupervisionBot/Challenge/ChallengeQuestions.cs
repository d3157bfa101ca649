using SupervisionBot.Core.Challenge;
using SupervisionBot.Core.Guides;
using SupervisionBot.Guides;

namespace SupervisionBot.Challenge;

/// <summary>The challenge questions in use.</summary>
internal sealed class ChallengeQuestions(GuideLibrary guides)
{
    /// <summary>The guide; null where an organisation's own guides leave it out.</summary>
    public GuideEdition? Edition { get; } = guides.InUse.FirstOrDefault(edition => edition.Guide.Id == ChallengeRun.Guide && edition.Guide.Areas.Count > 0);

    /// <summary>The questions that practice supervisors can bring into a one-to-one, in order.</summary>
    public IReadOnlyList<Prompt> ForSupervision => Edition is { } edition
        ? [.. edition.Guide.Areas.Where(area => area.Id == ChallengeRun.SupervisionArea).SelectMany(area => ChallengeRun.Questions(edition.Guide, area))]
        : [];

    /// <summary>Whether they can be brought into sessions of a guide: those of one-to-one supervision that say so.</summary>
    public bool FitInto(Guide guide) => guide.FindRole(Role.Supervisor) is { Leads: true } && BringOffer.Of(guide).Contains(BringKind.ChallengeQuestions) && ForSupervision.Count > 0;
}
