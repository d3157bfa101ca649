using System.Buffers;
using System.Text;
using System.Text.Json;

namespace SupervisionBot.Storage.Tests;

public sealed class EntityValuesTests
{
    [Fact]
    public void Write_SortsByNameWhateverTheOrderWas()
    {
        Assert.Equal("""{"A":1,"B@odata.type":"Edm.Double","B":3,"a":"\u00E9","b":true}""", Written(new("p", "r") { ["b"] = true, ["B"] = 3d, ["a"] = "é", ["A"] = 1 }));
        Assert.Equal("{}", Written(new("p", "r")));
    }

    [Theory]
    [MemberData(nameof(TableStoreContract.Values), MemberType = typeof(TableStoreContract), DisableDiscoveryEnumeration = true)]
    public void Read_GivesWhatWasWritten(object value)
    {
        var entity = new TableEntity("p", "r") { ["Value"] = value, ["After"] = 1L };
        var read = Read(Written(entity));
        Assert.True(entity.HasValuesOf(read));
        Assert.Equal(Written(entity), Written(read));
    }

    [Theory]
    [InlineData("""{"A":[1]}""")]
    [InlineData("""{"A":99999999999}""")]
    [InlineData("""{"A":"\uD800"}""")]
    [InlineData("""{"A@odata.type":"Edm.Binary","A":"x"}""")]
    [InlineData("""{"A":1""")]
    public void Read_OfWhatNoRowHolds_IsRefused(string json) => Assert.Throws<FormatException>(() => Read(json));

    [Fact]
    public void Check_RefusesWhatTheStoreRefuses() =>
        Assert.Equal(TableLimit.StringLength, Assert.Throws<TableLimitException>(() => EntityValues.Check("table", new("p", "r") { ["A"] = new string('x', TableLimits.StringLength + 1) })).Limit);

    [Theory]
    [InlineData(1, 2)]
    [InlineData(1, 1L)]
    [InlineData("a", "A")]
    [InlineData(new byte[] { 1 }, new byte[] { 2 })]
    [InlineData(new byte[] { 1 }, "AQ==")]
    public void HasValuesOf_TellsDifferentValuesApart(object mine, object theirs)
    {
        var entity = new TableEntity("p", "r") { ["A"] = mine };
        Assert.False(entity.HasValuesOf(new("p", "r") { ["A"] = theirs }));
        Assert.False(entity.HasValuesOf(new("p", "r") { ["B"] = mine }));
        Assert.False(entity.HasValuesOf(new("p", "r") { ["A"] = mine, ["B"] = mine }));
        Assert.True(entity.HasValuesOf(new("q", "s") { ["A"] = mine }));
    }

    private static string Written(TableEntity entity)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
            EntityValues.Write(writer, entity);
        return Encoding.ASCII.GetString(buffer.WrittenSpan);
    }

    private static TableEntity Read(string json)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(json));
        reader.Read();
        return EntityValues.Read(ref reader, "p", "r");
    }
}
