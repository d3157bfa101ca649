using System.Collections.Frozen;
using SupervisionBot.Sending;
using SupervisionBot.Teams;

namespace SupervisionBot.Turns;

/// <summary>A part of the product beside one-to-one supervision: its own typed words, buttons and dialogs. One instance serves all requests at the same time.</summary>
/// <remarks>Who acts is <see cref="Delivery.From"/>, never something a card says: each method authorises by it.</remarks>
internal abstract class Feature
{
    /// <summary>Verbs of its buttons.</summary>
    public virtual FrozenSet<string> Pressing => [];

    /// <summary>The verbs that only show something, each with the names of the ids it needs. Drawing one changes no row, so that messages refer to it and are drawn when they are sent.</summary>
    public virtual FrozenDictionary<string, string[]> Showing => FrozenDictionary<string, string[]>.Empty;

    /// <summary>Verbs of buttons that an earlier version sent: they may still be pressed where they stand.</summary>
    public virtual FrozenSet<string> Former => [];

    /// <summary>Verbs of its dialogs: those that open one and those that send one.</summary>
    public virtual FrozenSet<string> Dialogs => [];

    /// <summary>Whether it is noted who pressed. Not where a row with a name, written in the same moment, would tell whose another row is.</summary>
    public virtual bool NotesWho => true;

    /// <summary>The one among <see cref="Showing"/> that clients may ask by themselves; null where there is none.</summary>
    public virtual string? Refreshing => null;

    /// <summary>Its typed words as help or the app's manifest name them. Each is read; what else is read means the same.</summary>
    public virtual IReadOnlyList<string> Offered => [];

    /// <summary>Whether a message is one of its typed words.</summary>
    /// <param name="word">What <see cref="TypedWord"/> made of it.</param>
    public virtual bool Reads(string word) => false;

    /// <summary>Does what a typed word says.</summary>
    public virtual Task ObeyAsync(Delivery delivery, string word, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>What somebody reads who typed one of its words while storage does not answer.</summary>
    public virtual string InOutage(string word) => "The place where records are kept does not answer just now. Nothing that was saved is lost. Please type that again in a minute.";

    /// <summary>Does what a button says. By default it only shows something.</summary>
    public virtual Task<Pressed> PressAsync(Delivery delivery, CardData data, CancellationToken cancellationToken) => ShownAsync(delivery, data, cancellationToken);

    /// <summary>Draws what one of its showing verbs shows: for whoever pressed it, or for whom a message is drawn that refers to it.</summary>
    /// <param name="viewer">Who looks, and where.</param>
    /// <param name="data">The verb and its ids.</param>
    /// <param name="notice">A message on top.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The card; words where there is nothing to show, or not to them.</returns>
    /// <exception cref="Storage.StorageUnavailableException">Storage does not answer.</exception>
    public virtual Task<CardActionResponse> ShowAsync(Delivery viewer, CardData data, Notice notice, CancellationToken cancellationToken) =>
        throw new InvalidOperationException($"{GetType().Name} has nothing to show.");

    /// <summary>A press of a verb that only shows something.</summary>
    protected async Task<Pressed> ShownAsync(Delivery delivery, CardData data, CancellationToken cancellationToken) =>
        new(await ShowAsync(delivery, data, Notice.None, cancellationToken), ViewOf(data.Verb, data), Notice.None);

    /// <summary>A showing verb with those of the ids it needs that came with a press, and nothing else that came.</summary>
    protected View ViewOf(string verb, CardData data) => View.Of(verb, Showing[verb].Select(name => (name, data.Text(name))));

    /// <summary>Opens a dialog.</summary>
    public virtual Task<TaskResponse> OpenAsync(Delivery delivery, CardData data, CancellationToken cancellationToken) =>
        throw new InvalidOperationException($"{GetType().Name} has no dialog to open.");

    /// <summary>Takes what a dialog sends.</summary>
    public virtual Task<TaskResponse> SendAsync(Delivery delivery, CardData data, CancellationToken cancellationToken) =>
        throw new InvalidOperationException($"{GetType().Name} has no dialog to send.");

    /// <summary>Takes what a person answered to a file that was offered to them.</summary>
    /// <returns>Whether it was this feature that had offered it.</returns>
    public virtual Task<bool> OnFileConsentAsync(Delivery delivery, FileConsent consent, CancellationToken cancellationToken) => Task.FromResult(false);
}
