using System.Collections.Immutable;
using System.Globalization;
using SupervisionBot.Core.Shared;

namespace SupervisionBot.Core.Sessions;

/// <summary>Whose words an entry of the trail has, and what they belong to.</summary>
/// <param name="By">Who wrote them.</param>
/// <param name="Place">What they belong to; versions of one answer or one action share it.</param>
public readonly record struct Written(PersonId By, string Place)
{
    /// <summary>The place of the case reference.</summary>
    public const string CaseReference = "case";

    // Beside an entry that takes words back, and the head, as many fit one write of the store.
    internal const int MostErased = 90;

    internal static Written In(TrailEntry entry) => new(entry.By, entry.Event switch
    {
        SessionOpened or CaseReferencePutRight => CaseReference,
        Answered answered => $"answer {answered.Prompt}",
        ActionAgreed agreed => string.Create(CultureInfo.InvariantCulture, $"action {agreed.Action}"),
        ActionChanged changed => string.Create(CultureInfo.InvariantCulture, $"action {changed.Action}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"entry {entry.Sequence}"),
    });

    /// <summary>The entries of a session with the words of one person in one place, oldest first.</summary>
    internal static IEnumerable<int> Entries(ImmutableDictionary<int, Written> written, Written words) =>
        written.Where(entry => entry.Value == words).Select(entry => entry.Key).Order();
}
