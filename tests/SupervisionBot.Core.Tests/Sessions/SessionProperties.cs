using System.Globalization;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using SupervisionBot.Core.Guides;
using SupervisionBot.Core.Sessions;
using SupervisionBot.Core.Summaries;
using static SupervisionBot.Core.Tests.Sessions.Scene;

namespace SupervisionBot.Core.Tests.Sessions;

public class SessionProperties
{
    private static readonly Config Often = Config.QuickThrowOnFailure.WithMaxTest(300);

    [Fact]
    public void AnyTrailFolds() =>
        Check(Any.Trail, trail =>
        {
            var opened = trail.SkipWhile(entry => entry.Event is not SessionOpened).ToList();
            var session = SessionFold.Fold(Id, trail);
            Assert.Equal(opened.Count == 0, session is null);
            Assert.Equal(opened.Count == 0 ? 0 : opened[^1].Sequence, session?.Sequence ?? 0);
        });

    [Fact]
    public void TheRandomTrailsHaveEveryKindOfEvent() =>
        Assert.Empty(EveryEvent.Examples.Select(example => example.GetType()).Except(Any.Events.Select(gen => gen.Sample(1)[0].GetType())));

    [Fact]
    public void ARefusalChangesNothingAndADecisionApplies() =>
        Check(Any.Way, way =>
        {
            var scene = Any.Starts[way.Start]();
            foreach (var wish in way.Wishes)
            {
                var (before, count) = (Picture(scene.Session), scene.Trail.Count);
                if (scene.Decide(wish.Actor, wish.Command(scene.Session)).Succeeded(out var events, out var refusal))
                {
                    Assert.Equal(before, Picture(scene.Session));
                    scene.Record(wish.Actor, events);
                    Assert.All(scene.Trail.Skip(count), entry => Assert.True(entry.By != Outsider || entry.Event is RedactionApproved or RedactionDeclined or Redacted, $"{entry}"));
                    Assert.Equal(count + events.Count, scene.Session.Sequence);
                    Assert.Equal(events.Count == 0, before == Picture(scene.Session));
                }
                else
                {
                    Assert.NotNull(refusal);
                    Assert.Equal((before, count), (Picture(scene.Session), scene.Trail.Count));
                }
            }

            Assert.Equal(Enumerable.Range(1, scene.Trail.Count), scene.Trail.Select(entry => entry.Sequence));
        });

    [Fact]
    public void AnyPrefixOfATrailIsTheSessionAsItWas() =>
        Check(Any.Way, way =>
        {
            var scene = Any.Starts[way.Start]();
            var pictures = new Dictionary<int, string> { [scene.Trail.Count] = Picture(scene.Session) };
            foreach (var wish in way.Wishes)
            {
                if (scene.Decide(wish.Actor, wish.Command(scene.Session)).Succeeded(out var events, out _))
                {
                    scene.Record(wish.Actor, events);
                    pictures[scene.Trail.Count] = Picture(scene.Session);
                }
            }

            Assert.All(pictures, then => Assert.Equal(then.Value, Picture(SessionFold.Fold(Id, scene.Trail.Take(then.Key))!)));
        });

    [Fact]
    public void TheSummaryHasEveryAnswerWordForWord() =>
        Check(Any.Way, way =>
        {
            var scene = Walked(way);
            var summary = Summary.Compose(scene.Session, scene.Guide);

            var lines = summary.Sections.SelectMany(section => section.Lines).Select(line => line.Text).ToHashSet(StringComparer.Ordinal);
            var said = scene.Guide.Steps.SelectMany(step => step.Prompts).Where(prompt => prompt.Kind == PromptKind.Text).SelectMany(prompt => scene.Session.Answers(prompt.Id)).Select(answer => answer.Value)
                .Concat(scene.Session.Options.Select(option => option.Text))
                .Concat(scene.Session.Options.Select(option => option.Why?.Text ?? ""))
                .Concat(scene.Session.Options.SelectMany(option => option.Notes).Select(note => note.Text))
                .Concat(scene.Session.Actions.Select(action => action.Details.What))
                .Concat(scene.Session.Concerns.Select(concern => concern.Text))
                .Concat(scene.Session.Comments.Select(comment => comment.Text))
                .Concat(scene.Session.Positions.Select(position => position.Disagreement ?? ""));
            Assert.Empty(said.Where(words => words.Length > 0).Except(lines));
        });

    [Fact]
    public void CanonicalContentIsReadAsItWasWritten() =>
        Check(Any.Way, way =>
        {
            var summary = Summary.Compose(Walked(way).Session, Repository.Knowsley);
            var content = summary.ToCanonicalJson();

            var read = Summary.FromCanonicalJson(content);

            Assert.Equal(summary.Sections.SelectMany(section => section.Lines), read.Sections.SelectMany(section => section.Lines));
            Assert.Equal(content, read.ToCanonicalJson());
            Assert.DoesNotContain(content, octet => octet > 127);
        });

    [Fact]
    public void AnyOtherWordGivesAnotherFingerprint() =>
        Check(
            from way in Any.Way
            from place in Gen.Choose(0, 1000)
            from text in Any.Text
            select (way, place, text),
            given =>
            {
                var summary = Summary.Compose(Walked(given.way).Session, Repository.Knowsley);
                var section = given.place % summary.Sections.Count;
                var lines = summary.Sections[section].Lines;
                SummaryLine[] changed = lines.Count == 0 ? [new("", given.text)] : [lines[0] with { Text = lines[0].Text + given.text + "." }, .. lines.Skip(1)];
                SummarySection[] sections = [.. summary.Sections.Select((one, place) => place == section ? one with { Lines = changed } : one)];

                Assert.NotEqual(summary.Fingerprint(), (summary with { Sections = sections }).Fingerprint());
            });

    [Fact]
    public void AFrozenSummaryKeepsItsFingerprintWhateverComesLater() =>
        Check(Any.Way, way =>
        {
            var scene = Walked(way);

            Assert.Equal(scene.Session.Status == SessionStatus.Frozen, scene.Session.Fingerprint is not null);
            // Erased words leave another summary behind; what its fingerprint is then is looked at elsewhere.
            Assert.True(scene.Session.Fingerprint is not { } frozen || scene.Session.RedactedAt > 0 || frozen == Summary.Compose(scene.Session, scene.Guide).Fingerprint());
        });

    private static Scene Walked((int Start, IReadOnlyList<Wish> Wishes) way)
    {
        var scene = Any.Starts[way.Start]();
        foreach (var wish in way.Wishes)
        {
            if (scene.Decide(wish.Actor, wish.Command(scene.Session)).Succeeded(out var events, out _))
            {
                scene.Record(wish.Actor, events);
            }
        }

        return scene;
    }

    private static void Check<T>(Gen<T> any, Action<T> holds) => Prop.ForAll(any.ToArbitrary(), holds).Check(Often);

    // Everything a session is, in one order.
    private static string Picture(Session session) => JsonSerializer.Serialize(new
    {
        session.Id, session.Guide, session.GuideFingerprint, session.CaseReference, session.OpenedAt, session.Participants, session.Status, session.IsPaused, session.Sequence, session.Step,
        Walked = session.Walked.Order(StringComparer.Ordinal),
        Joined = session.Joined.Select(person => person.ToString()).Order(StringComparer.Ordinal),
        Prepared = session.Prepared.Select(person => person.ToString()).Order(StringComparer.Ordinal),
        Responses = session.Responses.OrderBy(pair => pair.Key.ToString(), StringComparer.Ordinal).Select(pair => pair.Value),
        session.Brought, session.Concerns,
        Options = session.Options.Select(option => (object[])[option, option.Verdicts.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Key} {pair.Value}"))]),
        session.Actions, session.ActionsEver, session.Missing, session.WentOn, session.SummaryAt, session.Comments, session.Positions, session.Fingerprint, session.Addenda, session.Cancellation,
        Operations = session.Operations.Order(StringComparer.Ordinal),
        session.ChangedAt,
    });
}
