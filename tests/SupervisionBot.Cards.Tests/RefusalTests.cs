using System.Text;
using static SupervisionBot.Cards.Tests.Binding;

namespace SupervisionBot.Cards.Tests;

public sealed class RefusalTests
{
    [Theory]
    [InlineData("""{"a":"${if(x, 1, 2)}"}""", "$.a")]
    [InlineData("""{"a":"${x + 1}"}""", "$.a")]
    [InlineData("""{"a":"${x == y}"}""", "$.a")]
    [InlineData("""{"a":"${x[0]}"}""", "$.a")]
    [InlineData("""{"a":"${ x }"}""", "$.a")]
    [InlineData("""{"a":"${}"}""", "$.a")]
    [InlineData("""{"a":"${.x}"}""", "$.a")]
    [InlineData("""{"a":"${x.}"}""", "$.a")]
    [InlineData("""{"a":"${1x}"}""", "$.a")]
    [InlineData("""{"a":"${é}"}""", "$.a")]
    [InlineData("""{"a":"${'x'}"}""", "$.a")]
    [InlineData("""{"a":"${!x}"}""", "$.a")]
    [InlineData("""{"a":"${true}"}""", "$.a")]
    [InlineData("""{"a":"${false}"}""", "$.a")]
    [InlineData("""{"a":"${null}"}""", "$.a")]
    [InlineData("""{"a":"${$host.x}"}""", "$.a")]
    [InlineData("""{"a":"${$index.x}"}""", "$.a")]
    [InlineData("""{"a":"${x.$data}"}""", "$.a")]
    [InlineData("""{"a":"${x"}""", "$.a")]
    [InlineData("""{"a":"${x} \\n"}""", "$.a")]
    [InlineData("""{"a":"\\\\${x}"}""", "$.a")]
    [InlineData("""{"a":"`${x}`"}""", "$.a")]
    [InlineData("""{"${k}":1}""", "$['${k}']")]
    [InlineData("""{"a":[{"$foo":1}]}""", "$.a[0].$foo")]
    [InlineData("""{"$host":1}""", "$.$host")]
    [InlineData("""{"$root":1}""", "$.$root")]
    [InlineData("""{"$index":1}""", "$.$index")]
    [InlineData("""{"__proto__":1}""", "$.__proto__")]
    [InlineData("""{"a":[{"$when":false}]}""", "$.a[0].$when")]
    [InlineData("""{"a":[{"$when":"true"}]}""", "$.a[0].$when")]
    [InlineData("""{"a":[{"$when":"${x} "}]}""", "$.a[0].$when")]
    [InlineData("""{"a":[{"$when":"${!!x}"}]}""", "$.a[0].$when")]
    [InlineData("""{"a":[{"$when":"${$index}"}]}""", "$.a[0].$when")]
    [InlineData("""{"a":[{"$data":{"x":1}}]}""", "$.a[0].$data")]
    [InlineData("""{"a":[{"$data":"x"}]}""", "$.a[0].$data")]
    [InlineData("""{"a":[{"$data":"${!x}"}]}""", "$.a[0].$data")]
    [InlineData("""{"a":[{"$data":"${$index}"}]}""", "$.a[0].$data")]
    [InlineData("""{"$when":"${x}"}""", "$.$when")]
    [InlineData("""{"a":{"choices.data":[[1]]}}""", "$.a['choices.data'][0]")]
    [InlineData("""{"a":[1,null]}""", "$.a[1]")]
    [InlineData("""[]""", "$")]
    [InlineData("\"${x}\"", "$")]
    public void WhatIsOutsideTheSubsetIsRefusedWhenParsed(string template, string path)
    {
        var refusal = Assert.Throws<CardTemplateException>(() => Template(template));

        Assert.Equal(("a/card", path), (refusal.Template, refusal.Path));
        Assert.StartsWith($"a/card: {path}: ", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("""{"a":1,"a":2}""")]
    [InlineData("""{"a":1} // what for""")]
    [InlineData("""{"a":"\ud83d"}""")]
    [InlineData("""{"a":"\ud83d ${x}"}""")]
    [InlineData("\uFEFF{}")]
    public void WhatIsNotPlainJsonIsRefusedWhenParsed(string template)
    {
        var refusal = Assert.Throws<CardTemplateException>(() => Template(template));

        Assert.StartsWith("a/card: $", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatIsNotUtf8IsRefusedWhenParsed()
    {
        Assert.Throws<CardTemplateException>(() => CardTemplate.Parse("a/card", [.. "{\"a\":\""u8, 0xFF, .. "\"}"u8]));
        Assert.Throws<CardTemplateException>(() => CardTemplate.Parse("a/card", Encoding.Unicode.GetBytes("{}")));
    }

    [Theory]
    [InlineData("""{"a":[{"text":"${nobody}"}]}""", "$.a[0].text: no value for ${nobody}")]
    [InlineData("""{"a":"${x.nobody}"}""", "$.a: no value for ${x.nobody}")]
    [InlineData("""{"a":"${s.length}"}""", "$.a: no value for ${s.length}")]
    [InlineData("""{"a":"${nil.x}"}""", "$.a: no value for ${nil.x}")]
    [InlineData("""{"a":"Hi ${$root.nobody}"}""", "$.a: no value for ${$root.nobody}")]
    [InlineData("""{"a":"${X}"}""", "$.a: no value for ${X}")]
    [InlineData("""{"a":"${twin}"}""", "$.a: the same name in two spellings for ${twin}")]
    [InlineData("""{"a":"${$index}"}""", "$.a: no value for ${$index}")]
    [InlineData("""{"a":"${$index} "}""", "$.a: no value for ${$index}")]
    [InlineData("""{"a":[{"$data":"${xs}","b":"${s}"}]}""", "$.a[0].b: no value for ${s}")]
    [InlineData("""{"a":"${nil} "}""", "$.a: not a text, number, true or false for ${nil}")]
    [InlineData("""{"a":"${x} "}""", "$.a: not a text, number, true or false for ${x}")]
    [InlineData("""{"a":"${xs} "}""", "$.a: not a text, number, true or false for ${xs}")]
    [InlineData("""{"a":"${big} "}""", "$.a: a number too large or too small for text for ${big}")]
    [InlineData("""{"a":"${huge} "}""", "$.a: a number too large or too small for text for ${huge}")]
    [InlineData("""{"a":"${tiny} "}""", "$.a: a number too large or too small for text for ${tiny}")]
    [InlineData("""{"a":"${half}"}""", "$.a: text that is not valid Unicode for ${half}")]
    [InlineData("""{"a":"${half} "}""", "$.a: text that is not valid Unicode for ${half}")]
    [InlineData("""{"a":[{"$data":"${nobody}"}]}""", "$.a[0].$data: no value for ${nobody}")]
    [InlineData("""{"a":[{"$data":"${nil}"}]}""", "$.a[0].$data: neither an array nor an object for ${nil}")]
    [InlineData("""{"a":[{"$data":"${s}"}]}""", "$.a[0].$data: neither an array nor an object for ${s}")]
    [InlineData("""{"a":{"$data":"${xs}"}}""", "$.a.$data: not an object, and only an item of an array can be repeated, for ${xs}")]
    [InlineData("""{"a":[{"$when":"${nobody}"}]}""", "$.a[0].$when: no value for ${nobody}")]
    [InlineData("""{"a":[{"$when":"${nil}"}]}""", "$.a[0].$when: neither true nor false for ${nil}")]
    [InlineData("""{"a":[{"$when":"${!s}"}]}""", "$.a[0].$when: neither true nor false for ${s}")]
    public void DataThatDoesNotFitIsRefusedWhenBound(string template, string reason)
    {
        const string data = """
            {"x":{},"s":"t","nil":null,"xs":[{}],"big":9007199254740993,"huge":1e400,"tiny":1e-7,"half":"\ud83d","twin":1,"Twin":2}
            """;

        var refusal = Assert.Throws<CardBindException>(() => Bind(template, data));

        Assert.Equal($"a/card: {reason}", refusal.Message);
    }

    [Theory]
    [InlineData("""{"x":1,"X":2}""")]
    [InlineData("""{"X":2,"x":1}""")]
    public void DataWithOneNameInTwoSpellingsIsRefusedSinceTheOfficialLibraryTakesTheFirst(string data)
    {
        Assert.Throws<CardBindException>(() => Bind("""{"a":"${x}"}""", data));
    }

    [Fact]
    public void ANameInAnotherSpellingIsNoValue()
    {
        Assert.Throws<CardBindException>(() => Bind("""{"a":"${x}"}""", """{"X":1}"""));
    }
}
