using Microsoft.Extensions.DependencyInjection;
using SupervisionBot.Scheduling;
using SupervisionBot.Tests.Team;

namespace SupervisionBot.Tests.Reflections;

/// <summary>Each time one question is sent, whatever rings twice or fails in between.</summary>
public sealed class OneMessageTests
{
    [Fact]
    public async Task TwoCopiesThatRingTogetherSendOneQuestion()
    {
        await using var team = await SupervisionTeam.MeetAsync();
        await team.Priya.StartReflectingAsync();
        for (var week = 0; week < 5; week++)
        {
            team.Clock.Move(week == 0 ? Reflecting.ToMonday : Reflecting.Week);
            var ringer = team.Services.GetServices<AlarmRinger>().Single(ringer => ringer.Kind == "reflection");
            var subject = $"{team.Priya.Person.Id:N}";

            await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => ringer.RingAsync(SupervisionTeam.Tenant, subject, default))));
            await team.SettleAsync();

            Assert.Equal(week + 1, team.QuestionsTo(team.Priya).Count);
        }
    }

    public static TheoryData<Fault, int> Places
    {
        get
        {
            var places = new TheoryData<Fault, int>();
            foreach (var fault in new[] { Fault.WritesAreLost, Fault.AnswersAreLost, Fault.NothingAnswers })
            {
                for (var call = 0; call < 6; call++)
                {
                    places.Add(fault, call);
                }
            }

            return places;
        }
    }

    [Theory]
    [MemberData(nameof(Places))]
    public async Task WhicheverCallOfTheStoreFailsOneQuestionIsSent(Fault fault, int after)
    {
        FaultyStore? store = null;
        await using var team = await SupervisionTeam.MeetAsync(services => services.Decorate(own => store = new FaultyStore(own)));
        await team.Priya.StartReflectingAsync();
        await team.SettleAsync();
        team.Clock.Move(Reflecting.ToMonday);

        store!.Fail(fault, after);
        await RingAnywayAsync(team);
        store.Heal();
        // One that could not be sure rings again.
        for (var again = 0; again < 3; again++)
        {
            await team.PassAsync(TimeSpan.FromMinutes(1));
        }

        Assert.Single(team.QuestionsTo(team.Priya));
        Assert.Single(await team.ReflectionRowsAsync(team.Priya), row => row.RowKey.StartsWith("evt|", StringComparison.Ordinal));
        await team.PassAsync(Reflecting.Week);
        Assert.Equal(2, team.QuestionsTo(team.Priya).Count);
    }

    private static async Task RingAnywayAsync(SupervisionTeam team)
    {
        try
        {
            await team.Services.GetRequiredService<AlarmSweep>().RunAsync(default);
        }
        catch (Storage.StorageUnavailableException)
        {
            // What is due waits, as it would in the app.
        }
    }
}
