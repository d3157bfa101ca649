using Microsoft.Extensions.Options;
using SupervisionBot.Core.Rounds;
using SupervisionBot.Hosting;
using SupervisionBot.Rows;
using SupervisionBot.Storage;

namespace SupervisionBot.Rounds;

/// <summary>
/// Counts a closed round: opens its sealed answers, keeps each entry as a row of its own under a name and in an order that are as good as drawn by lot, and then removes
/// everything that led from a person to an answer. What one person wrote together is no longer together.
/// </summary>
/// <remarks>Broken off anywhere, or done by two copies at the same time, it comes to the same rows: names are made from the round's salt, which goes last.</remarks>
internal sealed class RoundCount(RoundStore rounds, RoundTurns turns, AnswerBox answers, SaidRows said, IOptions<RoundOptions> options, ILogger<RoundCount> log)
{
    /// <summary>Counts, and removes what led to people.</summary>
    /// <returns>Whether all of it is done.</returns>
    /// <exception cref="StorageUnavailableException">Storage does not answer: the same once more goes on.</exception>
    public async Task<bool> RunAsync(RoundAddress address, CancellationToken cancellationToken)
    {
        if (await rounds.FindAsync(address, cancellationToken) is not { Round: { Status: RoundStatus.Closed } round })
        {
            return true;
        }

        if (await answers.SealAsync(address, cancellationToken) is not { } seal)
        {
            log.RoundNotCounted();
            return false;
        }

        IReadOnlyList<(string Ballot, SealedAnswer Answer)> opened;
        try
        {
            opened = await answers.OpenAllAsync(address, seal, cancellationToken);
        }
        catch (NotReadException unread) when (unread.Why is not NewerRow)
        {
            log.RowPassed(unread.Table, unread.Row, unread.Why);
            log.RoundNotCounted();
            return false;
        }

        // What another copy has begun to remove is not all that there was.
        if (await rounds.FindAsync(address, cancellationToken) is not { Round.Status: RoundStatus.Closed })
        {
            return true;
        }

        var teams = round.Plan.Channels.ToDictionary(channel => channel.Key, channel => channel.Team, StringComparer.Ordinal);
        var people = opened.CountBy(answer => teams[answer.Answer.Channel]).ToDictionary(StringComparer.Ordinal);
        var tally = new Tally(people, new(options.Value.MinimumGroup, options.Value.MinimumForComments));
        var kept = round.Plan.Anonymous ? Suppression.GroupsToKeep(people, tally.Thresholds) : [.. people.Keys];
        var entries = opened.SelectMany(answer => Entries(seal, answer.Ballot, answer.Answer, teams[answer.Answer.Channel] is var team && kept.Contains(team) ? team : null));
        return await said.WriteAsync(address, entries, cancellationToken)
            && await turns.RunAsync(address, leader: null, "clock|count", new RecordCount(tally), cancellationToken) is { Refusal: null }
            && await answers.EmptyAsync(address, cancellationToken);
    }

    private static IEnumerable<OpenedEntry> Entries(AnswerSeal seal, string ballot, SealedAnswer answer, string? team) =>
        Enum.GetValues<RoundPrompt>().SelectMany(prompt => answer.Content.Under(prompt).Select((text, index) =>
            new OpenedEntry(seal.Entry(ballot, $"{RoundRows.Prompts[prompt]}{index}"), prompt, text, team, answer.Name, answer.At)));
}
