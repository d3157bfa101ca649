using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using SupervisionBot.Challenge;
using SupervisionBot.Core.Guides;
using SupervisionBot.Core.Sessions;
using SupervisionBot.Core.Shared;
using SupervisionBot.OneToOne;
using SupervisionBot.OneToOne.Cards;
using SupervisionBot.Tests.Team;
using SupervisionBot.Turns;

namespace SupervisionBot.Tests.Samples;

/// <summary>The sessions in which everybody writes as much as they can, wherever they can.</summary>
internal sealed class LongestSessions(SortedDictionary<string, JsonNode> samples, SupervisionTeam team, string words)
{
    /// <summary>Longer than names are; a directory would take more.</summary>
    public static readonly string Name = string.Concat(Enumerable.Repeat("Anne-Marie ", 6)).Trim();

    private Notice Refused => RefusedWith(words);

    /// <summary>What was refused, with as much given back as ever is.</summary>
    public static Notice RefusedWith(string words) => Notice.Warning(RefusalText.For(new TooLong(20_000, 8_000)), Cut.To(Cut.Kept, LongText.Of(words, Cut.Kept)));

    public async Task AddAsync()
    {
        await LongestAsync(await Rehearsal.OpenAsync(team, 2, LongLine(SessionDecision.LongestCaseReference), prepare: true, Name, Name));
        await LongestSummaryAsync(await Rehearsal.OpenAsync(team, 7, LongLine(SessionDecision.LongestCaseReference), prepare: false, Name, Name));
    }

    private async Task LongestAsync(Rehearsal session)
    {
        var (sarah, priya) = (session.Supervisor, session.Practitioner);
        samples["one-to-one/invitation.longest.data.json"] = await session.CardAsync(priya, Refused);
        samples["one-to-one/shared.longest.data.json"] = await session.SharedAsync(sarah, priya);
        await session.DoAsync(priya, new Join(), new FinishPreparation());
        await session.DoAsync(sarah, new Begin());
        var steps = new List<JsonNode>();
        foreach (var step in session.Guide.Walk)
        {
            foreach (var prompt in step.Prompts.Concat(session.Guide.Throughout.SelectMany(throughout => throughout.Prompts)))
            {
                await FillAsync(session, prompt);
            }

            await AddStepsAsync(session, step, steps);

            if (step.Id == "options")
            {
                samples["one-to-one/option-dialog.longest.data.json"] = await session.DialogAsync(sarah, Notice.Warning(RefusalText.For(new TooLong(20_000, 8_000))), "option.save", ("option", "1"), ("note", Long(SessionDecision.LongestRemark)), ("why", Long(SessionDecision.LongestRemark)));
            }

            if (step.Id == "plan")
            {
                var part = Long(SessionDecision.LongestActionPart);
                samples["one-to-one/action-dialog.longest.data.json"] = await session.DialogAsync(sarah, Notice.Warning(RefusalText.For(new TooLong(20_000, 8_000))), "action.save", ("action", "1"), ("what", part), ("who", part), ("measure", part), ("difference", part), ("when", "2027-03-05"), ("why", Long(SessionDecision.LongestRemark)));
            }

            await session.DoAsync(sarah, new MoveOn(step.Id));
        }

        foreach (var (number, step) in new[] { (8, "assessment"), (9, "options"), (10, "plan") })
        {
            await AddBroughtAsync(await Rehearsal.OpenAsync(team, number, LongLine(SessionDecision.LongestCaseReference), prepare: false, Name, Name), step, steps);
        }

        samples["one-to-one/step.longest.data.json"] = steps.MaxBy(step => step.ToJsonString(Scripts.AsSent).Length)!;
        samples["one-to-one/again-dialog.longest.data.json"] = session.Again(("verb", "prompt.save"), ("session", $"{session.Address.Session}"), ("v", "400"), ("prompt", "information.known"), (PromptViews.AnswerPrefix + "information.known", Cut.To(20_000, Long(Prompt.LongestText))));
        samples["one-to-one/prompt-dialog.longest.data.json"] = await session.DialogAsync(sarah, Notice.Warning(RefusalText.For(new TooLong(20_000, 4_000))), "prompt.save", ("prompt", "information.known"), (PromptViews.AnswerPrefix + "information.known", Long(Prompt.UsualText)));
        for (var concern = 0; concern < 5; concern++)
        {
            await session.DoAsync(priya, new RaiseConcern(Long(SessionDecision.LongestRemark)));
        }

        samples["one-to-one/ethics-dialog.longest.data.json"] = await session.DialogAsync(sarah, Notice.Warning(RefusalText.For(new TooLong(20_000, 2_000))), "ethics.save", ("concern", Long(SessionDecision.LongestRemark)));
        samples["one-to-one/record-dialog.longest.data.json"] = await LongestPageAsync(page => session.DialogAsync(sarah, Notice.None, "record.page", ("page", $"{page}")));
        await session.DoAsync(sarah, new SetOptionAside(1, ""), new GoBack("options"), new MoveOn("options"), new MoveOn("plan"), new MoveOn("contingency"));
        samples["one-to-one/check.longest.data.json"] = await session.CardAsync(sarah, Refused, Remark(Cut.To(Cut.Page, Long(SessionDecision.LongestRemark))));
    }

    // A step with all that can be brought in.
    private async Task AddBroughtAsync(Rehearsal session, string step, List<JsonNode> steps)
    {
        await session.DoAsync(session.Practitioner, new Join());
        while ((await session.StoredAsync()).Session.Step is var here && here != step)
        {
            await session.DoAsync(session.Supervisor, new MoveOn(here));
        }

        foreach (var question in team.Services.GetRequiredService<ChallengeQuestions>().ForSupervision.OrderByDescending(question => question.Text.Length).Take(SessionDecision.MostBroughtInStep))
        {
            await session.DoAsync(session.Supervisor, new BringQuestion(step, question.Text, "Challenge questions for leaders", question.Source, Document: null));
        }

        var whole = (await session.StoredAsync()).Guide.FindStep(step)!;
        foreach (var prompt in whole.Prompts)
        {
            await FillAsync(session, prompt);
        }

        await AddStepsAsync(session, whole, steps);
    }

    private async Task AddStepsAsync(Rehearsal session, Step step, List<JsonNode> steps)
    {
        var inline = Cut.Beside((await session.StoredAsync()).Session.BroughtInto(step.Id), Cut.Inline);
        var typed = Cut.To(inline - 50, Long(Cut.Inline));
        foreach (var who in new[] { session.Supervisor, session.Practitioner })
        {
            steps.Add(await session.CardAsync(who));
            var answers = step.Prompts.Where(prompt => prompt.Kind == PromptKind.Text).ToDictionary(prompt => prompt.Id, _ => typed, StringComparer.Ordinal);
            var options = step.Prompts.Where(prompt => prompt.Kind == PromptKind.Options).ToDictionary(prompt => prompt.Id, _ => Cut.To(Cut.Inline - 50, Long(Cut.Inline)), StringComparer.Ordinal);
            steps.Add(await session.CardAsync(who, Refused, new(answers, options, "")));
        }
    }

    private async Task LongestSummaryAsync(Rehearsal session)
    {
        var (sarah, priya) = (session.Supervisor, session.Practitioner);
        foreach (var step in session.Guide.Walk)
        {
            foreach (var prompt in step.Prompts.Where(prompt => step.Id is "information" or "plan"))
            {
                await FillAsync(session, prompt);
            }

            await session.DoAsync(sarah, new MoveOn(step.Id));
        }

        samples["one-to-one/mine-dialog.longest.data.json"] = await LongestPageAsync(page => session.MineAsync(sarah, Refused, warned: true, ("page", $"{page}"), ("reference", LongLine(SessionDecision.LongestCaseReference))));
        await session.DoAsync(sarah, new PrepareSummary(Long(SessionDecision.LongestRemark)));
        var summary = (await session.StoredAsync()).Session;
        await session.DoAsync(priya, new CommentOn(Long(SessionDecision.LongestRemark)), new Disagree(summary.SummaryAt, summary.Sequence, Long(SessionDecision.LongestRemark)));
        await session.ConfirmAsync(sarah);
        for (var addendum = 0; addendum < 12; addendum++)
        {
            await session.DoAsync(sarah, new AddAddendum(Long(SessionDecision.LongestRemark)));
        }

        samples["one-to-one/summary.longest.data.json"] = Steady(await LongestPageAsync(page => session.CardAsync(sarah, Notice.Warning(RefusalText.For(new TooLong(20_000, 8_000))), Remark(Cut.To(Cut.Page, Long(SessionDecision.LongestRemark))), page)));
    }

    // A fingerprint is never the same twice.
    private static JsonNode Steady(JsonNode data)
    {
        if (data["fingerprint"] is not null)
        {
            data["fingerprint"] = $"Fingerprint: {new string('5', 64)} (key {new string('7', 16)}). Checked just now: it matches.";
        }

        return data;
    }

    private async Task FillAsync(Rehearsal session, Prompt prompt)
    {
        var (sarah, priya) = (session.Supervisor, session.Practitioner);
        switch (prompt.Kind)
        {
            case PromptKind.Text:
                foreach (var who in new[] { sarah, priya }.Where(who => prompt.Ask.Contains(who.Role)))
                {
                    await session.DoAsync(who, Scripts.Said(prompt.Id, Long(prompt.MaxLength)), Scripts.Said(prompt.Id, Long(prompt.MaxLength - 1)), Scripts.Said(prompt.Id, Long(prompt.MaxLength)));
                }

                break;
            case PromptKind.Date:
                await session.DoAsync(sarah, Scripts.Said(prompt.Id, "2027-09-29"));
                break;
            case PromptKind.Options:
                for (var option = 1; option <= SessionDecision.MostOptions; option++)
                {
                    await session.DoAsync(
                        sarah,
                        new AddOption(prompt.Id, Long(SessionDecision.LongestRemark)),
                        new TestOption(option, [.. prompt.Tests.Select(test => new TestResult(test.Id, Verdict.Unsure))], Long(SessionDecision.LongestRemark)),
                        new SetOptionAside(option, Long(SessionDecision.LongestRemark)));
                }

                break;
            case PromptKind.Actions:
                var part = Long(SessionDecision.LongestActionPart);
                for (var action = 1; action <= SessionDecision.MostActions; action++)
                {
                    await session.DoAsync(sarah, new AgreeAction(prompt.Id, new(part, part, new(2027, 9, 29), part, part)));
                }

                break;
            case PromptKind.Choice or PromptKind.Checklist:
                break;
        }
    }

    // Beyond the last page the last one comes again.
    private static async Task<JsonNode> LongestPageAsync(Func<int, Task<JsonNode>> page)
    {
        var pages = new List<JsonNode> { await page(1) };
        while (await page(pages.Count + 1) is var next && !JsonNode.DeepEquals(next, pages[^1]))
        {
            pages.Add(next);
        }

        return pages.MaxBy(each => each.ToJsonString(Scripts.AsSent).Length)!;
    }

    private string Long(int length) => LongText.Of(words, length);

    private string LongLine(int length) => Long(length).ReplaceLineEndings(" ");

    private static Drafts Remark(string text) => Drafts.None with { Remark = text };
}
