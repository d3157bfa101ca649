using SupervisionBot.Core.Guides;
using SupervisionBot.Core.Shared;

namespace SupervisionBot.Core.Sessions;

/// <summary>A gap in the record that a later reader would notice.</summary>
/// <param name="Check">What was looked at, with its text for people.</param>
/// <param name="Step">Id of the step where it can be put right.</param>
/// <param name="Detail">Which step, option or action it is about; empty where the check's text says it all.</param>
public sealed record Gap(Check Check, string Step, string Detail);

/// <summary>Names what is missing before sign-off. It never blocks by itself and never scores anyone.</summary>
public static class DefensibilityCheck
{
    /// <summary>The gaps, in the order of the guide's checks.</summary>
    public static IReadOnlyList<Gap> Run(Session session, Guide guide)
    {
        var gaps = new List<Gap>();
        foreach (var check in guide.Checks)
        {
            var prompt = check.Prompt is null ? null : guide.FindPrompt(check.Prompt);
            if (Find(session, guide, check, prompt) is { } detail)
            {
                gaps.Add(new(check, StepFor(session, guide, check, prompt), detail));
            }
        }

        return gaps;
    }

    // Null where nothing is missing.
    private static string? Find(Session session, Guide guide, Check check, Prompt? prompt)
    {
        var options = session.Options.Where(option => option.Prompt == prompt?.Id && !option.IsTakenBack);
        var actions = session.Actions.Where(action => action.Prompt == prompt?.Id);
        return check.Kind switch
        {
            CheckKind.Answered => session.HasAnything(prompt!) ? null : "",
            CheckKind.StepAnswered => guide.FindStep(check.Step!)!.Prompts.Any(session.HasAnything) ? null : "",
            CheckKind.OptionsWeighed => Names(options.Where(option => option.Verdicts.Count > 0 && !IsWeighed(option, prompt!)).Select(option => $"Option {option.Number}: {option.Verdicts.Count} of {prompt!.Tests.Count} tests"))
                ?? (options.Count(option => IsWeighed(option, prompt!)) >= check.AtLeast ? null : ""),
            CheckKind.OptionChosen => options.Any(option => option is { Standing: Standing.Chosen, Why.Text.Length: > 0 }) ? null : "",
            CheckKind.ChosenPasses => Names(options.Where(option => option.Standing == Standing.Chosen).SelectMany(option => NotPassed(option, prompt!))),
            CheckKind.SetAsideHasWhy => Names(options.Where(option => LacksWhy(option, decided: options.Any(other => other.Standing == Standing.Chosen))).Select(option => $"Option {option.Number}")),
            CheckKind.ActionsComplete when !actions.Any() => "No action is agreed yet.",
            CheckKind.ActionsComplete => Names(actions.Where(action => !action.Details.IsComplete).Select(action => $"Action {action.Number}")),
            CheckKind.DifferenceSaid => actions.Any() && actions.All(action => Texts.IsBlank(action.Details.Difference)) ? "" : null,
            CheckKind.EverybodyJoined => Names(session.Participants.Where(participant => !session.Joined.Contains(participant.Person)).Select(participant => participant.Name)),
            CheckKind.NoStepSkipped => Names(Skipped(session, guide).Select(step => step.Title)),
        };
    }

    private static bool IsWeighed(Option option, Prompt prompt) => prompt.Tests.All(test => option.Verdicts.ContainsKey(test.Id));

    private static IEnumerable<string> NotPassed(Option option, Prompt prompt) => prompt.Tests
        .Where(test => option.VerdictOf(test.Id) != Verdict.Yes)
        .Select(test => $"Option {option.Number}: {test.Text} {option.VerdictOf(test.Id).InWords()}");

    // Once one option is chosen, those left open were passed over without a word.
    private static bool LacksWhy(Option option, bool decided) => option.Standing switch
    {
        Standing.SetAside => option.Why is null or { Text: "" },
        Standing.Open => decided,
        Standing.Chosen => false,
    };

    // A throughout step is in reach on every other one, and people can be invited from any.
    private static string StepFor(Session session, Guide guide, Check check, Prompt? prompt)
    {
        var step = check.Kind switch
        {
            CheckKind.NoStepSkipped => Skipped(session, guide).FirstOrDefault(),
            CheckKind.StepAnswered => guide.FindStep(check.Step!),
            _ => prompt is null ? null : guide.StepOf(prompt.Id),
        };
        return step is { Throughout: false } ? step.Id : session.Step;
    }

    private static IEnumerable<Step> Skipped(Session session, Guide guide) =>
        guide.Walk.Where(step => !step.Prompts.Any(session.HasAnything));

    private static string? Names(IEnumerable<string> names) => string.Join(", ", names) is { Length: > 0 } joined ? joined : null;
}
