using System.Text;
using FsCheck;
using FsCheck.Fluent;
using SupervisionBot.Storage.Sqlite;
using SupervisionBot.Transfer;

namespace SupervisionBot.Tests.Transfer;

/// <summary>A file that is not exactly what an export wrote is refused, and nothing of it is written.</summary>
public sealed class DamageTests : IAsyncLifetime
{
    private readonly TransferFolder _folder = new();
    private SqliteTableStore _store = null!;
    private byte[] _export = null!;

    public async Task InitializeAsync()
    {
        _store = _folder.Open("empty.db");
        _export = await _folder.FileOfAsync(Rows.Few());
    }

    public async Task DisposeAsync()
    {
        await _store.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public void ABitThatFlippedIsNoticedWhereverItIs() => Prop.ForAll(Rows.Below(_export.Length * 8), bit =>
    {
        byte[] damaged = [.. _export];
        damaged[bit / 8] ^= (byte)(1 << (bit % 8));
        Refused(damaged);
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(400));

    [Fact]
    public void AFileThatWasCutIsNoticedWhereverItWasCut()
    {
        for (var length = 0; length < _export.Length; length++)
        {
            Refused(_export[..length]);
        }
    }

    [Fact]
    public void AFileThatGoesOnAfterItsEndIsNoticed()
    {
        Refused([.. _export, (byte)'\n']);
        Refused([.. _export, (byte)' ']);
        Refused([.. _export, .. _export]);
    }

    [Fact]
    public void BytesThatWereTakenOutOrPutInAreNoticed() => Prop.ForAll(
        (from at in Gen.Choose(0, _export.Length - 1) from length in Gen.Choose(1, 40) from put in Gen.Choose(0, 255) from takes in Gen.Elements(true, false) select (at, length, put, takes)).ToArbitrary(),
        change =>
        {
            var end = Math.Min(change.at + change.length, _export.Length);
            Refused(change.takes ? [.. _export[..change.at], .. _export[end..]] : [.. _export[..change.at], .. Enumerable.Repeat((byte)change.put, change.length), .. _export[change.at..]]);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(200));

    // From here on the checksum is the right one, so that each other guard has to notice by itself.
    [Fact]
    public void ALineThatStandsTwiceIsNoticed()
    {
        var lines = HeaderAndRows();
        for (var line = 0; line < lines.Count; line++)
        {
            Refused(TransferFolder.Signed([.. lines[..(line + 1)], .. lines[line..]]), line + 2);
        }
    }

    [Fact]
    public void RowsInAnotherOrderAreNoticed()
    {
        var lines = HeaderAndRows();
        for (var first = 0; first < lines.Count - 1; first++)
        {
            List<string> swapped = [.. lines];
            (swapped[first], swapped[first + 1]) = (lines[first + 1], lines[first]);
            Refused(TransferFolder.Signed(swapped));
        }
    }

    [Theory]
    [InlineData("""{"format":"supervisionbot-export","version":2}""")]
    [InlineData("""{"format":"another","version":1}""")]
    [InlineData("""{"format":"supervisionbot-export", "version":1}""")]
    public void AnotherHeaderIsNoticed(string header) => Refused(TransferFolder.Signed([header, .. HeaderAndRows()[1..]]), 1);

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"table":"people","partition":"p","row":"r"}""")]
    [InlineData("""{"table":"people","partition":"p","row":"r","values":null}""")]
    [InlineData("""{"table":"people","partition":"p","row":"r","values":[]}""")]
    [InlineData("""{"table":"people","partition":"p","row":"r","values":{"A":[1]}}""")]
    [InlineData("""{"table":"people","partition":"p","row":"r","values":{"A":{"B":1}}}""")]
    [InlineData("""{"table":"people","partition":"p","row":"r","values":{"A":null}}""")]
    [InlineData("""{"table":"people","partition":"p","row":"r","values":{"A":1,"A":1}}""")]
    [InlineData("""{"table":"people","partition":"p","row":"r","values":{"B":1,"A":1}}""")]
    [InlineData("""{"table":"people","partition":"p","row":"r","values":{"A":1.0}}""")]
    [InlineData("""{"table":"people","partition":"p","row":"r","values":{"A":99999999999}}""")]
    [InlineData("""{"table":"people","partition":"p","row":"r","values":{"A":"é"}}""")]
    [InlineData("""{"table":"people","partition":"p","row":"r","values":{"A":"\uD800"}}""")]
    [InlineData("""{"table":"people","partition":"p","row":"r","values":{"A":"\u0041"}}""")]
    [InlineData("""{"table":"people","partition":"p","row":"r","values":{"A@odata.type":"Edm.Guid","A":"x"}}""")]
    [InlineData("""{"table":"people","partition":"p","row":"r","values":{"A@odata.type":"Edm.Int64","A":"x"}}""")]
    [InlineData("""{"table":"people","partition":"p","row":"r","values":{"A@odata.type":"Edm.Binary","A":"x"}}""")]
    [InlineData("""{"table":"people","partition":"p","row":"r","values":{"A@odata.type":"Edm.DateTime","A":"1500-01-01T00:00:00Z"}}""")]
    [InlineData("""{"table":"people","partition":"p","row":"r","values":{"A@odata.type":"Edm.Double","A":"NaN"}}""")]
    [InlineData("""{"table":"people","partition":"p","row":"r","values":{"A@odata.type":"Edm.Double","A":1e999}}""")]
    [InlineData("""{"table":"people","partition":"p","row":"r","values":{"A-B":1}}""")]
    [InlineData("""{"table":"people","partition":"p","row":"r","values":{"Op":"x"}}""")]
    [InlineData("""{"table":"people","partition":"p","row":"r","values":{"A":1}} """)]
    [InlineData("""{"table":"people","partition":"p","row":"r","values":{"A":1}}{}""")]
    [InlineData("""{"table":"people","partition":"p","row":"r","values":{"A":1},"more":1}""")]
    [InlineData("""{"table":"people","partition":"p","values":{},"row":"r"}""")]
    [InlineData("""{"table":"people","partition":null,"row":"r","values":{}}""")]
    [InlineData("""{"table":"people","partition":"p/q","row":"r","values":{}}""")]
    [InlineData("""{"table":"people","partition":"p","row":"r#","values":{}}""")]
    [InlineData("""{"table":"People","partition":"p","row":"r","values":{}}""")]
    [InlineData("""{"table":"imports","partition":"import","row":"unfinished","values":{}}""")]
    public void ALineThatIsNoRowIsNoticed(string line) => Refused(TransferFolder.Signed([HeaderAndRows()[0], line]), 2);

    [Fact]
    public void ValuesBeyondTheLimitsAreNoticed()
    {
        Refused(TransferFolder.Signed([HeaderAndRows()[0], $$$"""{"table":"people","partition":"p","row":"r","values":{"A":"{{{new string('x', 32_769)}}}"}}"""]), 2);
        Refused(TransferFolder.Signed([HeaderAndRows()[0], $$$"""{"table":"people","partition":"{{{new string('p', 513)}}}","row":"r","values":{}}"""]), 2);
        Refused(TransferFolder.Signed([HeaderAndRows()[0], $$$"""{"table":"people","partition":"p","row":"r","values":{"{{{new string('A', 300)}}}":1}}"""]), 2);
        Refused(TransferFolder.Signed([HeaderAndRows()[0], new string('x', ExportLines.Longest + 200_000)]), 2);
    }

    [Theory]
    [InlineData("\"rows\":4", "\"rows\":3")]
    [InlineData("\"rows\":4", "\"rows\":04")]
    [InlineData("\"rows\":4", "\"rows\":9223372036854775808")]
    public void AWrongCountIsNoticed(string right, string wrong)
    {
        var text = Encoding.ASCII.GetString(_export);
        Assert.Contains(right, text, StringComparison.Ordinal);
        Refused(Encoding.ASCII.GetBytes(text.Replace(right, wrong, StringComparison.Ordinal)), 6);
    }

    [Fact]
    public async Task TheSoundFileIsNotRefused()
    {
        await _folder.ImportAsync(_store, TransferFolder.Signed(HeaderAndRows()));

        Assert.Equal(_export, await _folder.ExportAsync(_store, "again.jsonl"));
    }

    private List<string> HeaderAndRows() => [.. TransferFolder.Lines(_export)[..^1]];

    private void Refused(byte[] file, int? line = null)
    {
        var refusal = Assert.ThrowsAny<TransferException>(() => _folder.ImportAsync(_store, file).GetAwaiter().GetResult());
        Assert.Contains("Nothing was written.", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(line is null ? "line" : $"line {line}:", refusal.Message, StringComparison.Ordinal);
        Assert.Empty(_store.ListTablesAsync(CancellationToken.None).GetAwaiter().GetResult());
    }
}
