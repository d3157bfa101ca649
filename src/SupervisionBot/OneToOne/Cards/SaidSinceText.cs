using SupervisionBot.Core.Sessions;
using SupervisionBot.Core.Shared;
using SupervisionBot.Hosting;
using SupervisionBot.Turns;

namespace SupervisionBot.OneToOne.Cards;

/// <summary>What others have said about a summary since a person looked at it, for that person to read before they close their part.</summary>
internal static class SaidSinceText
{
    /// <summary>A paragraph each, oldest first: who, when, and their words; as many as fit.</summary>
    /// <returns>The text, and up to which entry of the session its reader has then seen all of it.</returns>
    public static (string Text, int UpTo) Of(Session session, int sequence, PersonId reader)
    {
        var text = "";
        var upTo = sequence;
        foreach (var said in session.SaidSince(sequence, reader))
        {
            var more = $"{text}{(text.Length == 0 ? "" : "\n\n")}{session.NameOf(said.By)}, {UkTime.Text(said.At)}: {(said.Text.Length == 0 ? "confirmed." : said.Text)}";
            if (text.Length > 0 && Cut.OnWire(Cut.Plain(more)) > Cut.Kept)
            {
                return (text, upTo);
            }

            (text, upTo) = (more, said.Sequence);
        }

        return (text, session.Sequence);
    }
}
