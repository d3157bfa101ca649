using SupervisionBot.Rows;
using SupervisionBot.Storage;

namespace SupervisionBot.Sending;

/// <summary>How what is to be sent stands in the row of a message. No row holds a card: those of an earlier version that did are read as something else.</summary>
internal static class ContentRows
{
    private const string IdPrefix = "Id_";

    // A whole card, as an earlier version kept it.
    private const string Rendered = "Show";
    private const string Help = "help.open";
    private const string InItsPlace = "Something was on its way to you while I was brought up to date. Nothing that was saved is lost: type resume, sessions or reflect to see where you are.";

    public static void Write(Content what, TableEntity row)
    {
        switch (what)
        {
            case Content.Say say:
                row.SetText("Text", say.Text);
                break;
            case Content.News news:
                row.SetText("Text", news.Text);
                Write(news.View, row);
                break;
            case Content.Show show:
                (row["For"], row["Notice"], row["Warns"], row["Replaces"]) = (show.For.Value, show.Notice, show.Warns, show.Replaces);
                Write(show.View, row);
                break;
            case Content.Draw draw:
                row["Anew"] = draw.Anew;
                break;
            case Content.Post post:
                (row["Posting"], row["Subject"], row["Part"]) = (post.Kind, post.Subject, post.Part);
                break;
        }
    }

    /// <summary>Reads it. In an earlier version the names of the kinds began with a capital.</summary>
    /// <exception cref="UnreadColumnException">It is of no kind that is known here, or lacks a column.</exception>
    public static Content Read(TableEntity row) => row.NeededString("Kind") switch
    {
        Content.Saying or "Say" => new Content.Say(row.NeededText("Text")),
        Content.Telling => new Content.News(row.NeededText("Text"), ViewIn(row)),
        Content.Showing => new Content.Show(ViewIn(row), new(row.NeededGuid("For")), row.GetString("Notice") ?? "", row.GetBoolean("Warns") ?? false, row.GetString("Replaces")),
        Content.Drawing or "Draw" => new Content.Draw(new(row.NeededGuid("Session")), row.GetBoolean("Anew") ?? false),
        Content.Posting or "Post" => new Content.Post(row.NeededString("Posting"), row.NeededString("Subject"), row.NeededString("Part")),
        Rendered => InsteadOf(row),
        _ => throw new UnreadColumnException("Kind"),
    };

    /// <summary>Whether a row still holds a whole card, words and all. The next write of it takes the card off.</summary>
    public static bool IsRendered(TableEntity row) => row["Kind"] as string == Rendered;

    // What was on the card stands where it is kept. Words that were not saved stand on the card or in the message that they were typed in, whose place this one never took. So help loses
    // nothing, and does not show again what was deleted since.
    private static Content.Show InsteadOf(TableEntity row) => new(View.Of(Help), new(row.GetGuid("Person") ?? Guid.Empty), InItsPlace, Warns: true);

    private static void Write(View view, TableEntity row)
    {
        row["Verb"] = view.Verb;
        foreach (var (name, id) in view.Ids)
        {
            row[IdPrefix + name] = id;
        }
    }

    private static View ViewIn(TableEntity row) => View.Of(
        row.NeededString("Verb"),
        row.PropertyNames.Where(name => name.StartsWith(IdPrefix, StringComparison.Ordinal)).Select(name => (name[IdPrefix.Length..], row.NeededString(name))));
}
