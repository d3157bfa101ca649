using SupervisionBot.Core.Sessions;
using SupervisionBot.Core.Shared;
using SupervisionBot.Hosting;

namespace SupervisionBot.OneToOne.Cards;

/// <summary>What others have said about a summary since a person looked at it, for that person to read before they close their part.</summary>
internal static class SaidSinceText
{
    /// <summary>A paragraph each, oldest first: who, when, and their words.</summary>
    public static IEnumerable<string> Of(Session session, int sequence, PersonId reader) => session
        .SaidSince(sequence, reader)
        .Select(said => $"{session.NameOf(said.By)}, {UkTime.Text(said.At)}: {(said.Text.Length == 0 ? "confirmed." : said.Text)}");
}
