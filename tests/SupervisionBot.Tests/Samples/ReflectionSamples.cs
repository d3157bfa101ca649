using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using SupervisionBot.Core.Shared;
using SupervisionBot.OneToOne;
using SupervisionBot.Reflections;
using SupervisionBot.Tests.Team;
using SupervisionBot.Turns;

namespace SupervisionBot.Tests.Samples;

/// <summary>The cards of reflections as the app makes them: ordinary, longest and emptiest.</summary>
internal sealed class ReflectionSamples(SupervisionTeam team, string words)
{
    private static readonly DateTimeOffset s_now = Clock.Start;

    private readonly ReflectionCards _cards = team.Services.GetRequiredService<ReflectionCards>();
    private readonly ReflectivePrompts _prompts = team.Services.GetRequiredService<ReflectivePrompts>();

    private static ReflectionState On => new ReflectionState { Asked = 3, Round = ["first-response"] }.Start(Rhythm.Usual, s_now);

    private string Mri => team.Priya.Person.Mri;

    private ReflectivePrompt Longest => _prompts.Prompts.MaxBy(prompt => prompt.Text.Length)!;

    private Notice Refused => Notice.Warning(RefusalText.For(new TooLong(20_000, Reflection.LongestText)), Cut.To(Cut.Kept, Long(Cut.Kept), isRecorded: false));

    public async Task AddAsync(SortedDictionary<string, JsonNode> samples)
    {
        Add(samples, "reflect", _cards.State(On, open: null, Mri, Notice.Good("Saved. Only you can read it.")), _cards.State(On.Pause() with { Open = 3 }, Asked(3, _prompts.Prompts[2]), Mri, Notice.Good("Paused.")), _cards.State(ReflectionState.New, open: null, Mri, Notice.None));
        Add(samples, "reflection-prompt", _cards.Question(On, Asked(1, _prompts.Prompts[0]), Mri, Notice.None), _cards.Question(On, Written(2, Long(Reflection.LongestText)), Mri, Refused), _cards.Question(ReflectionState.New, Asked(1, _prompts.Prompts[4]), Mri, Notice.None));
        Add(
            samples,
            "reflection-saved",
            _cards.Saved(Written(1, "I noticed that I had decided before I had asked her."), isMarked: true, Mri, Notice.Good("Saved. Only you can read it.")),
            _cards.Saved(Written(2, Long(Reflection.LongestText)) with { BroughtAt = s_now }, isMarked: false, Mri, Notice.Good("Saved. Only you can read it.")),
            _cards.Saved(Written(1, "?"), isMarked: false, Mri, Notice.None));
        Add(
            samples,
            "reflections-written",
            _cards.Written([Written(2, "I write for the inspector, not for the child."), Written(1, "I noticed that I had decided before I had asked her.")], new HashSet<int> { 1 }, Notice.None),
            _cards.Written([.. Enumerable.Range(1, ReflectionCards.PageSize + 1).Reverse().Select(number => Written(number, Long(Reflection.LongestText)))], new HashSet<int> { 1, 2, 3, 4, 5, 6 }, Notice.Good("Deleted.")),
            _cards.Written([], new HashSet<int>(), Notice.None));
        var session = await (await Rehearsal.OpenAsync(team, 71, Walks.CaseReference)).StoredAsync();
        Add(
            samples,
            "reflection-bring-dialog",
            _cards.Bring(session, [Written(1, "I noticed that I had decided before I had asked her.")], Notice.None),
            _cards.Bring(session, [.. Enumerable.Range(1, 9).Select(number => Written(number, Long(Reflection.LongestText)))], Refused),
            _cards.Bring(session, [Written(1, "?")], Notice.None));
    }

    private static void Add(SortedDictionary<string, JsonNode> samples, string name, ReadOnlyMemory<byte> ordinary, ReadOnlyMemory<byte> longest, ReadOnlyMemory<byte> emptiest)
    {
        samples[$"reflections/{name}.data.json"] = Rehearsal.Data(ordinary);
        samples[$"reflections/{name}.longest.data.json"] = Rehearsal.Data(longest);
        samples[$"reflections/{name}.emptiest.data.json"] = Rehearsal.Data(emptiest);
    }

    private static Reflection Asked(int number, ReflectivePrompt prompt) => new(number, prompt.Id, prompt.Text, s_now, IsPassedOver: false, "", WrittenAt: null, BroughtAt: null, "alarm");

    private Reflection Written(int number, string text) => Asked(number, text.Length > 100 ? Longest : _prompts.Prompts[number - 1]) with { Text = text, WrittenAt = s_now };

    private string Long(int length) => LongText.Of(words, length);
}
