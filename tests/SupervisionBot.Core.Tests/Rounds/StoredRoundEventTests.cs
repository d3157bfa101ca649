using System.Text.Json;
using System.Text.Json.Serialization;
using SupervisionBot.Core.Rounds;

namespace SupervisionBot.Core.Tests.Rounds;

/// <summary>What is stored must be readable in ten years: the JSON of each event is pinned in stored-round-events.jsonl. A new event adds a line; no line ever changes.</summary>
public class StoredRoundEventTests
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);
    private static readonly string[] Pinned = File.ReadAllLines(Path.Combine(Repository.Root, "tests", "SupervisionBot.Core.Tests", "Rounds", "stored-round-events.jsonl"));

    [Fact]
    public void EachEventIsStoredAsItAlwaysWas() =>
        Assert.Equal(Pinned, EveryRoundEvent.Examples.Select(example => JsonSerializer.Serialize(example, Web)));

    [Fact]
    public void EachStoredEventIsReadAsItWasRecorded() =>
        Assert.Equal(Pinned, Pinned.Select(line => JsonSerializer.Serialize(JsonSerializer.Deserialize<RoundEvent>(line, Web)!, Web)));

    [Fact]
    public void EveryKindOfEventIsPinned() => Assert.Empty(Kinds().Except(EveryRoundEvent.Examples.Select(example => example.GetType())));

    [Fact]
    public void EveryKindOfEventHasANameOfItsOwn()
    {
        var named = typeof(RoundEvent).GetCustomAttributes(typeof(JsonDerivedTypeAttribute), inherit: false).Cast<JsonDerivedTypeAttribute>().ToList();

        Assert.Empty(Kinds().Except(named.Select(name => name.DerivedType)));
        Assert.Equal(named.Count, named.Select(name => name.TypeDiscriminator).Distinct().Count());
    }

    private static IEnumerable<Type> Kinds() => typeof(RoundEvent).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(RoundEvent)));
}
