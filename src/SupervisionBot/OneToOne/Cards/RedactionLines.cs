using SupervisionBot.Core.Sessions;
using SupervisionBot.Core.Summaries;

namespace SupervisionBot.OneToOne.Cards;

/// <summary>What was asked for about erasing words, and what became of it: it stands with the record, whatever was decided.</summary>
internal static class RedactionLines
{
    /// <summary>A summary with these lines before it; as it is where nobody has asked.</summary>
    public static Summary Before(Summary summary, Session session) => session.Redactions.Length == 0
        ? summary
        : summary with { Sections = [new("", "Asked to be erased since", [.. session.Redactions.SelectMany(asked => Of(asked, session))]), .. summary.Sections] };

    private static IEnumerable<SummaryLine> Of(Redaction asked, Session session)
    {
        var label = asked.Status switch
        {
            RedactionStatus.Asked => $"Asked for words to be erased; {asked.Said.Length} of {Redaction.Approvals} leaders have approved",
            RedactionStatus.Erased => $"Words were erased, approved by {string.Join(" and ", asked.Said.Select(said => said.Name))}",
            RedactionStatus.Declined => "Asked for words to be erased, and they stay",
            RedactionStatus.Overtaken => "Asked for words to be erased; not decided, as some of them went when others were erased",
            RedactionStatus.Withdrawn => "Asked for words to be erased, and took that back",
        };
        yield return new(label, asked.Reason, session.NameOf(asked.By), asked.At);
        if (asked is { Status: RedactionStatus.Declined, Said: [.., var no] })
        {
            yield return new("Why they stay", no.Reason, no.Name, no.At);
        }
    }
}
