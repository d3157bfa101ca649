using System.Text.Json;
using System.Text.Json.Nodes;
using static SupervisionBot.Cards.Tests.Binding;

namespace SupervisionBot.Cards.Tests;

/// <summary>What templates become. Each example is held against the official library too.</summary>
[Collection(nameof(OfficialLibraries))]
public sealed class BindTests(OfficialLibraries official)
{
    [Theory]
    // one expression keeps the type
    [InlineData("""{"a":"${x}"}""", """{"x":"text"}""", """{"a":"text"}""")]
    [InlineData("""{"a":"${x}"}""", """{"x":1.5}""", """{"a":1.5}""")]
    [InlineData("""{"a":"${x}"}""", """{"x":true}""", """{"a":true}""")]
    [InlineData("""{"a":"${x}"}""", """{"x":null}""", """{"a":null}""")]
    [InlineData("""{"a":"${x}"}""", """{"x":{"y":[1,"2"]}}""", """{"a":{"y":[1,"2"]}}""")]
    [InlineData("""{"a":"${x.y.z}"}""", """{"x":{"y":{"z":7}}}""", """{"a":7}""")]
    // text around expressions
    [InlineData("""{"a":"Step ${n} of ${m}"}""", """{"n":1,"m":"six"}""", """{"a":"Step 1 of six"}""")]
    [InlineData("""{"a":"${n}${m}"}""", """{"n":1,"m":2}""", """{"a":"12"}""")]
    [InlineData("""{"a":"[${x}] ${y} ${z}"}""", """{"x":"","y":true,"z":false}""", """{"a":"[] true false"}""")]
    [InlineData("""{"a":"${x} ${y} ${z}"}""", """{"x":1.0,"y":-0.0,"z":0.1}""", """{"a":"1 0 0.1"}""")]
    [InlineData("""{"a":"${x} ${y} ${z}"}""", """{"x":9007199254740991,"y":1e2,"z":0.0001}""", """{"a":"9007199254740991 100 0.0001"}""")]
    [InlineData("""{"a":"'${x}' \"{${x}}\" $${x} } 😀 \n\t é"}""", """{"x":"q\"\\\n😀\u0000"}""", """{"a":"'q\"\\\n😀\u0000' \"{q\"\\\n😀\u0000}\" $q\"\\\n😀\u0000 } 😀 \n\t é"}""")]
    // the marker itself
    [InlineData("""{"a":"\\${x}","b":"\\${x} ${x}","c":"\\${","d":"\\$ ` \\"}""", """{"x":1}""", """{"a":"${x}","b":"${x} 1","c":"${","d":"\\$ ` \\"}""")]
    [InlineData("""{"a":"${x}","b":"b ${x}","c":"${o}"}""", """{"x":"${y} \\${y}","y":1,"o":{"${y}":"${y}"}}""", """{"a":"${y} \\${y}","b":"b ${y} \\${y}","c":{"${y}":"${y}"}}""")]
    // scopes
    [InlineData("""{"a":"${$data.x}","b":"${$root.x}","c":"${$data}"}""", """{"x":1}""", """{"a":1,"b":1,"c":{"x":1}}""")]
    [InlineData("""{"a":{"$data":"${o}","b":"${x}","c":"${$root.x}"}}""", """{"x":1,"o":{"x":2}}""", """{"a":{"b":2,"c":1}}""")]
    [InlineData("""{"$data":"${o}","b":"${x}","c":{"$data":"${$root}","d":"${x}"}}""", """{"x":1,"o":{"x":2}}""", """{"b":2,"c":{"d":1}}""")]
    // repeating
    [InlineData("""{"a":[{"$data":"${xs}","b":"${n}"},{"c":1}]}""", """{"xs":[{"n":1},{"n":2}]}""", """{"a":[{"b":1},{"b":2},{"c":1}]}""")]
    [InlineData("""{"a":[{"$data":"${xs}","b":"${$data}","i":"${$index}","t":"no. ${$index}"}]}""", """{"xs":["p",null,[3]]}""", """{"a":[{"b":"p","i":0,"t":"no. 0"},{"b":null,"i":1,"t":"no. 1"},{"b":[3],"i":2,"t":"no. 2"}]}""")]
    [InlineData("""{"a":[{"$data":"${xs}","b":1},{"c":1}],"d":[{"$data":"${xs}"}]}""", """{"xs":[]}""", """{"a":[{"c":1}],"d":[]}""")]
    [InlineData("""{"a":[{"$data":"${o}","b":"${n}"}]}""", """{"o":{"n":1}}""", """{"a":[{"b":1}]}""")]
    [InlineData("""{"a":[{"$data":"${xs}","b":[{"$data":"${ys}","i":"${$index}"}],"j":"${$index}","o":{"$data":"${p}","k":"${$index}"}}]}""", """{"xs":[{"ys":[{},{}],"p":{}},{"ys":[{}],"p":{}}]}""", """{"a":[{"b":[{"i":0},{"i":1}],"j":0,"o":{"k":0}},{"b":[{"i":0}],"j":1,"o":{"k":1}}]}""")]
    // the data of charts
    [InlineData("""{"type":"Chart.HorizontalBar","data":[{"$data":"${xs}","x":"${n}","y":"${c}"}]}""", """{"xs":[{"n":"Visits","c":7},{"n":"Time","c":0}]}""", """{"type":"Chart.HorizontalBar","data":[{"x":"Visits","y":7},{"x":"Time","y":0}]}""")]
    [InlineData("""{"type":"Chart.Donut","data":[{"$data":"${xs}","$when":"${s}","legend":"${n}","value":"${c}"}]}""", """{"xs":[{"n":"a","c":7,"s":true},{"n":"b","c":1,"s":false}]}""", """{"type":"Chart.Donut","data":[{"legend":"a","value":7}]}""")]
    [InlineData("""{"type":"Chart.HorizontalBar.Stacked","data":[{"$data":"${ts}","title":"${t}","data":[{"$data":"${xs}","legend":"${n}","value":"${c}"}]}]}""", """{"ts":[{"t":"Duty","xs":[{"n":"a","c":7},{"n":"b","c":1}]},{"t":"Looked after","xs":[]}]}""", """{"type":"Chart.HorizontalBar.Stacked","data":[{"title":"Duty","data":[{"legend":"a","value":7},{"legend":"b","value":1}]},{"title":"Looked after","data":[]}]}""")]
    [InlineData("""{"type":"Chart.VerticalBar.Grouped","data":[{"$data":"${rs}","legend":"${r}","values":[{"$data":"${$root.themes}","x":"${$data}","y":"${$index}"}]}]}""", """{"themes":["p","q"],"rs":[{"r":"before"},{"r":"now"}]}""", """{"type":"Chart.VerticalBar.Grouped","data":[{"legend":"before","values":[{"x":"p","y":0},{"x":"q","y":1}]},{"legend":"now","values":[{"x":"p","y":0},{"x":"q","y":1}]}]}""")]
    // leaving out
    [InlineData("""{"a":[{"$when":"${f}","b":1},{"$when":"${t}","c":1}]}""", """{"f":false,"t":true}""", """{"a":[{"c":1}]}""")]
    [InlineData("""{"a":[{"$when":"${!f}","b":1},{"$when":"${!t}","c":1}]}""", """{"f":false,"t":true}""", """{"a":[{"b":1}]}""")]
    [InlineData("""{"a":[{"$when":"${f}","$data":"${xs}","b":"${n}"}]}""", """{"f":false,"xs":[{"f":true,"n":1},{"f":false,"n":2}]}""", """{"a":[{"b":1}]}""")]
    [InlineData("""{"a":[{"$data":"${xs}","$when":"${!$data}","i":"${$index}"}]}""", """{"xs":[true,false]}""", """{"a":[{"i":1}]}""")]
    // arrays of values
    [InlineData("""{"a":["${x}","${y}","${z}",{"b":1},"c"]}""", """{"x":[1,null,[2]],"y":null,"z":"q"}""", """{"a":[1,null,[2],"q",{"b":1},"c"]}""")]
    [InlineData("""{"a":[{"$data":"${xs}","b":["${$index}","i${$index}"]}]}""", """{"xs":[1]}""", """{"a":[{"b":[0,"i0"]}]}""")]
    // what has no expression stays as it is, and in its order
    [InlineData("""{"$schema":"s","z":null,"y":[],"x":{},"w":[{"v":[1.50,true]}],"choices.data":{"a":"é"}}""", "{}", """{"$schema":"s","z":null,"y":[],"x":{},"w":[{"v":[1.50,true]}],"choices.data":{"a":"é"}}""")]
    public void ATemplateBindsAsTheOfficialLibraryExpandsIt(string template, string data, string expected)
    {
        var bound = JsonNode.Parse(Bind(template, data));

        Assert.Equal(JsonNode.Parse(expected)!.ToJsonString(), bound!.ToJsonString());
        Assert.True(JsonNode.DeepEquals(official.Expand(JsonNode.Parse(template)!, JsonNode.Parse(data)), bound));
    }

    [Theory]
    [InlineData("""{"refresh":{"$when":"${f}","a":1},"b":1}""")]
    [InlineData("""{"refresh":{"$data":"${o}","$when":"${f}","a":1},"b":1}""")]
    public void AnObjectThatIsLeftOutOfAPropertyBecomesNullAsInTheOfficialLibrary(string template)
    {
        const string data = """{"f":false,"o":{"f":false}}""";

        Assert.Equal("""{"refresh":null,"b":1}""", Bind(template, data));
        Assert.Equal("""{"refresh":null,"b":1}""", official.Expand(JsonNode.Parse(template)!, JsonNode.Parse(data))!.ToJsonString());
    }

    [Fact]
    public void TheOfficialParserTakesARefreshThatIsNull()
    {
        Assert.Empty(official.Complaints(JsonNode.Parse("""{"type":"AdaptiveCard","version":"1.5","refresh":null,"body":[]}""")!));
    }

    [Fact]
    public void LettersOutsideAsciiAreWrittenAsThemselves()
    {
        Assert.Equal("""{"é":"é ñ","b":"ł","c":"ł +&'<"}""", Bind("""{"é":"é \u00f1","b":"${x}","c":"${x} +&'<"}""", """{"x":"\u0142"}"""));
    }

    [Fact]
    public void OneTemplateBindsFromManyThreads()
    {
        var template = Template("""{"a":[{"$data":"${xs}","b":"no. ${$index}: ${n}"}]}""");
        using var data = JsonDocument.Parse("""{"xs":[{"n":"one"},{"n":"two"}]}""");

        var cards = Enumerable.Range(0, 1000).AsParallel().Select(_ => Convert.ToHexString(template.Bind(data.RootElement))).Distinct();

        Assert.Single(cards);
    }
}
