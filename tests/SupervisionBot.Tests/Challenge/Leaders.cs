using SupervisionBot.Tests.Team;

namespace SupervisionBot.Tests.Challenge;

/// <summary>A team with senior leaders: Tom, and as many more as a test wants.</summary>
internal static class Leaders
{
    /// <summary>The team, with Tom as the first leader.</summary>
    public static Task<SupervisionTeam> MeetAsync(int more = 0, int minimum = 5) => SupervisionTeam.MeetAsync(
        [
            "--Rounds:MinimumGroup", $"{minimum}",
            "--Roles:Leaders:0", "22222222-0000-4000-8000-000000000003",
            .. Enumerable.Range(1, more).SelectMany(number => new[] { $"--Roles:Leaders:{number}", $"{Id(number)}" }),
        ]);

    /// <summary>One of the further leaders, who has added the app.</summary>
    public static async Task<Somebody> JoinAsync(this SupervisionTeam team, int number)
    {
        var leader = team.At(new($"Leader {number}", Id(number), SupervisionTeam.Tenant));
        Assert.Equal(200, (await leader.AddAppAsync()).Status);
        return leader;
    }

    /// <summary>Rates questions of one area, wherever its steps are, and stays there.</summary>
    public static async Task RateAsync(this Somebody leader, int area, params (string Question, string Rating)[] answers)
    {
        await leader.TypeAsync($"area {area}");
        foreach (var (question, rating) in answers)
        {
            while (leader.Card.Inputs.All(input => input.Id != $"answer.{question}"))
            {
                await leader.PressAsync("step.next");
            }

            await leader.PressAsync("answer.save", ($"answer.{question}", rating));
        }
    }

    /// <summary>Finishes the run and signs it off.</summary>
    public static async Task SignOffAsync(this Somebody leader)
    {
        await leader.TypeAsync("challenge");
        await leader.PressAsync("challenge.finish");
        await leader.ConfirmAsync();
    }

    private static Guid Id(int number) => new($"22222222-0000-4000-8000-0000000001{number:D2}");
}
