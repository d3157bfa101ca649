using System.Text.Json.Nodes;

namespace SupervisionBot.Core.Tests.Guides;

/// <summary>A mistake in a guide that is JSON: how to make it, and what the reader has to say.</summary>
/// <param name="Name">What is wrong.</param>
/// <param name="Make">Makes it in a copy of the every-kind guide.</param>
/// <param name="Path">JSON path of the fault.</param>
/// <param name="Reason">Part of the reason.</param>
/// <param name="InSchema">Whether a JSON Schema can see it too.</param>
internal sealed record Mistake(string Name, Action<JsonNode> Make, string Path, string Reason, bool InSchema = true);

internal static class BadGuides
{
    private const string Letters = "use lower-case letters, digits and hyphens";

    public static readonly Mistake[] All =
    [
        // The JSON shape.
        new("unknown member of the guide", g => g["colour"] = "red", "$.colour", "colour"),
        new("unknown member of a prompt", g => Prompt(g, 1, 0)["colour"] = "red", "$.steps[1].prompts[0].colour", "colour"),
        new("title of the wrong type", g => g["title"] = 3, "$.title", "could not be converted"),
        new("version as text", g => g["version"] = "1", "$.version", "could not be converted"),
        new("version with a fraction", g => g["version"] = 1.5, "$.version", "could not be converted"),
        new("steps that are not a list", g => g["steps"] = new JsonObject(), "$.steps", "could not be converted"),
        new("guide without title", g => g.AsObject().Remove("title"), "$", "title"),
        new("step without purpose", g => Step(g, 1).AsObject().Remove("purpose"), "$.steps[1]", "purpose"),
        new("prompt without text", g => Prompt(g, 1, 0).AsObject().Remove("text"), "$.steps[1].prompts[0]", "text"),
        new("prompt without source", g => Prompt(g, 1, 0).AsObject().Remove("source"), "$.steps[1].prompts[0]", "source"),
        new("unknown kind of prompt", g => Prompt(g, 1, 0)["kind"] = "essay", "$.steps[1].prompts[0].kind", "text, choice, checklist"),
        new("kind of prompt by number", g => Prompt(g, 1, 0)["kind"] = 0, "$.steps[1].prompts[0].kind", "text, choice"),
        new("kind of prompt by unknown number", g => Prompt(g, 1, 0)["kind"] = "99", "$.steps[1].prompts[0].kind", "text, choice"),
        new("kind in capitals", g => Prompt(g, 1, 0)["kind"] = "TEXT", "$.steps[1].prompts[0].kind", "use one of text, choice"),
        new("two kinds in one", g => Prompt(g, 1, 0)["kind"] = "text, date", "$.steps[1].prompts[0].kind", "use one of text, choice"),
        new("role nobody knows", g => g["roles"]![1]!["role"] = "king", "$.roles[1].role", "supervisor, supervisee"),
        new("record nobody knows", g => g["record"] = "school", "$.record", "use one of case, personal"),
        new("null for a text", g => g["title"] = null, "$.title", "is null"),
        new("null for an optional text", g => Prompt(g, 1, 0)["hint"] = null, "$.steps[1].prompts[0].hint", "is null"),
        new("null in a list of steps", g => g["steps"]![1] = null, "$.steps[1]", "is null"),
        new("null in a list of choices", g => Prompt(g, 1, 1)["choices"]![0] = null, "$.steps[1].prompts[1].choices[0]", "is null"),

        // The guide.
        new("id in capitals", g => g["id"] = "Every-Kind", "$.id", Letters),
        new("id that ends with a line break", g => g["id"] = "every-kind\n", "$.id", Letters),
        new("version 0", g => g["version"] = 0, "$.version", "counts from 1"),
        new("empty title", g => g["title"] = " ", "$.title", "is empty"),
        new("empty purpose", g => g["purpose"] = "", "$.purpose", "is empty"),
        new("nobody leads", g => g["roles"]![0]!["leads"] = false, "$.roles", "exactly one role leads"),
        new("two lead", g => g["roles"]![1]!["leads"] = true, "$.roles", "exactly one role leads"),
        new("role twice", g => g["roles"]![1]!["role"] = "supervisor", "$.roles[1].role", "is there twice", InSchema: false),
        new("role with an empty title", g => g["roles"]![1]!["title"] = "", "$.roles[1].title", "is empty"),
        new("source twice", g => g["sources"]!.AsArray().Add(g["sources"]![0]!.DeepClone()), "$.sources[1].id", "is there twice", InSchema: false),
        new("source with an empty title", g => g["sources"]![0]!["title"] = "", "$.sources[0].title", "is empty"),
        new("source by nobody", g => g["sources"]![0]!["authors"] = "", "$.sources[0].authors", "is empty"),
        new("something unknown to bring", g => g["bring"] = new JsonArray("cake"), "$.bring[0]", "challengeQuestions, reflections"),
        new("the same to bring twice", g => g["bring"] = new JsonArray("reflections", "reflections"), "$.bring", "is there twice"),
        new("no step to walk", g => g["steps"] = new JsonArray(Step(g, 0).DeepClone()), "$.steps", "not throughout"),

        new("area twice", g => g["areas"]!.AsArray().Add(g["areas"]![0]!.DeepClone()), "$.areas[1].id", "is there twice", InSchema: false),
        new("area id in capitals", g => g["areas"]![0]!["id"] = "Whole", "$.areas[0].id", Letters),
        new("area with an empty title", g => g["areas"]![0]!["title"] = " ", "$.areas[0].title", "is empty"),
        new("area with an empty label", g => g["areas"]![0]!["label"] = " ", "$.areas[0].label", "is empty"),
        new("area without a step", g => Step(g, 1).AsObject().Remove("area"), "$.areas[0].id", "no step that is walked", InSchema: false),
        new("step of an area that is not there", g => Step(g, 2)["area"] = "none", "$.steps[2].area", "not one of the guide's areas", InSchema: false),

        // Steps.
        new("step twice", g => Step(g, 2)["id"] = "facts", "$.steps[2].id", "facts is there twice", InSchema: false),
        new("step id with a dot", g => Step(g, 2)["id"] = "a.b", "$.steps[2].id", Letters),
        new("step with an empty title", g => Step(g, 1)["title"] = "", "$.steps[1].title", "is empty"),
        new("step with an empty purpose", g => Step(g, 1)["purpose"] = "", "$.steps[1].purpose", "is empty"),
        new("step of no minutes", g => Step(g, 1)["minutes"] = 0, "$.steps[1].minutes", "1 to 480"),
        new("step of 481 minutes", g => Step(g, 1)["minutes"] = 481, "$.steps[1].minutes", "1 to 480"),
        new("step with empty material", g => Step(g, 1)["material"] = "", "$.steps[1].material", "is empty"),
        new("step with an empty reference", g => Step(g, 1)["references"]![0] = "", "$.steps[1].references[0]", "is empty"),
        new("step with an empty note", g => Step(g, 1)["notes"]![0]!["text"] = "", "$.steps[1].notes[0].text", "is empty"),
        new("note for a role that is not there", g => Step(g, 1)["notes"]![0]!["for"] = "chair", "$.steps[1].notes[0].for", "nobody in this guide has that role", InSchema: false),
        new("step that asks nothing", g => Step(g, 2)["prompts"] = new JsonArray(), "$.steps[2].prompts", "asks at least one thing"),
        new("step from an unknown source", g => Step(g, 1)["source"]!["document"] = "other", "$.steps[1].source.document", "not one of the guide's sources", InSchema: false),
        new("stage in capitals", g => Step(g, 1)["stage"] = "First", "$.steps[1].stage", Letters),
        new("throughout step with a stage", g => Step(g, 0)["stage"] = "first", "$.steps[0].stage", "no place in the order"),
        new("stage that is broken up", g =>
        {
            (Step(g, 0)["stage"], Step(g, 2)["stage"]) = ("first", "first");
            Step(g, 0)["throughout"] = false;
        }, "$.steps[2].stage", "side by side", InSchema: false),
        new("throughout step with options", g => Step(g, 2)["throughout"] = true, "$.steps[2].prompts[0].kind", "takes answers only"),

        // Prompts.
        new("prompt twice", g => Prompt(g, 2, 1)["id"] = "facts.text", "$.steps[2].prompts[1].id", "facts.text is there twice", InSchema: false),
        new("prompt id with a space", g => Prompt(g, 1, 0)["id"] = "facts text", "$.steps[1].prompts[0].id", "hyphens and dots"),
        new("prompt with an empty text", g => Prompt(g, 1, 0)["text"] = "", "$.steps[1].prompts[0].text", "is empty"),
        new("prompt with an empty hint", g => Prompt(g, 1, 0)["hint"] = "", "$.steps[1].prompts[0].hint", "is empty"),
        new("prompt that asks nobody", g => Prompt(g, 1, 0)["ask"] = new JsonArray(), "$.steps[1].prompts[0].ask", "somebody has to be asked"),
        new("prompt that asks a role that is not there", g => Prompt(g, 1, 0)["ask"]![1] = "chair", "$.steps[1].prompts[0].ask", "nobody in this guide has", InSchema: false),
        new("prompt with no room", g => Prompt(g, 1, 0)["maxLength"] = 0, "$.steps[1].prompts[0].maxLength", "1 to 8000"),
        new("prompt with too much room", g => Prompt(g, 1, 0)["maxLength"] = 8001, "$.steps[1].prompts[0].maxLength", "1 to 8000"),
        new("prompt from an unknown source", g => Prompt(g, 1, 0)["source"]!["document"] = "other", "$.steps[1].prompts[0].source.document", "not one of the guide's sources", InSchema: false),
        new("prompt that is question 0", g => Prompt(g, 1, 0)["source"]!["item"] = 0, "$.steps[1].prompts[0].source.item", "counts from 1"),
        new("one choice only", g => Prompt(g, 1, 1)["choices"]!.AsArray().RemoveAt(0), "$.steps[1].prompts[1].choices", "needs at least two"),
        new("no choices", g => Prompt(g, 1, 2).AsObject().Remove("choices"), "$.steps[1].prompts[2].choices", "needs at least two"),
        new("choices on a text prompt", g => Prompt(g, 1, 0)["choices"] = Prompt(g, 1, 1)["choices"]!.DeepClone(), "$.steps[1].prompts[0].choices", "only choice and checklist prompts"),
        new("choice twice", g => Prompt(g, 1, 1)["choices"]![1]!["id"] = "fact", "$.steps[1].prompts[1].choices", "same id", InSchema: false),
        new("choice id with a comma", g => Prompt(g, 1, 1)["choices"]![1]!["id"] = "a,b", "$.steps[1].prompts[1].choices", Letters[4..]),
        new("choice with an empty text", g => Prompt(g, 1, 1)["choices"]![1]!["text"] = "", "$.steps[1].prompts[1].choices[1].text", "is empty"),
        new("tests on a text prompt", g => Prompt(g, 1, 0)["tests"] = Prompt(g, 2, 0)["tests"]!.DeepClone(), "$.steps[1].prompts[0].tests", "only options prompts"),
        new("test twice", g => Prompt(g, 2, 0)["tests"]![1]!["id"] = "fair", "$.steps[2].prompts[0].tests", "same id", InSchema: false),
        new("test id in capitals", g => Prompt(g, 2, 0)["tests"]![1]!["id"] = "Fair", "$.steps[2].prompts[0].tests", Letters[4..]),
        new("test with an empty text", g => Prompt(g, 2, 0)["tests"]![1]!["text"] = "", "$.steps[2].prompts[0].tests[1].text", "is empty"),
        new("not before today on a text prompt", g => Prompt(g, 1, 0)["notBeforeToday"] = true, "$.steps[1].prompts[0].notBeforeToday", "only date prompts"),

        // Checks.
        new("check twice", g => g["checks"]![1]!["id"] = "known", "$.checks[1].id", "known is there twice", InSchema: false),
        new("check with an empty text", g => g["checks"]![1]!["text"] = "", "$.checks[1].text", "is empty"),
        new("check that names no prompt", g => g["checks"]![0]!.AsObject().Remove("prompt"), "$.checks[0].prompt", "names a prompt"),
        new("check of steps that names a prompt", g => g["checks"]![5]!["prompt"] = "facts.text", "$.checks[5].prompt", "names no prompt"),
        new("check of an unknown prompt", g => g["checks"]![0]!["prompt"] = "facts.none", "$.checks[0].prompt", "there is no such prompt", InSchema: false),
        new("check of options on a text prompt", g => g["checks"]![1]!["prompt"] = "facts.text", "$.checks[1].prompt", "must be an options prompt", InSchema: false),
        new("check of actions on a text prompt", g => g["checks"]![4]!["prompt"] = "facts.text", "$.checks[4].prompt", "must be an actions prompt", InSchema: false),
        new("check of an answer on an options prompt", g => g["checks"]![0]!["prompt"] = "way.options", "$.checks[0].prompt", "checks of their own", InSchema: false),
        new("check of weighing without tests", g => Prompt(g, 2, 0).AsObject().Remove("tests"), "$.checks[1].prompt", "no tests to weigh", InSchema: false),
        new("check of a step that names none", g => g["checks"]![6]!.AsObject().Remove("step"), "$.checks[6].step", "names a step"),
        new("check of an unknown step", g => g["checks"]![6]!["step"] = "none", "$.checks[6].step", "there is no such step", InSchema: false),
        new("check of an answer that names a step", g => g["checks"]![0]!["step"] = "facts", "$.checks[0].step", "only stepAnswered"),
        new("check of people that names a prompt", g => g["checks"]![9]!["prompt"] = "facts.text", "$.checks[9].prompt", "names no prompt"),
        new("check of a difference on an options prompt", g => g["checks"]![8]!["prompt"] = "way.options", "$.checks[8].prompt", "must be an actions prompt", InSchema: false),
        new("check of at least 0", g => g["checks"]![1]!["atLeast"] = 0, "$.checks[1].atLeast", "1 to 12"),
        new("check of more options than a session holds", g => g["checks"]![1]!["atLeast"] = 13, "$.checks[1].atLeast", "1 to 12"),

        // The summary.
        new("section twice", g => g["summary"]![1]!["id"] = "answers", "$.summary[1].id", "answers is there twice", InSchema: false),
        new("section id in capitals", g => g["summary"]![1]!["id"] = "Options", "$.summary[1].id", Letters),
        new("section with an empty title", g => g["summary"]![1]!["title"] = "", "$.summary[1].title", "is empty"),
        new("section of answers that shows nothing", g => g["summary"]![3]!["show"] = new JsonArray(), "$.summary[3].show", "names the steps or prompts"),
        new("section of people that shows a prompt", g => g["summary"]![5]!["show"] = new JsonArray("facts.text"), "$.summary[5].show", "shows no prompts"),
        new("section that shows an unknown prompt", g => g["summary"]![0]!["show"]!.AsArray().Add("facts.none"), "$.summary[0].show[2]", "no such step or prompt", InSchema: false),
        new("prompt shown twice", g => g["summary"]![0]!["show"]!.AsArray().Add("facts.text"), "$.summary[0].show[2]", "facts.text is shown already in $.summary[0]", InSchema: false),
        new("decision shown twice", g => g["summary"]![2]!["show"]!.AsArray().Add("way.options"), "$.summary[2].show[1]", "way.options is shown already", InSchema: false),
        new("prompt shown nowhere", g => g["summary"]![0]!["show"]!.AsArray().RemoveAt(0), "$.steps[0].prompts[0]", "would be lost", InSchema: false),
        new("options shown in no decision", g => g["summary"]!.AsArray().RemoveAt(2), "$.steps[2].prompts[0]", "why an option was chosen would be lost", InSchema: false),
        new("actions shown as answers", g => g["summary"]![3]!["kind"] = "answers", "$.summary[3].show[0]", "can't show way.actions", InSchema: false),
        new("answers shown as options", g => g["summary"]![0]!["kind"] = "options", "$.summary[0].show[0]", "can't show values.fit", InSchema: false),
        new("actions shown as a decision", g => g["summary"]![3]!["kind"] = "decision", "$.summary[3].show[0]", "can't show way.actions", InSchema: false),
        new("answers shown as actions", g => g["summary"]![0]!["kind"] = "actions", "$.summary[0].show[1]", "can't show facts.text", InSchema: false),
        new("no section of concerns", g => g["summary"]!.AsArray().RemoveAt(4), "$.summary", "concerns"),
        new("no section of people", g => g["summary"]!.AsArray().RemoveAt(5), "$.summary", "people"),
        new("no section of gaps", g => g["summary"]!.AsArray().RemoveAt(6), "$.summary", "gaps"),
        new("two sections of remarks", g => g["summary"]!.AsArray().Add(new JsonObject { ["id"] = "again", ["title"] = "Again", ["kind"] = "remarks" }), "$.summary", "remarks"),
    ];

    public static JsonNode Good() => JsonNode.Parse(File.ReadAllText(Repository.FixturePath("every-kind")))!;

    public static JsonNode With(Mistake mistake)
    {
        var guide = Good();
        mistake.Make(guide);
        return guide;
    }

    private static JsonNode Step(JsonNode guide, int step) => guide["steps"]![step]!;

    private static JsonNode Prompt(JsonNode guide, int step, int prompt) => Step(guide, step)["prompts"]![prompt]!;
}
