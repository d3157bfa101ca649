using System.Text;

namespace SupervisionBot.Storage.Tests;

/// <summary>The bytes are those of the Table service, so these texts are written out.</summary>
public sealed class EntityCodecTests
{
    [Fact]
    public void Encode_AnnotatesWhatJsonCannotTell()
    {
        var entity = new TableEntity("p", "r")
        {
            ["S"] = "é'",
            ["I"] = 42,
            ["L"] = 9007199254740993L,
            ["D"] = 3d,
            ["B"] = true,
            ["T"] = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero).AddTicks(1234567),
            ["G"] = new Guid("c9da6455-213d-42c9-9a79-3e9149a57833"),
            ["X"] = new byte[] { 1, 2, 255 },
        };
        Assert.Equal(
            """
            {"S":"\u00E9\u0027","I":42,"L@odata.type":"Edm.Int64","L":"9007199254740993","D@odata.type":"Edm.Double","D":3,"B":true,"T@odata.type":"Edm.DateTime","T":"2026-01-02T03:04:05.1234567Z","G@odata.type":"Edm.Guid","G":"c9da6455-213d-42c9-9a79-3e9149a57833","X@odata.type":"Edm.Binary","X":"AQL/"}
            """,
            Encoding.UTF8.GetString(EntityCodec.Encode(entity)));
    }

    [Theory]
    [InlineData("""{"V":3.0}""", 3d)]
    [InlineData("""{"V":1E3}""", 1000d)]
    [InlineData("""{"V":3}""", 3)]
    [InlineData("""{"V@odata.type":"Edm.String","V":"x"}""", "x")]
    public void Decode_UnderstandsWhatTheServiceSends(string json, object expected)
    {
        var entity = new TableEntity("p", "r");
        EntityCodec.Decode(Encoding.UTF8.GetBytes(json), entity);
        Assert.Equal(expected, entity["V"]);
        Assert.Single(entity.PropertyNames);
    }

    [Fact]
    public void Decode_PassesOverNull()
    {
        var entity = new TableEntity("p", "r");
        EntityCodec.Decode("""{"V":null}"""u8, entity);
        Assert.Empty(entity.PropertyNames);
    }
}
