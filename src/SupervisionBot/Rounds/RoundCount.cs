using Microsoft.Extensions.Options;
using SupervisionBot.Core.Rounds;
using SupervisionBot.Hosting;
using SupervisionBot.Storage;

namespace SupervisionBot.Rounds;

/// <summary>
/// Counts a closed round: opens its sealed answers, keeps each entry as a row of its own under a name and in an order that are as good as drawn by lot, and then removes
/// everything that led from a person to an answer. What one person wrote together is no longer together.
/// </summary>
/// <remarks>Broken off anywhere, or done by two copies at the same time, it comes to the same rows: names are made from the round's key, which is destroyed when the count is recorded.</remarks>
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

        if (await answers.SealAsync(address, round, cancellationToken) is not { } seal || await answers.LockAsync(address, seal, cancellationToken) is not { } turnout)
        {
            log.RoundNotCounted();
            return false;
        }

        // What another copy has begun to remove is not all that there was.
        if (await rounds.FindAsync(address, cancellationToken) is not { Round.Status: RoundStatus.Closed })
        {
            return true;
        }

        var thresholds = round.Thresholds ?? new(options.Value.MinimumGroup, options.Value.MinimumForComments);
        if (await answers.PeopleAsync(address, round, cancellationToken) is not { } people || await answers.NobodyAsync(address, seal, cancellationToken) is not { } nobody)
        {
            log.RoundNotCounted();
            return false;
        }

        if (round.Plan.Anonymous && people.Values.Sum() < thresholds.Comments)
        {
            // Deleted unread: nobody is behind so few words but those who wrote them.
            return await EndAsync(address, new(ByTeam(round, people), thresholds), [], cancellationToken);
        }

        var (opened, leftOut) = await answers.OpenAllAsync(address, seal, turnout, cancellationToken);
        var counted = ByTeam(round, opened.Where(answer => !nobody.Contains(answer.Ballot)).CountBy(answer => answer.Answer.Channel).ToDictionary(StringComparer.Ordinal));
        var tally = new Tally(counted, thresholds, leftOut);
        if (round.Plan.Anonymous && tally.Answered < thresholds.Comments)
        {
            return await EndAsync(address, tally, [], cancellationToken);
        }

        var teams = round.Plan.Channels.ToDictionary(channel => channel.Key, channel => channel.Team, StringComparer.Ordinal);
        var kept = round.Plan.Anonymous ? Suppression.GroupsToKeep(counted, thresholds) : [.. teams.Values];
        var entries = opened.SelectMany(answer => Entries(seal.Seal, answer.Ballot, answer.Answer, teams[answer.Answer.Channel] is var team && kept.Contains(team) ? team : null));
        return await EndAsync(address, tally, entries, cancellationToken);
    }

    private async Task<bool> EndAsync(RoundAddress address, Tally tally, IEnumerable<OpenedEntry> entries, CancellationToken cancellationToken) =>
        await said.WriteAsync(address, entries, cancellationToken)
        && await turns.RunAsync(address, leader: null, "clock|count", new RecordCount(tally), cancellationToken) is { Refusal: null }
        && await answers.EmptyAsync(address, cancellationToken);

    private static Dictionary<string, int> ByTeam(Round round, IReadOnlyDictionary<string, int> byChannel) => byChannel
        .GroupBy(channel => round.Plan.Channels.First(candidate => candidate.Key == channel.Key).Team, StringComparer.Ordinal)
        .ToDictionary(team => team.Key, team => team.Sum(channel => channel.Value), StringComparer.Ordinal);

    private static IEnumerable<OpenedEntry> Entries(AnswerSeal seal, string ballot, SealedAnswer answer, string? team) =>
        Enum.GetValues<RoundPrompt>().SelectMany(prompt => answer.Content.Under(prompt).Select((text, index) =>
            new OpenedEntry(seal.Entry(ballot, $"{RoundRows.Prompts[prompt]}{index}"), prompt, text, team, answer.Name, answer.At)));
}
