using SupervisionBot.Transfer;

namespace SupervisionBot.Tests.Transfer;

/// <summary>Private reflections leave a store only when that is asked for in so many words.</summary>
public sealed class ReflectionsTests : IDisposable
{
    private readonly TransferFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task AnExportHasThemOnlyWhenItIsToldTo(bool withReflections)
    {
        await using var store = _folder.Open("a.db");
        await TransferFolder.FillAsync(store, Rows.Few());
        await TransferFolder.FillAsync(store, Rows.Row("reflections", "t|p", "evt|0000000001", ("Text", "I was frightened")));

        var result = await new Export(store, _folder.Error, TimeProvider.System).RunAsync(_folder.At("a.jsonl"), withReflections, CancellationToken.None);

        Assert.Equal(Rows.Few().Length + (withReflections ? 1 : 0), result.Rows);
        Assert.Equal(withReflections, (await File.ReadAllTextAsync(_folder.At("a.jsonl"))).Contains("frightened", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task NorWhatElseIsNobodysButItsWritersUnlessItIsToldTo(bool withReflections)
    {
        await using var store = _folder.Open("a.db");
        await TransferFolder.FillAsync(store, Rows.Few());
        await TransferFolder.FillAsync(store, Rows.Row("rounds", "t|r", "draft|p", ("Response", "I am not sure of this")));
        await TransferFolder.FillAsync(store, Rows.Row("outbox", "shard0", "parked|m", ("Kind", "Show"), ("Text", "I was frightened")));
        await TransferFolder.FillAsync(store, Rows.Row("outbox", "shard0", "parked|n", ("Kind", "say"), ("Text", "Something of ours")));

        await new Export(store, _folder.Error, TimeProvider.System).RunAsync(_folder.At("a.jsonl"), withReflections, CancellationToken.None);

        var export = await File.ReadAllTextAsync(_folder.At("a.jsonl"));
        Assert.Equal((withReflections, withReflections), (export.Contains("frightened", StringComparison.Ordinal), export.Contains("not sure of this", StringComparison.Ordinal)));
        Assert.Contains("Something of ours", export, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("seal", false)]
    [InlineData("set", false)]
    [InlineData("ballot|0123456789abcd", false)]
    [InlineData("receipt|c01|0123", false)]
    [InlineData("seal", true)]
    [InlineData("set", true)]
    [InlineData("ballot|0123456789abcd", true)]
    [InlineData("receipt|c01|0123", true)]
    public async Task SealedAnswersLeaveAStoreInNoCaseAndTheirRoundIsNamed(string key, bool withReflections)
    {
        await using var store = _folder.Open("a.db");
        await TransferFolder.FillAsync(store, Rows.Few());
        await TransferFolder.FillAsync(store, Rows.Row("rounds", "t|r", key, ("Sealed", "what nobody opens")));

        var result = await new Export(store, _folder.Error, TimeProvider.System).RunAsync(_folder.At("a.jsonl"), withReflections, CancellationToken.None);

        Assert.DoesNotContain("what nobody opens", await File.ReadAllTextAsync(_folder.At("a.jsonl")), StringComparison.Ordinal);
        Assert.Equal(["t|r"], result.OpenRounds);
    }

    [Theory]
    [InlineData(true, "export", "a.jsonl", "--with-reflections")]
    [InlineData(false, "export", "a.jsonl")]
    [InlineData(true, "import", "a.jsonl", "--merge")]
    [InlineData(false, "import", "a.jsonl")]
    public void EachCommandHasOneOption(bool has, params string[] args) => Assert.Equal(has, TransferCommand.Parse(args)!.HasOption);

    [Theory]
    [InlineData("import", "--with-reflections")]
    [InlineData("export", "--merge")]
    public void NeitherTakesTheOthers(string command, string option) => Assert.Null(TransferCommand.Parse([command, "a.jsonl", option]));
}
