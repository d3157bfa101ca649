using System.Text;

namespace SupervisionBot.Storage.Tests;

public abstract partial class TableStoreContract
{
    public static TheoryData<object> Values =>
    [
        "", " leading and trailing ", "it's \"quoted\" \\ / <b> & + ${x} [a](http://b) <at>", "line\r\nline\u000Bline\tend", "nul\0in text", "\u0001\u001F\u007F\u0085\u2028",
        "👩‍👧 emoji 😀", "مرحبا بالعالم", "日本語", "\uFFFE\uFFFF\uFEFF", "2026-01-02T03:04:05Z", "9007199254740993", new string('x', TableLimits.StringLength),
        0, 1, -1, int.MinValue, int.MaxValue,
        0L, 3L, long.MinValue, long.MaxValue, 9007199254740993L,
        0d, 3d, 1.5, -1e300, double.Epsilon, double.MaxValue, 0.1, 1e21,
        true, false,
        TableLimits.FirstInstant, DateTimeOffset.MaxValue, new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero), new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero).AddTicks(1),
        Guid.Empty, new Guid("c9da6455-213d-42c9-9a79-3e9149a57833"),
        Array.Empty<byte>(), new byte[] { 0, 255, 62, 63 }, new byte[TableLimits.BinaryBytes],
    ];

    [SkippableTheory]
    [MemberData(nameof(Values), DisableDiscoveryEnumeration = true)]
    public async Task Value_ComesBackAsItWas(object value)
    {
        await Write(TableAction.Insert(new(Partition, "a") { ["Before"] = 1L, ["Value"] = value, ["After"] = 2 }));
        var row = (await Get("a"))!;
        Assert.Equal((1L, 2), (row.GetInt64("Before"), row.GetInt32("After")));
        Assert.Equal(value.GetType(), row["Value"]!.GetType());
        Assert.Equal(value, row["Value"]);
    }

    [SkippableFact]
    public async Task NegativeZero_IsStoredAsZero()
    {
        await Write(TableAction.Insert(new(Partition, "a") { ["Value"] = -0d }));
        Assert.False(double.IsNegative((await Get("a"))!.GetDouble("Value")!.Value));
    }

    [SkippableFact]
    public async Task Instant_ComesBackInUtc()
    {
        var local = new DateTimeOffset(2026, 7, 1, 12, 0, 0, TimeSpan.FromHours(1));
        await Write(TableAction.Insert(new(Partition, "a") { ["Value"] = local }));
        var read = (await Get("a"))!.GetDateTimeOffset("Value")!.Value;
        Assert.Equal((local.UtcDateTime, TimeSpan.Zero), (read.DateTime, read.Offset));
    }

    [SkippableFact]
    public async Task EntityWithoutValues_IsStored()
    {
        await Write(TableAction.Insert(new(Partition, "a")));
        Assert.Empty((await Get("a"))!.PropertyNames);
    }

    [SkippableFact]
    public async Task PropertyNames_DifferByCase()
    {
        await Write(TableAction.Insert(new(Partition, "a") { ["Name"] = 1, ["name"] = 2 }));
        Assert.Equal((1, 2), ((await Get("a"))!.GetInt32("Name"), (await Get("a"))!.GetInt32("name")));
    }

    [SkippableTheory]
    [InlineData(TableLimits.StringLength)]
    [InlineData(TableLimits.StringLength + 1)]
    [InlineData(400_000)]
    public async Task LongText_ComesBackWhole(int length)
    {
        // One letter first, so that every limit falls into the middle of a pair.
        var text = new StringBuilder("x").Insert(1, "😀", length / 2).ToString();
        var entity = new TableEntity(Partition, "a");
        entity.SetText("Text", text);
        await Write(TableAction.Insert(entity));
        Assert.Equal(text, (await Get("a"))!.GetText("Text"));
    }

    [SkippableFact]
    public async Task LargestEntityOfTheWidestText_IsTaken()
    {
        var entity = new TableEntity(Partition, "a");
        entity.SetText("Text", new string('語', (TableLimits.EntityBytes / 2) - 600));
        Assert.InRange(TableLimits.StoredSize(entity), TableLimits.EntityBytes - 2000, TableLimits.EntityBytes);
        await Write(TableAction.Insert(entity));
        Assert.Equal(entity.GetText("Text"), (await Get("a"))!.GetText("Text"));
    }

    [SkippableFact]
    public async Task LargestNumberOfProperties_IsTaken()
    {
        var entity = new TableEntity(Partition, "a");
        for (var i = 0; i < TableLimits.Properties; i++)
            entity[$"P{i}".PadRight(TableLimits.PropertyNameLength, '_')] = (long)i;
        await Write(TableAction.Insert(entity));
        var row = (await Get("a"))!;
        Assert.Equal(entity.PropertyNames, row.PropertyNames);
        Assert.All(entity.PropertyNames, name => Assert.Equal(entity[name], row[name]));
    }
}
