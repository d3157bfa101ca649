using SupervisionBot.Core.Summaries;
using SupervisionBot.Hosting;
using SupervisionBot.Turns;

namespace SupervisionBot.OneToOne.Cards;

/// <summary>A summary in pages that fit a card.</summary>
internal static class SectionPages
{
    /// <summary>Text on one page, in characters on the wire, unless one entry alone is longer. Our own number: with its frame a page stays well below 36,000.</summary>
    private const int PageLength = 12_000;

    // What a line costs beside its words, as JSON.
    private const int LineCost = 450;

    /// <summary>One page, from 1; a number outside the pages gives the nearest.</summary>
    public static PagedSections Page(Summary summary, int page)
    {
        var pages = new List<List<SectionView>> { new() };
        var length = 0;
        foreach (var section in summary.Sections)
        {
            var lines = new List<LineView>();
            foreach (var line in section.Lines.Select(Line))
            {
                var cost = Cut.OnWire(line.Text) + Cut.OnWire(line.Label) + Cut.OnWire(line.Who) + LineCost;
                if (length + cost > PageLength && length > 0)
                {
                    Close(pages[^1], section, lines);
                    pages.Add([]);
                    (lines, length) = ([], 0);
                }

                lines.Add(line);
                length += cost;
            }

            if (lines.Count > 0 || section.Lines.Count == 0)
            {
                pages[^1].Add(new(section.Title, section.Lines.Count == 0, lines));
                length += LineCost;
            }
        }

        var number = Math.Clamp(page, 1, pages.Count);
        return new(pages[number - 1], $"Page {number} of {pages.Count}", number, pages.Count > 1, number > 1, number - 1, number < pages.Count, number + 1);
    }

    private static void Close(List<SectionView> page, SummarySection section, List<LineView> lines)
    {
        if (lines.Count > 0)
        {
            page.Add(new(section.Title, IsEmpty: false, lines));
        }
    }

    private static LineView Line(SummaryLine line) => new(
        line.Label.Length > 0,
        line.Label,
        line.Text.Length > 0 ? Cut.To(Cut.Page, line.Text) : line.Who is null ? "Nothing recorded." : "No words added.",
        IsMissing: line.Text.Length == 0,
        line.Who is not null,
        line is { Who: { } who, At: { } at } ? $"{who}, {UkTime.Text(at)}" : line.Who ?? "");
}
