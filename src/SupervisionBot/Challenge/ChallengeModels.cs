using System.Text.Json;
using System.Text.Json.Serialization;
using SupervisionBot.OneToOne.Cards;
using SupervisionBot.Turns;

namespace SupervisionBot.Challenge;

internal sealed record AreaLine(int Number, string Title, string Details, string GoTitle);

/// <summary>The areas, and what can be done with the run under way.</summary>
/// <param name="Notice">A message on top.</param>
/// <param name="Speak">The card in a sentence.</param>
/// <param name="Title">The guide.</param>
/// <param name="Session">Id of the run under way; empty when there is none.</param>
/// <param name="V">The sequence the card was drawn at.</param>
/// <param name="Status">Where the run is, or when the next is due.</param>
/// <param name="Areas">One line an area.</param>
/// <param name="HasRun">A run is under way.</param>
/// <param name="GoOnTitle">The button back to it.</param>
/// <param name="CanFinish">It is not at its summary yet.</param>
/// <param name="HasFigures">What moved and all leaders together can be asked for here.</param>
internal sealed record AreasCard(
    Notice Notice, string Speak, string Title, string Session, int V, string Status, IReadOnlyList<AreaLine> Areas, bool HasRun, string GoOnTitle, bool CanFinish, bool HasFigures);

internal sealed record MovedLine(string Question, string Change);

internal sealed record MovedArea(string Title, string Counts, IReadOnlyList<MovedLine> Questions);

internal sealed record MovedCard(string Speak, string Text, IReadOnlyList<MovedArea> Areas);

internal sealed record CountsLine(string Question, string Counts);

internal sealed record CountsArea(string Title, string Text, IReadOnlyList<CountsLine> Questions);

internal sealed record TogetherCard(string Speak, string Text, IReadOnlyList<CountsArea> Areas);

internal sealed record BringDialog(CardFrame Frame, Notice Notice, string Speak, string Step, string Text, IReadOnlyList<ChoiceView> Questions, string Value, bool CanSave);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(AreasCard))]
[JsonSerializable(typeof(MovedCard))]
[JsonSerializable(typeof(TogetherCard))]
[JsonSerializable(typeof(BringDialog))]
internal sealed partial class ChallengeCardJson : JsonSerializerContext;
