using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using SupervisionBot.Core.Rounds;
using SupervisionBot.Core.Shared;
using static SupervisionBot.Core.Tests.Rounds.RoundScene;

namespace SupervisionBot.Core.Tests.Rounds;

public class RoundProperties
{
    private static readonly Gen<int> Number = Gen.Choose(-1, 3);

    private static readonly Gen<string> Text = Gen.Elements("", " ", "Forms", "forms ", "Zoë 👩‍👧 שלום", "${x}", new string('a', 61), new string('b', 1001));

    private static readonly Gen<RoundPlan> Plan =
        from opens in Gen.Choose(-24, 24 * 400)
        from hours in Gen.Choose(-2, 24 * 93)
        from teams in Gen.Choose(0, 3)
        from every in Gen.Choose(-1, 53)
        from text in Text
        select new RoundPlan(
            text,
            [.. Enumerable.Range(1, teams).Select(place => Channel(place, $"{place}"))],
            LondonTime.Of(Planned).AddHours(opens),
            LondonTime.Of(Planned).AddHours(opens + hours),
            every % 2 == 0,
            every < 0 ? null : new(every, (RecurrenceUnit)(every % 3)));

    private static readonly Gen<IReadOnlyDictionary<string, int>> Sorted =
        Gen.Elements("e1", "e2", "e3").Zip(Number).ListOf().Select(pairs => (IReadOnlyDictionary<string, int>)pairs.GroupBy(pair => pair.Item1).ToDictionary(group => group.Key, group => group.First().Item2));

    private static readonly Gen<RoundEvent>[] Events =
    [
        from plan in Plan from number in Number select (RoundEvent)new RoundDrafted(plan, Anna, "Anna", plan.OpensAt, Previous: null, number),
        Plan.Select(plan => (RoundEvent)new PlanChanged(plan)),
        Sorted.Select(themes => (RoundEvent)new EntriesSorted(themes)),
        from number in Number from text in Text select (RoundEvent)new ThemeCreated(number, (RoundPrompt)number, text),
        from number in Number from text in Text select (RoundEvent)new ThemeRenamed(number, text),
        from one in Number from other in Number select (RoundEvent)new ThemesMerged(one, other),
        Number.Select(number => (RoundEvent)new ActionTicked(number, number > 1)),
        Gen.Elements(EveryRoundEvent.Examples),
    ];

    private static readonly Gen<RoundCommand> Wish = Gen.OneOf(
        Plan.Select(plan => (RoundCommand)new ChangePlan(plan)),
        Gen.Elements<RoundCommand>(new SubmitPlan(), new Discard(), new CloseEarly(), new OpenNow(new()), new Remind(), new Close(), new RecordCount(Twelve), new Respond(Promise)),
        Gen.Elements<RoundCommand>(new SubmitPlan(), new OpenNow(new()), new Close(), new RecordCount(Twelve)),
        from number in Number from text in Text select (RoundCommand)new SendBack(number, text),
        Number.Select(number => (RoundCommand)new Approve(number)),
        Text.Select(text => (RoundCommand)new Recall(text)),
        Number.Select(days => (RoundCommand)new Extend(OneTeam.ClosesAt.AddDays(days))),
        from number in Number from text in Text select (RoundCommand)new CreateTheme(text, (RoundPrompt)number),
        from number in Number from text in Text select (RoundCommand)new RenameTheme(number, text),
        from one in Number from other in Number select (RoundCommand)new MergeThemes(one, other),
        Sorted.Select(themes => (RoundCommand)new SortEntries(themes)),
        Number.Select(number => (RoundCommand)new TickAction(number, number > 1)));

    [Fact]
    public void AnyTrailFolds() =>
        Check(Gen.OneOf(Events).ListOf(), events =>
        {
            var trail = events.Select((@event, place) => new RoundEntry(place + 1, place % 2 == 0 ? Anna : null, Planned.AddHours(place), $"op-{place}", @event)).ToList();
            var drafted = trail.SkipWhile(entry => entry.Event is not RoundDrafted).ToList();

            var round = RoundFold.Fold(Id, trail);

            Assert.Equal(drafted.Count == 0 ? 0 : drafted[^1].Sequence, round?.Sequence ?? 0);
            Assert.Equal(drafted.Select(entry => entry.Operation).Order(), (round?.Operations ?? []).Order());
            _ = round?.TakesAnswers(Planned);
            _ = round?.RemindAt;
        });

    [Fact]
    public void ADecisionAppliesARefusalChangesNothingAndAPrefixIsTheRoundAsItWas() =>
        Check(
            from plan in Gen.Elements(OneTeam, TwoTeams)
            from wishes in (from wish in Wish from leader in Gen.Elements(Anna, Ben) from hours in Gen.Choose(0, 40) select (wish, leader, hours)).ListOf()
            select (plan, wishes),
            given =>
            {
                var scene = Draft(given.plan);
                var pictures = new Dictionary<int, string>();
                foreach (var (wish, leader, hours) in given.wishes)
                {
                    scene.At(scene.Now.AddHours(hours));
                    PersonId? actor = wish is ClockCommand ? null : leader;
                    var before = Picture(scene.Round);
                    if (RoundDecision.Decide(scene.Round, actor, scene.Now, wish).Succeeded(out var events, out var refusal))
                    {
                        scene.Record(actor, events);
                        Assert.Equal(events.Count == 0, before == Picture(scene.Round));
                        pictures[scene.Trail.Count] = Picture(scene.Round);
                    }
                    else
                    {
                        Assert.NotNull(refusal);
                        Assert.Equal(before, Picture(scene.Round));
                    }
                }

                Assert.All(pictures, then => Assert.Equal(then.Value, Picture(RoundFold.Fold(Id, scene.Trail.Take(then.Key))!)));
            });

    [Fact]
    public void TheClockAlwaysComesToRest() =>
        Check(
            from jumps in Gen.Choose(0, 24 * 20).ListOf()
            select jumps,
            jumps =>
            {
                var scene = Scheduled();
                foreach (var hours in jumps)
                {
                    Assert.InRange(scene.CatchUp(scene.Now.AddHours(hours)).Count, 0, 2);
                    Assert.True(RoundClock.NextAlarm(scene.Round, scene.Now) is not { } alarm || alarm > scene.Now || scene.Round.Status == RoundStatus.Closed);
                }

                Assert.Equal(1, scene.Trail.Count(entry => entry.Event is RoundScheduled));
                Assert.InRange(scene.Trail.Count(entry => entry.Event is RoundOpened), 0, 1);
                Assert.InRange(scene.Trail.Count(entry => entry.Event is RoundReminded), 0, 1);
                Assert.InRange(scene.Trail.Count(entry => entry.Event is RoundClosed), 0, 1);
            });

    private static void Check<T>(Gen<T> any, Action<T> holds) => Prop.ForAll(any.ToArbitrary(), holds).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    // Everything a round is, in one order.
    private static string Picture(Round round) => JsonSerializer.Serialize(round with { Operations = [], Sorted = round.Sorted.Clear() })
        + string.Join(',', round.Operations.Order(StringComparer.Ordinal)) + string.Join(',', round.Sorted.OrderBy(pair => pair.Key, StringComparer.Ordinal));
}
