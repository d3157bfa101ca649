using System.Collections.Frozen;
using SupervisionBot.Sending;
using SupervisionBot.Teams;

namespace SupervisionBot.Turns;

/// <summary>All that can be shown, by its verb. What a press asks for and what a message refers to are drawn by the same code, for the person who looks.</summary>
internal sealed class Views(IEnumerable<Feature> features)
{
    private readonly FrozenDictionary<string, Feature> _verbs = features
        .SelectMany(feature => feature.Showing.Keys, (feature, verb) => KeyValuePair.Create(verb, feature))
        .ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Whether a verb only shows something.</summary>
    public bool Has(string verb) => _verbs.ContainsKey(verb);

    /// <summary>The card; null when what it is about is gone, or not for their eyes.</summary>
    /// <param name="viewer">Who looks, and where.</param>
    /// <param name="view">What they look at.</param>
    /// <param name="notice">A message on top.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="Storage.StorageUnavailableException">Storage does not answer.</exception>
    public async Task<ReadOnlyMemory<byte>?> DrawAsync(Delivery viewer, View view, Notice notice, CancellationToken cancellationToken)
    {
        if (_verbs.TryGetValue(view.Verb, out var feature)
            && await feature.ShowAsync(viewer, CardData.Of(view), notice, cancellationToken) is CardActionResponse.Card card)
        {
            return card.Utf8Json;
        }

        return null;
    }
}
