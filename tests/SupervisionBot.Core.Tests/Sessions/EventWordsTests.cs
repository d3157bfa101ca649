using System.Text.Json;
using SupervisionBot.Core.Sessions;

namespace SupervisionBot.Core.Tests.Sessions;

/// <summary>What of each event is words is said in one place.</summary>
public class EventWordsTests
{
    // What events say beside words: ids, names as Teams gave them, and what comes from a guide or another document.
    private static readonly string[] NoWords =
    [
        "knowsley-decision-walk", "f00d", "Ada", "Anna", "Ben", "Supervisor", "Supervisee", "information", "information.known", "powers", "assessment", "contingency", "options.list", "plan.actions",
        "necessary", "ethical", "legitimate", "Yes", "No", "Unsure", "rationale", "actions", "c0ffee", "cafe", "brought.1", "brought.2", "brought.3", "plan",
        "Who learns from it?", "Whose plan is it?", "Who hears of it?", "An author", "Challenge questions", "challenge", "Supervision", "A publisher", "June 2022", "Knowsley decision walk", "knowsley", "Plan",
        "00000001-0000-0000-0000-000000000000", "00000002-0000-0000-0000-000000000000",
    ];

    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    [Fact]
    public void EveryEventSaysWhatItsWordsAreAndIsTheSameOnceTheyArePutBack() =>
        Assert.All(EveryEvent.Examples, said => Assert.Equal(Json(said), Json(EventWords.Without(said).With(EventWords.Of(said)))));

    [Fact]
    public void NothingThatSomebodyWroteIsLeftInAnEventWithoutItsWords() =>
        Assert.All(EveryEvent.Examples, said => Assert.Empty(Texts(JsonSerializer.SerializeToElement(EventWords.Without(said), Web)).Except(NoWords)));

    [Fact]
    public void AnEventWithoutItsWordsHasNone() =>
        Assert.All(EveryEvent.Examples, said => Assert.False(EventWords.AreIn(EventWords.Without(said))));

    private static string Json(SessionEvent said) => JsonSerializer.Serialize(said, Web);

    private static IEnumerable<string> Texts(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => json.EnumerateObject().Where(member => member.Name != "is").SelectMany(member => Texts(member.Value)),
        JsonValueKind.Array => json.EnumerateArray().SelectMany(Texts),
        JsonValueKind.String when json.GetString()!.Length > 0 => [json.GetString()!],
        _ => [],
    };
}
