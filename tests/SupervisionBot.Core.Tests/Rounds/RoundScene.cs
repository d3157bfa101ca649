using SupervisionBot.Core.Rounds;
using SupervisionBot.Core.Shared;

namespace SupervisionBot.Core.Tests.Rounds;

/// <summary>A round with its leaders and its clock, which moves only when it is told to. It is planned on Thursday, 4 March 2027, for Monday 09:00 to Friday 17:00.</summary>
internal sealed class RoundScene
{
    public static readonly PersonId Anna = new(new Guid(1, 0, 0, new byte[8]));
    public static readonly PersonId Ben = new(new Guid(2, 0, 0, new byte[8]));
    public static readonly RoundId Id = new(new Guid(1000, 0, 0, new byte[8]));
    public static readonly DateTimeOffset Planned = new(2027, 3, 4, 9, 0, 0, TimeSpan.Zero);
    public static readonly DateTimeOffset Opens = new(2027, 3, 8, 9, 0, 0, TimeSpan.Zero);
    public static readonly DateTimeOffset Closes = new(2027, 3, 12, 17, 0, 0, TimeSpan.Zero);

    public static readonly RoundPlan OneTeam = new("What helps?", [Channel(1, "a"), Channel(2, "a")], new(2027, 3, 8, 9, 0, 0), new(2027, 3, 12, 17, 0, 0), Anonymous: true, Repeats: null);
    public static readonly RoundPlan TwoTeams = OneTeam with { Channels = [Channel(1, "a"), Channel(2, "b")] };
    public static readonly Tally Twelve = new(new Dictionary<string, int> { ["a"] = 12 }, new());
    public static readonly RoundResponse Promise = new([], "Two forms for one visit", "", "", [new("Merge the forms", "Ben", new(2027, 4, 1)), new("Tell the teams", "", null)], "");

    private RoundScene(RoundPlan plan)
    {
        Record(Anna, RoundDecision.Draft(Anna, Now, new(plan, "Anna")).Succeeded(out var events, out var refusal) ? events : throw new InvalidOperationException($"{plan} was refused: {refusal}"));
    }

    private RoundScene(Round before, DateTimeOffset now)
    {
        Now = now;
        Record(actor: null, RoundDecision.Repeat(before, now));
    }

    public DateTimeOffset Now { get; private set; } = Planned;

    public List<RoundEntry> Trail { get; } = [];

    public Round Round { get; private set; } = null!;

    public static RoundChannel Channel(int place, string team) => new(RoundChannel.KeyOf(place), $"19:{place}", team, $"Team {team.ToUpperInvariant()}", "General");

    public static RoundScene Draft(RoundPlan? plan = null) => new(plan ?? OneTeam);

    public static RoundScene Awaiting(RoundPlan? plan = null) => Draft(plan ?? TwoTeams).Do(Anna, new SubmitPlan());

    public static RoundScene Scheduled(RoundPlan? plan = null) => Draft(plan).Do(Anna, new SubmitPlan());

    public static RoundScene Approved(RoundPlan? plan = null)
    {
        var scene = Awaiting(plan);
        return scene.Do(Ben, new Approve(scene.Round.SubmittedAt));
    }

    public static RoundScene Open(RoundPlan? plan = null) => Scheduled(plan).At(Opens).Clock(new OpenNow(new()));

    public static RoundScene Closed(RoundPlan? plan = null) => Open(plan).At(Closes).Clock(new Close());

    public static RoundScene Counted(RoundPlan? plan = null) => Closed(plan).Clock(new RecordCount(Twelve));

    public static RoundScene Themed() => Counted().Do(Ben, new CreateTheme("Forms", RoundPrompt.Stop), new CreateTheme("Travel", RoundPrompt.Stop), new CreateTheme("Time", RoundPrompt.Start));

    public static RoundScene Finished() => Counted().Do(Ben, new Respond(Promise));

    public static RoundScene Recalled() => Open().Do(Ben, new Recall("The wrong question."));

    public static RoundScene Discarded() => Draft().Do(Ben, new Discard());

    /// <summary>The next of a series, as the clock drafts it.</summary>
    public static RoundScene Following(Round before, DateTimeOffset now) => new(before, now);

    public RoundScene At(DateTimeOffset now)
    {
        Now = now;
        return this;
    }

    public RoundScene Do(PersonId leader, params RoundCommand[] commands) => Send(leader, commands);

    public RoundScene Clock(params ClockCommand[] commands) => Send(actor: null, commands);

    public IReadOnlyList<RoundEvent> Yields(PersonId? actor, RoundCommand command)
    {
        return RoundDecision.Decide(Round, actor, Now, command).Succeeded(out var events, out var refusal) ? events : throw new InvalidOperationException($"{command} was refused: {refusal}");
    }

    public void RecordsNothing(PersonId? actor, RoundCommand command) => Assert.Empty(Yields(actor, command));

    public Refusal Refused(PersonId? actor, RoundCommand command)
    {
        Assert.False(RoundDecision.Decide(Round, actor, Now, command).Succeeded(out _, out var refusal), $"{command} was not refused");
        return refusal!;
    }

    /// <summary>Lets the clock do what it asks for now, as often as it asks.</summary>
    public IReadOnlyList<RoundCommand> CatchUp(DateTimeOffset now)
    {
        At(now);
        var done = new List<RoundCommand>();
        while (RoundClock.Due(Round, now) is { } due)
        {
            ClockCommand command = due switch
            {
                RoundStep.Open => new OpenNow(new()),
                RoundStep.Remind => new Remind(),
                RoundStep.CheckTurnout => new CheckTurnout(3),
                RoundStep.Close => new Close(),
            };
            Assert.NotEmpty(Yields(actor: null, command));
            Send(actor: null, command);
            done.Add(command);
        }

        return done;
    }

    public void Record(PersonId? actor, IReadOnlyList<RoundEvent> events)
    {
        foreach (var @event in events)
        {
            Trail.Add(new(Trail.Count + 1, actor, Now, $"op-{Trail.Count}", @event));
            Round = RoundFold.Apply(Id, Round, Trail[^1])!;
        }
    }

    private RoundScene Send(PersonId? actor, params RoundCommand[] commands)
    {
        foreach (var command in commands)
        {
            Record(actor, Yields(actor, command));
        }

        return this;
    }
}
