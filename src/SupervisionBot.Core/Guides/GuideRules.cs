using System.Text.RegularExpressions;
using SupervisionBot.Core.Sessions;

namespace SupervisionBot.Core.Guides;

/// <summary>What a guide must keep beyond its JSON shape, so that no session can end in a place the engine does not know.</summary>
internal static partial class GuideRules
{
    public static List<GuideFault> Check(Guide guide)
    {
        var faults = new List<GuideFault>();
        void Need(bool kept, string path, string reason)
        {
            if (!kept)
            {
                faults.Add(new(path, reason));
            }
        }

        Need(Name().IsMatch(guide.Id), "$.id", "use lower-case letters, digits and hyphens");
        Need(guide.Version >= 1, "$.version", "counts from 1");
        foreach (var (path, text) in Texts(guide))
        {
            Need(!string.IsNullOrWhiteSpace(text), path, "is empty");
        }

        Need(guide.Roles.Count(role => role.Leads) == 1, "$.roles", "exactly one role leads");
        Need(guide.Walk.Count > 0, "$.steps", "needs a step that is not throughout");
        Unique(faults, guide.Roles.Select(role => role.Role.ToString()), place => $"$.roles[{place}].role");
        Unique(faults, guide.Sources.Select(source => source.Id), place => $"$.sources[{place}].id");
        Unique(faults, guide.Areas.Select(area => area.Id), place => $"$.areas[{place}].id");
        Unique(faults, guide.Steps.Select(step => step.Id), place => $"$.steps[{place}].id");
        Unique(faults, guide.Checks.Select(check => check.Id), place => $"$.checks[{place}].id");
        Unique(faults, guide.Summary.Select(part => part.Id), place => $"$.summary[{place}].id");
        Unique(
            faults,
            guide.Steps.SelectMany(step => step.Prompts).Select(prompt => prompt.Id),
            place => PromptPaths(guide).ElementAt(place) + ".id");

        for (var a = 0; a < guide.Areas.Count; a++)
        {
            Need(Name().IsMatch(guide.Areas[a].Id), $"$.areas[{a}].id", "use lower-case letters, digits and hyphens");
            Need(guide.StepsOf(guide.Areas[a]).Count > 0, $"$.areas[{a}].id", "no step that is walked belongs to it");
        }

        Need(guide.Bring.Distinct().Count() == guide.Bring.Count, "$.bring", "something is there twice");
        for (var s = 0; s < guide.Steps.Count; s++)
        {
            var (step, path) = (guide.Steps[s], $"$.steps[{s}]");
            Need(Name().IsMatch(step.Id), $"{path}.id", "use lower-case letters, digits and hyphens");
            Need(step.Minutes is null or (>= 1 and <= 480), $"{path}.minutes", "1 to 480");
            Need(step.Area is null || guide.Areas.Any(area => area.Id == step.Area), $"{path}.area", "is not one of the guide's areas");
            Need(step.Stage is null || Name().IsMatch(step.Stage), $"{path}.stage", "use lower-case letters, digits and hyphens");
            Need(step.Stage is null || !step.Throughout, $"{path}.stage", "a throughout step has no place in the order");
            Need(step.Stage is null || s == 0 || guide.Steps[s - 1].Stage == step.Stage || guide.Steps.Take(s).All(other => other.Stage != step.Stage), $"{path}.stage", "its steps stand side by side");
            Need(step.Prompts.Count > 0, $"{path}.prompts", "a step asks at least one thing");
            CheckSource(guide, step.Source, $"{path}.source", Need);
            for (var n = 0; n < step.Notes.Count; n++)
            {
                Need(guide.FindRole(step.Notes[n].For) is not null, $"{path}.notes[{n}].for", "nobody in this guide has that role");
            }

            for (var p = 0; p < step.Prompts.Count; p++)
            {
                CheckPrompt(guide, step, step.Prompts[p], $"{path}.prompts[{p}]", Need);
            }
        }

        for (var c = 0; c < guide.Checks.Count; c++)
        {
            CheckCheck(guide, guide.Checks[c], $"$.checks[{c}]", Need);
        }

        CheckSummary(guide, Need);
        return faults;
    }

    private static void CheckPrompt(Guide guide, Step step, Prompt prompt, string path, Action<bool, string, string> need)
    {
        need(PromptName().IsMatch(prompt.Id), $"{path}.id", "use lower-case letters, digits, hyphens and dots");
        need(prompt.Ask.Count > 0, $"{path}.ask", "somebody has to be asked");
        need(prompt.Ask.All(role => guide.FindRole(role) is not null), $"{path}.ask", "names a role that nobody in this guide has");
        need(prompt.MaxLength is >= 1 and <= Prompt.LongestText, $"{path}.maxLength", $"1 to {Prompt.LongestText}");
        CheckSource(guide, prompt.Source, $"{path}.source", need);
        var picks = prompt.Kind is PromptKind.Choice or PromptKind.Checklist;
        need(picks ? prompt.Choices.Count >= 2 : prompt.Choices.Count == 0, $"{path}.choices", picks ? "needs at least two" : "only choice and checklist prompts have choices");
        need(prompt.Choices.Select(choice => choice.Id).Distinct().Count() == prompt.Choices.Count, $"{path}.choices", "two have the same id");
        need(prompt.Choices.All(choice => Name().IsMatch(choice.Id)), $"{path}.choices", "ids use lower-case letters, digits and hyphens");
        need(prompt.Kind == PromptKind.Options || prompt.Tests.Count == 0, $"{path}.tests", "only options prompts have tests");
        need(prompt.Tests.Select(test => test.Id).Distinct().Count() == prompt.Tests.Count, $"{path}.tests", "two have the same id");
        need(prompt.Tests.All(test => Name().IsMatch(test.Id)), $"{path}.tests", "ids use lower-case letters, digits and hyphens");
        need(prompt.Kind == PromptKind.Date || !prompt.NotBeforeToday, $"{path}.notBeforeToday", "only date prompts have it");
        need(!step.Throughout || prompt.TakesAnswers, $"{path}.kind", "a throughout step takes answers only");
    }

    private static void CheckCheck(Guide guide, Check check, string path, Action<bool, string, string> need)
    {
        PromptKind? wanted = check.Kind switch
        {
            CheckKind.OptionsWeighed or CheckKind.OptionChosen or CheckKind.ChosenPasses or CheckKind.SetAsideHasWhy => PromptKind.Options,
            CheckKind.ActionsComplete or CheckKind.DifferenceSaid => PromptKind.Actions,
            CheckKind.Answered or CheckKind.StepAnswered or CheckKind.NoStepSkipped or CheckKind.EverybodyJoined => null,
        };
        var ofPrompt = check.Kind is not (CheckKind.StepAnswered or CheckKind.NoStepSkipped or CheckKind.EverybodyJoined);
        var prompt = check.Prompt is null ? null : guide.FindPrompt(check.Prompt);
        need(ofPrompt == check.Prompt is not null, $"{path}.prompt", ofPrompt ? "this kind names a prompt" : "this kind names no prompt");
        need((check.Kind == CheckKind.StepAnswered) == check.Step is not null, $"{path}.step", check.Step is null ? "this kind names a step" : "only stepAnswered names a step");
        need(check.Step is null || guide.FindStep(check.Step) is not null, $"{path}.step", "there is no such step");
        need(check.Prompt is null || prompt is not null, $"{path}.prompt", "there is no such prompt");
        need(prompt is null || wanted is null || prompt.Kind == wanted, $"{path}.prompt", $"must be an {wanted?.ToString().ToLowerInvariant()} prompt");
        need(prompt is null || check.Kind != CheckKind.Answered || prompt.TakesAnswers, $"{path}.prompt", "options and actions have checks of their own");
        need(prompt is null || check.Kind is not (CheckKind.OptionsWeighed or CheckKind.ChosenPasses) || prompt.Tests.Count > 0, $"{path}.prompt", "has no tests to weigh an option by");
        need(check.AtLeast is >= 1 and <= SessionDecision.MostOptions, $"{path}.atLeast", $"1 to {SessionDecision.MostOptions}");
    }

    // Each prompt is shown in exactly one section, and each thing that can be said in any session has one: nothing said is missing from the summary, and nothing stands in it twice.
    private static void CheckSummary(Guide guide, Action<bool, string, string> need)
    {
        var shown = new Dictionary<string, string>(StringComparer.Ordinal);
        var decided = new HashSet<string>(StringComparer.Ordinal);
        SummaryPartKind[] once = [SummaryPartKind.Concerns, SummaryPartKind.People, SummaryPartKind.Gaps, SummaryPartKind.Remarks];
        foreach (var kind in once)
        {
            need(guide.Summary.Count(part => part.Kind == kind) == 1, "$.summary", $"needs one section of the kind {kind.ToString().ToLowerInvariant()}");
        }

        for (var p = 0; p < guide.Summary.Count; p++)
        {
            var (part, path) = (guide.Summary[p], $"$.summary[{p}]");
            need(Name().IsMatch(part.Id), $"{path}.id", "use lower-case letters, digits and hyphens");
            var lists = !once.Contains(part.Kind);
            need(lists == part.Show.Count > 0, $"{path}.show", lists ? "names the steps or prompts shown here" : "this kind shows no prompts");
            for (var i = 0; i < part.Show.Count; i++)
            {
                var prompts = guide.FindStep(part.Show[i])?.Prompts ?? (guide.FindPrompt(part.Show[i]) is { } single ? [single] : []);
                need(prompts.Count > 0, $"{path}.show[{i}]", "there is no such step or prompt");
                foreach (var prompt in prompts)
                {
                    // The chosen option stands in the decision, its whole list in the options section.
                    var home = part.Kind == SummaryPartKind.Decision && prompt.Kind == PromptKind.Options ? decided.Add(prompt.Id) : shown.TryAdd(prompt.Id, path);
                    need(home, $"{path}.show[{i}]", $"{prompt.Id} is shown already{(shown.TryGetValue(prompt.Id, out var where) ? $" in {where}" : "")}");
                    need(!lists || Shows(part.Kind, prompt), $"{path}.show[{i}]", $"a section of this kind can't show {prompt.Id}");
                }
            }
        }

        var paths = PromptPaths(guide).ToList();
        var place = 0;
        foreach (var prompt in guide.Steps.SelectMany(step => step.Prompts))
        {
            need(shown.ContainsKey(prompt.Id), paths[place], "is shown in no section of the summary, so what is said there would be lost");
            need(prompt.Kind != PromptKind.Options || decided.Contains(prompt.Id), paths[place], "is shown in no decision section, so why an option was chosen would be lost");
            place++;
        }
    }

    private static bool Shows(SummaryPartKind kind, Prompt prompt) => kind switch
    {
        SummaryPartKind.Answers => prompt.TakesAnswers,
        SummaryPartKind.Options => prompt.Kind == PromptKind.Options,
        SummaryPartKind.Decision => prompt.TakesAnswers || prompt.Kind == PromptKind.Options,
        SummaryPartKind.Actions => prompt.Kind == PromptKind.Actions,
        SummaryPartKind.Concerns or SummaryPartKind.People or SummaryPartKind.Gaps or SummaryPartKind.Remarks => false,
    };

    private static void CheckSource(Guide guide, SourceReference? source, string path, Action<bool, string, string> need)
    {
        need(source is null || guide.Sources.Any(candidate => candidate.Id == source.Document), $"{path}.document", "is not one of the guide's sources");
        need(source?.Item is null or >= 1, $"{path}.item", "counts from 1");
    }

    // Everything that people read.
    private static IEnumerable<(string Path, string Text)> Texts(Guide guide) =>
    [
        ("$.title", guide.Title),
        ("$.purpose", guide.Purpose),
        .. guide.Sources.Select((source, i) => ($"$.sources[{i}].title", source.Title)),
        .. guide.Sources.Select((source, i) => ($"$.sources[{i}].authors", source.Authors ?? "none")),
        .. guide.Roles.Select((role, i) => ($"$.roles[{i}].title", role.Title)),
        .. guide.Areas.Select((area, i) => ($"$.areas[{i}].title", area.Title)),
        .. guide.Areas.Select((area, i) => ($"$.areas[{i}].label", area.Label ?? "none")),
        .. guide.Summary.Select((part, i) => ($"$.summary[{i}].title", part.Title)),
        .. guide.Checks.Select((check, i) => ($"$.checks[{i}].text", check.Text)),
        .. guide.Steps.SelectMany((step, i) => Texts(step, $"$.steps[{i}]")),
    ];

    private static IEnumerable<(string Path, string Text)> Texts(Step step, string path) =>
    [
        ($"{path}.title", step.Title),
        ($"{path}.purpose", step.Purpose),
        ($"{path}.material", step.Material ?? "none"),
        .. step.Notes.Select((note, i) => ($"{path}.notes[{i}].text", note.Text)),
        .. step.References.Select((reference, i) => ($"{path}.references[{i}]", reference)),
        .. step.Prompts.SelectMany((prompt, i) => Texts(prompt, $"{path}.prompts[{i}]")),
    ];

    private static IEnumerable<(string Path, string Text)> Texts(Prompt prompt, string path) =>
    [
        ($"{path}.text", prompt.Text),
        ($"{path}.hint", prompt.Hint ?? "none"),
        .. prompt.Choices.Select((choice, i) => ($"{path}.choices[{i}].text", choice.Text)),
        .. prompt.Tests.Select((test, i) => ($"{path}.tests[{i}].text", test.Text)),
    ];

    private static IEnumerable<string> PromptPaths(Guide guide) =>
        guide.Steps.SelectMany((step, s) => step.Prompts.Select((_, p) => $"$.steps[{s}].prompts[{p}]"));

    private static void Unique(List<GuideFault> faults, IEnumerable<string> ids, Func<int, string> path)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var place = 0;
        foreach (var id in ids)
        {
            if (!seen.Add(id))
            {
                faults.Add(new(path(place), $"{id} is there twice"));
            }

            place++;
        }
    }

    [GeneratedRegex(@"^[a-z0-9]+(-[a-z0-9]+)*\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Name();

    [GeneratedRegex(@"^[a-z0-9]+([-.][a-z0-9]+)*\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PromptName();
}
