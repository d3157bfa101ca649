namespace SupervisionBot.Tests.Challenge;

/// <summary>Several leaders' runs, as counts.</summary>
public sealed class TogetherTests
{
    [Fact]
    public async Task BelowTheLeastNumberItSaysHowManyMoreAreNeeded()
    {
        await using var team = await Leaders.MeetAsync(more: 1, minimum: 3);
        var other = await team.JoinAsync(1);
        foreach (var leader in new[] { team.Tom, other })
        {
            await leader.RateAsync(1, ("training.q1", "not-yet"));
            await leader.SignOffAsync();
        }

        await team.Tom.TypeAsync("challenge");
        await team.Tom.PressAsync("challenge.together");

        Assert.Contains("2 answered so far; shown once 1 more has.", team.Tom.Card.Words, StringComparison.Ordinal);
        Assert.DoesNotContain("not yet ·", team.Tom.Card.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OneMoreWhoSignsOffMovesNothingAndEnoughMoreDo()
    {
        await using var team = await Leaders.MeetAsync(more: 5, minimum: 3);
        async Task<string> SignAsync(int number, string rating)
        {
            var leader = number == 0 ? team.Tom : await team.JoinAsync(number);
            await leader.RateAsync(2, ("supervision.q1", rating));
            await leader.SignOffAsync();
            await team.Tom.TypeAsync("challenge");
            await team.Tom.PressAsync("challenge.together");
            return team.Tom.Card.Words;
        }

        await SignAsync(0, "strength");
        await SignAsync(1, "strength");
        var before = await SignAsync(2, "dont-know");
        Assert.Contains("3 leaders answered here. Over all questions shown: 2 strength", before, StringComparison.Ordinal);

        Assert.Equal(before, await SignAsync(3, "not-yet"));
        Assert.Equal(before, await SignAsync(4, "not-yet"));
        Assert.Contains("6 leaders answered here. Over all questions shown: 2 strength · 0 developing · 3 not yet · 1 don't know.", await SignAsync(5, "not-yet"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AQuestionThatOneOfTheNewRunsRatedMovesNothingOfThatQuestion()
    {
        await using var team = await Leaders.MeetAsync(more: 5, minimum: 3);
        async Task<string> SignAsync(int number, string question, string rating)
        {
            var leader = number == 0 ? team.Tom : await team.JoinAsync(number);
            await leader.RateAsync(2, (question, rating));
            await leader.SignOffAsync();
            await team.Tom.TypeAsync("challenge");
            await team.Tom.PressAsync("challenge.together");
            return team.Tom.Card.Words;
        }

        await SignAsync(0, "supervision.q1", "strength");
        await SignAsync(1, "supervision.q1", "strength");
        var before = await SignAsync(2, "supervision.q1", "dont-know");
        await SignAsync(3, "supervision.q2", "not-yet");
        await SignAsync(4, "supervision.q2", "not-yet");

        Assert.Contains("2 strength · 0 developing · 0 not yet · 1 don't know.", before, StringComparison.Ordinal);
        Assert.Equal(before, await SignAsync(5, "supervision.q1", "not-yet"));
    }

    [Fact]
    public async Task FromTheLeastNumberOnItShowsCountsOfSignedOffRunsAndNeitherNamesNorNotes()
    {
        await using var team = await Leaders.MeetAsync(more: 3, minimum: 3);
        foreach (var (number, rating) in new[] { (0, "strength"), (1, "strength"), (2, "dont-know"), (3, "not-yet") })
        {
            var leader = number == 0 ? team.Tom : await team.JoinAsync(number);
            await leader.RateAsync(2, ("supervision.q1", rating));
            await leader.PressAsync("answer.save", ("answer.supervision.q1.note", "Written for nobody."));
            if (number < 3)
            {
                await leader.SignOffAsync();
            }
        }

        await team.Tom.TypeAsync("challenge");
        await team.Tom.PressAsync("challenge.together");

        Assert.Contains("3 leaders answered here. Over all questions shown: 2 strength · 0 developing · 0 not yet · 1 don't know.", team.Tom.Card.Words, StringComparison.Ordinal);
        Assert.Contains("Too few answers to show.", team.Tom.Card.Words, StringComparison.Ordinal);
        Assert.Contains("0 answered so far; shown once 3 more have.", team.Tom.Card.Words, StringComparison.Ordinal);
        Assert.DoesNotContain("Leader", team.Tom.Card.Words.Replace("Leaders", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain("Written for nobody", team.Tom.Card.Words, StringComparison.Ordinal);
    }
}
