using System.Text.Json.Serialization;

namespace SupervisionBot.Core.Guides;

/// <summary>A structured conversation as data: ordered steps with prompts, notes for one role, checks, and the shape of its summary.</summary>
/// <param name="Id">Lower-case letters, digits and hyphens. An organisation's guide with the id of a built-in one replaces it.</param>
/// <param name="Version">Counts up from 1 with each published change.</param>
/// <param name="Title">What people see.</param>
/// <param name="Purpose">One or two sentences for the person who chooses a guide.</param>
/// <param name="Record">Which record a session of this guide belongs to.</param>
/// <param name="Sources">The documents the guide was written from.</param>
/// <param name="Roles">Who takes part. Exactly one role leads.</param>
/// <param name="Steps">In order. Throughout steps are in reach on every other step and have no place in the order.</param>
/// <param name="Summary">The sections of the reflective summary, in order.</param>
/// <param name="Checks">What is looked at before sign-off; none where the guide needs no sign-off.</param>
/// <param name="Areas">Parts that its steps fall into, each of which can be gone to directly; none in most guides.</param>
/// <param name="Bring">What may be brought into a session of it; nothing where the guide does not say.</param>
public sealed record Guide(
    string Id,
    int Version,
    string Title,
    string Purpose,
    RecordKind Record,
    IReadOnlyList<GuideSource> Sources,
    IReadOnlyList<GuideRole> Roles,
    IReadOnlyList<Step> Steps,
    IReadOnlyList<SummaryPart> Summary,
    IReadOnlyList<Check>? Checks = null,
    IReadOnlyList<Area>? Areas = null,
    IReadOnlyList<BringKind>? Bring = null)
{
    /// <summary>Where the file says its JSON Schema is, for editors; the engine makes nothing of it.</summary>
    [JsonPropertyName("$schema")]
    public string? Schema { get; init; }

    /// <summary>What is looked at before sign-off.</summary>
    public IReadOnlyList<Check> Checks { get; init; } = Checks ?? [];

    /// <summary>Parts that its steps fall into, each of which can be gone to directly.</summary>
    public IReadOnlyList<Area> Areas { get; init; } = Areas ?? [];

    /// <summary>What may be brought into a session of it.</summary>
    public IReadOnlyList<BringKind> Bring { get; init; } = Bring ?? [];

    /// <summary>The steps that are walked one after the other.</summary>
    public IReadOnlyList<Step> Walk { get; } = [.. Steps.Where(step => !step.Throughout)];

    /// <summary>The steps that stay in reach on every other step.</summary>
    public IReadOnlyList<Step> Throughout { get; } = [.. Steps.Where(step => step.Throughout)];

    /// <summary>The step with this id, or null.</summary>
    public Step? FindStep(string id) => Steps.FirstOrDefault(step => step.Id == id);

    /// <summary>The prompt with this id, or null. Prompt ids are unique in a guide.</summary>
    public Prompt? FindPrompt(string id) => Steps.SelectMany(step => step.Prompts).FirstOrDefault(prompt => prompt.Id == id);

    /// <summary>The step that asks the prompt with this id, or null.</summary>
    public Step? StepOf(string promptId) => Steps.FirstOrDefault(step => step.Prompts.Any(prompt => prompt.Id == promptId));

    /// <summary>The walked steps of an area, in order; at least one.</summary>
    public IReadOnlyList<Step> StepsOf(Area area) => [.. Walk.Where(step => step.Area == area.Id)];

    /// <summary>The place of a walked step in the order, from 0; -1 for any other.</summary>
    public int PlaceOf(string stepId)
    {
        for (var place = 0; place < Walk.Count; place++)
        {
            if (Walk[place].Id == stepId)
            {
                return place;
            }
        }

        return -1;
    }

    /// <summary>Where a walked step stands, in words: by the stages of its source where the guide names any, by steps otherwise.</summary>
    public string PlaceInWords(Step step)
    {
        if (Walk.All(other => other.Stage is null))
        {
            return $"Step {PlaceOf(step.Id) + 1} of {Walk.Count}";
        }

        var stages = Walk.Select(StageOf).Distinct(StringComparer.Ordinal).ToList();
        var steps = Walk.Where(other => StageOf(other) == StageOf(step)).ToList();
        return $"Stage {stages.IndexOf(StageOf(step)) + 1} of {stages.Count}{(steps.Count == 1 ? "" : $", step {steps.IndexOf(step) + 1} of {steps.Count}")}";
    }

    /// <summary>What a prompt is called away from its step, where prompts of several areas stand side by side.</summary>
    public string LabelOf(Prompt prompt) => Areas.FirstOrDefault(area => area.Id == StepOf(prompt.Id)?.Area)?.Label is { } area ? $"{area}: {prompt.Text}" : prompt.Text;

    private static string StageOf(Step step) => step.Stage ?? step.Id;

    /// <summary>How the guide describes a role, or null when nobody in this guide has it.</summary>
    public GuideRole? FindRole(Role role) => Roles.FirstOrDefault(candidate => candidate.Role == role);
}

/// <summary>Case supervision belongs to the child's file; personal supervision stays between two people and is never in a case export or a leader's figures.</summary>
public enum RecordKind
{
    /// <summary>Belongs to the child's file.</summary>
    Case,

    /// <summary>Stays between the people who took part.</summary>
    Personal,
}

/// <summary>What people may bring into a session beyond the questions of its guide.</summary>
public enum BringKind
{
    /// <summary>Whoever leads picks a challenge question about supervision.</summary>
    ChallengeQuestions,

    /// <summary>Whoever is supervised brings in a reflection of their own.</summary>
    Reflections,
}

/// <summary>What somebody is in a session.</summary>
/// <remarks>Stored by name in every trail: a name can't be changed.</remarks>
[JsonConverter(typeof(JsonStringEnumConverter<Role>))]
public enum Role
{
    /// <summary>Leads one-to-one supervision and answers for the management decision.</summary>
    [JsonStringEnumMemberName("Supervisor")]
    Supervisor,

    /// <summary>The practitioner whose case is discussed.</summary>
    [JsonStringEnumMemberName("Supervisee")]
    Supervisee,

    /// <summary>Leads a group and keeps the board; not part of the case.</summary>
    [JsonStringEnumMemberName("Facilitator")]
    Facilitator,

    /// <summary>Chairs a complex case discussion.</summary>
    [JsonStringEnumMemberName("Chair")]
    Chair,

    /// <summary>Takes part in a group.</summary>
    [JsonStringEnumMemberName("Attendee")]
    Attendee,
}

/// <summary>A part of a guide that can be gone to directly.</summary>
/// <param name="Id">What steps refer to; lower-case letters, digits and hyphens.</param>
/// <param name="Title">What people see.</param>
/// <param name="Label">Its name in a word or two, set before its questions where those of several areas stand side by side; null where they need none.</param>
public sealed record Area(string Id, string Title, string? Label = null);

/// <summary>A role in a guide.</summary>
/// <param name="Role">Which one.</param>
/// <param name="Title">What people see, such as "Practitioner".</param>
/// <param name="Leads">Moves the steps on, chooses, prepares the summary.</param>
public sealed record GuideRole(Role Role, string Title, bool Leads = false);

/// <summary>A document a guide was written from.</summary>
/// <param name="Id">What prompts refer to.</param>
/// <param name="Title">Its title.</param>
/// <param name="Publisher">Who published it.</param>
/// <param name="Date">When, as its publisher gives it.</param>
/// <param name="Authors">Who wrote it; null where it names nobody.</param>
public sealed record GuideSource(string Id, string Title, string Publisher, string? Date = null, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Authors = null)
{
    /// <summary>All of it in one line.</summary>
    public string InWords() => $"{(Authors is null ? "" : $"{Authors}: ")}{Title} ({Publisher}{(Date is null ? "" : $", {Date}")})";
}

/// <summary>Where in a source something comes from.</summary>
/// <param name="Document">Id of one of the guide's sources.</param>
/// <param name="Section">The heading it stands under.</param>
/// <param name="Item">The how-manieth question under that heading, from 1; none for something that is not a listed question.</param>
public sealed record SourceReference(string Document, string Section, int? Item = null);
