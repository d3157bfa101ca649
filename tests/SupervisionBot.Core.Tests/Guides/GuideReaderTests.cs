using System.Text;
using SupervisionBot.Core.Guides;

namespace SupervisionBot.Core.Tests.Guides;

public class GuideReaderTests
{
    public static TheoryData<string> Mistakes => [.. BadGuides.All.Select(mistake => mistake.Name)];

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void AMistakeIsNamedWithFilePathAndReason(string name)
    {
        var mistake = BadGuides.All.Single(candidate => candidate.Name == name);

        var refused = Refused(BadGuides.With(mistake).ToJsonString());

        Assert.Contains(refused.Faults, fault => fault.Path == mistake.Path && fault.Reason.Contains(mistake.Reason, StringComparison.Ordinal));
        Assert.Contains($"bad.json: {mistake.Path}: ", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "$", "line 1: ")]
    [InlineData("this is not JSON", "$", "line 1: ")]
    [InlineData("null", "$", "is null")]
    [InlineData("[]", "$", "could not be converted")]
    [InlineData("{} {}", "$", "line 1: ")]
    [InlineData("{ \"id\": \"a\",\n }", "$", "line 2: ")]
    [InlineData("{ \"id\": \"a\" // why\n }", "$", "line 1: ")]
    [InlineData("{ \"id\": \"a\",\n\"id\": \"b\" }", "$", "id")]
    [InlineData("{ \"steps\": [ { \"id\": \"a\",\n\"id\": \"b\" } ] }", "$", "id")]
    public void WhatIsNotAGuideAtAllIsNamedWithFilePathAndReason(string json, string path, string reason)
    {
        var fault = Assert.Single(Refused(json).Faults);

        Assert.StartsWith(path, fault.Path, StringComparison.Ordinal);
        Assert.Contains(reason, fault.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void BrokenBytesAreRefused() => Assert.Throws<GuideException>(() => GuideReader.Read("bad.json", [0x7B, 0x22, 0xFF, 0xFE]));

    [Fact]
    public void TheReasonGivesTheLineForHumans()
    {
        var json = "{\n\"id\": 3\n}";

        Assert.StartsWith("line 2: ", Assert.Single(Refused(json).Faults).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void AllMistakesAgainstTheRulesAreNamedAtOnce()
    {
        var guide = BadGuides.Good();
        guide["id"] = "NO";
        guide["version"] = 0;

        Assert.Equal(["$.id", "$.version"], Refused(guide.ToJsonString()).Faults.Select(fault => fault.Path));
    }

    [Fact]
    public void AFileWithAByteOrderMarkIsRead() =>
        Assert.Equal("every-kind", GuideReader.Read("good.json", [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(BadGuides.Good().ToJsonString())]).Id);

    [Fact]
    public void AFileMaySayWhereItsSchemaIs() => Assert.Equal("../../../../seeds/guide.schema.json", Repository.EveryKind.Schema);

    [Fact]
    public void WhatIsLeftOutHasItsDefault()
    {
        var prompt = Repository.Knowsley.FindPrompt("information.known")!;

        Assert.Equal((Prompt.UsualText, 0, 0, false), (prompt.MaxLength, prompt.Choices.Count, prompt.Tests.Count, prompt.NotBeforeToday));
    }

    private static GuideException Refused(string json) => Assert.Throws<GuideException>(() => GuideReader.Read("bad.json", Encoding.UTF8.GetBytes(json)));
}
