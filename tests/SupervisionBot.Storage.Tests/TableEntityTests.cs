using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace SupervisionBot.Storage.Tests;

public sealed class TableEntityTests
{
    private readonly TableEntity _entity = new("p", "r");

    [Fact]
    public void SetText_KeepsEachPieceWithinTheLimitAndPairsWhole()
    {
        var text = "x" + string.Concat(Enumerable.Repeat("😀", 40_000));
        _entity.SetText("Text", text);
        string[] pieces = [_entity.GetString("Text")!, _entity.GetString("Text__1")!, _entity.GetString("Text__2")!];
        Assert.Equal(3, _entity.PropertyNames.Count);
        Assert.Equal(TableLimits.StringLength - 1, pieces[0].Length);
        Assert.All(pieces, piece => Assert.False(char.IsHighSurrogate(piece[^1])));
        Assert.Equal(text, string.Concat(pieces));
    }

    [Fact]
    public void SetText_OverALongerOne_LeavesNoPieceBehind()
    {
        _entity.SetText("Text", new string('x', 100_000));
        _entity.SetText("Text", "short");
        Assert.Equal(["Text"], _entity.PropertyNames);
        _entity.SetText("Text", null);
        Assert.Empty(_entity.PropertyNames);
        Assert.Null(_entity.GetText("Text"));
    }

    [Fact]
    public void AnyText_IsPutTogetherAgain()
    {
        var texts = Gen.Choose(0, 100_000).Select(units => new StringBuilder().Insert(0, "a😀", units / 3).Append('b', units % 3).ToString()).ToArbitrary();
        Prop.ForAll(texts, text =>
        {
            _entity.SetText("Text", text);
            return _entity.GetText("Text") == text;
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Value_OfAnotherType_IsRefused() => Assert.Throws<ArgumentException>(() => _entity["Value"] = 1.5m);

    [Fact]
    public void Value_ReadAsAnotherType_IsAnError()
    {
        _entity["Value"] = 1;
        Assert.Throws<InvalidCastException>(() => _entity.GetInt64("Value"));
    }

    [Fact]
    public void StoredSize_FollowsTheFormula()
    {
        _entity["Text"] = "abc";
        _entity["N"] = 1;
        _entity["L"] = 1L;
        _entity["B"] = new byte[10];
        _entity["G"] = Guid.Empty;
        _entity["T"] = true;
        // 4 + keys 2(1+1); then 8 + 2 x name + size: text 4 + 6, int 4, long 8, bytes 4 + 10, guid 16, bool 1; and the operation id: name 2, guid 16.
        Assert.Equal(4 + 4 + (8 + 4 + 16) + (8 + 8 + 10) + (8 + 2 + 4) + (8 + 2 + 8) + (8 + 2 + 14) + (8 + 2 + 16) + (8 + 2 + 1), TableLimits.StoredSize(_entity));
    }

    [Theory]
    [InlineData("evt|", "evt}")]
    [InlineData("a", "b")]
    [InlineData("\uD7FF", "\uE000")]
    public void PrefixRange_EndsJustAfterThePrefix(string prefix, string end) => Assert.Equal(new RowRange(prefix, end), RowRange.StartingWith(prefix));

    [Fact]
    public void EmptyPrefix_IsTheWholePartition() => Assert.Equal(RowRange.All, RowRange.StartingWith(""));
}
