using SupervisionBot.Core.Guides;

namespace SupervisionBot.Guides;

/// <summary>What may be brought into a session.</summary>
internal static class BringOffer
{
    // Until then guides said nothing of it, and all of it was offered in every session.
    private const string OfBefore = "knowsley-decision-walk";
    private const int LastOfBefore = 2;

    /// <summary>What the guide of a session says; a session that was opened with an edition of before guides said it keeps what it had.</summary>
    public static IReadOnlyList<BringKind> Of(Guide guide) => guide is { Id: OfBefore, Version: <= LastOfBefore, Bring.Count: 0 } ? Enum.GetValues<BringKind>() : guide.Bring;
}
