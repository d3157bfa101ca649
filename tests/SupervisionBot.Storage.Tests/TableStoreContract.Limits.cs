namespace SupervisionBot.Storage.Tests;

public abstract partial class TableStoreContract
{
    // Not listed at discovery: the test host would pass them as UTF-8, and half a pair would arrive as something else.
    public static TheoryData<string, TableLimit> RefusedKeys => new()
    {
        { "a/b", TableLimit.KeyCharacter }, { "a\\b", TableLimit.KeyCharacter }, { "a#b", TableLimit.KeyCharacter }, { "a?b", TableLimit.KeyCharacter },
        { "\0", TableLimit.KeyCharacter }, { "\u001F", TableLimit.KeyCharacter }, { "\u007F", TableLimit.KeyCharacter }, { "\u009F", TableLimit.KeyCharacter },
        { "😀", TableLimit.KeyCharacter }, { "half \uD83D", TableLimit.KeyCharacter }, { new string('k', TableLimits.KeyLength + 1), TableLimit.KeyLength },
    };

    public static TheoryData<object, TableLimit> RefusedValues => new()
    {
        { new string('x', TableLimits.StringLength + 1), TableLimit.StringLength },
        { "\uD83D", TableLimit.StringSurrogate }, { "a\uDE00b", TableLimit.StringSurrogate }, { "\uDE00\uD83D", TableLimit.StringSurrogate }, { "😀\uD83D", TableLimit.StringSurrogate },
        { new byte[TableLimits.BinaryBytes + 1], TableLimit.BinaryLength },
        { TableLimits.FirstInstant.AddTicks(-1), TableLimit.Instant },
        { double.NaN, TableLimit.Finite },
        { double.PositiveInfinity, TableLimit.Finite },
        { double.NegativeInfinity, TableLimit.Finite },
    };

    private static async Task Refused(TableLimit limit, Func<Task> act) => Assert.Equal(limit, (await Assert.ThrowsAsync<TableLimitException>(act)).Limit);

    [SkippableTheory]
    [MemberData(nameof(RefusedKeys), DisableDiscoveryEnumeration = true)]
    public async Task Key_WithForbiddenCharactersOrTooLong_IsRefused(string key, TableLimit limit)
    {
        await Refused(limit, () => Get(key));
        await Refused(limit, () => Store.GetAsync(Table, key, "a", default));
        await Refused(limit, () => Store.QueryAsync(Table, key, RowRange.All, 1, null, default));
        await Refused(limit, () => Submit(TableAction.Insert(Row(key))));
        await Refused(limit, () => Store.SubmitAsync(Table, key, [TableAction.Insert(new(key, "a"))], default));
    }

    [SkippableTheory]
    [MemberData(nameof(RefusedValues), DisableDiscoveryEnumeration = true)]
    public async Task Value_BeyondItsLimit_IsRefused(object value, TableLimit limit)
    {
        await Refused(limit, () => Submit(TableAction.Insert(Row("a")), TableAction.Upsert(new(Partition, "b") { ["Value"] = value })));
        Assert.Null(await Get("a"));
    }

    [SkippableTheory]
    [InlineData("")]
    [InlineData("1a")]
    [InlineData("a-b")]
    [InlineData("a b")]
    [InlineData("a.b")]
    [InlineData("a@odata")]
    [InlineData("é")]
    [InlineData("RowKey")]
    [InlineData("PartitionKey")]
    [InlineData("Timestamp")]
    public async Task PropertyName_ThatIsNoPlainName_IsRefused(string name) =>
        await Refused(TableLimit.PropertyName, () => Submit(TableAction.Insert(new(Partition, "a") { [name] = 1 })));

    [SkippableFact]
    public async Task PropertyName_TooLong_IsRefused() => await Refused(
        TableLimit.PropertyName, () => Submit(TableAction.Insert(new(Partition, "a") { [new string('n', TableLimits.PropertyNameLength + 1)] = 1 })));

    [SkippableTheory]
    [InlineData("")]
    [InlineData("ab")]
    [InlineData("1abc")]
    [InlineData("Sessions")]
    [InlineData("a_b")]
    [InlineData("tables")]
    [InlineData("a234567890123456789012345678901234567890123456789012345678901234")]
    public async Task TableName_ThatIsNotPlain_IsRefused(string table) => await Refused(TableLimit.TableName, () => Store.GetAsync(table, "p", "r", default));

    [SkippableFact]
    public async Task Entity_WithTooManyValues_IsRefused()
    {
        var entity = new TableEntity(Partition, "a");
        for (var i = 0; i <= TableLimits.Properties; i++)
            entity[$"P{i}"] = i;
        await Refused(TableLimit.PropertyCount, () => Submit(TableAction.Insert(entity)));
    }

    [SkippableFact]
    public async Task Entity_TooLarge_IsRefused()
    {
        var entity = new TableEntity(Partition, "a");
        entity.SetText("Text", new string('x', TableLimits.EntityBytes / 2));
        await Refused(TableLimit.EntitySize, () => Submit(TableAction.Insert(entity)));
    }

    [SkippableFact]
    public async Task Batch_WithoutActionsOrWithTooMany_IsRefused()
    {
        await Refused(TableLimit.BatchActions, () => Submit());
        await Refused(TableLimit.BatchActions, () => Submit([.. Enumerable.Range(0, 101).Select(i => TableAction.Insert(Row($"{i}")))]));
    }

    [SkippableFact]
    public async Task Batch_TooLarge_IsRefused()
    {
        await Refused(TableLimit.BatchSize, () => Submit([.. Enumerable.Range(0, 60).Select(i => TableAction.Insert(new(Partition, $"{i}") { ["B"] = new byte[TableLimits.BinaryBytes] }))]));
        Assert.Empty(await Rows(RowRange.All));
    }

    [SkippableFact]
    public async Task Batch_OverTwoPartitions_IsRefused() =>
        await Refused(TableLimit.BatchPartition, () => Submit(TableAction.Insert(Row("a")), TableAction.Insert(new(Partition + "x", "b"))));

    [SkippableFact]
    public async Task Batch_WithOneRowTwice_IsRefused() =>
        await Refused(TableLimit.BatchDuplicateRow, () => Submit(TableAction.Insert(Row("a")), TableAction.Insert(Row("b")), TableAction.Upsert(Row("a"))));

    [SkippableTheory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("*")]
    public async Task ReplaceAndDelete_WithoutATag_AreRefused(string? tag)
    {
        await Write(TableAction.Insert(Row("a")));
        var entity = new TableEntity(Partition, "a") { ETag = new ETag(tag!) };
        await Refused(TableLimit.ETagNeeded, () => Submit(TableAction.Replace(entity)));
        await Refused(TableLimit.ETagNeeded, () => Submit(TableAction.Delete(entity)));
    }

    [SkippableTheory]
    [InlineData(0)]
    [InlineData(TableLimits.PageSize + 1)]
    public async Task PageSize_OutOfRange_IsRefused(int pageSize) =>
        await Refused(TableLimit.PageSize, () => Store.QueryAsync(Table, Partition, RowRange.All, pageSize, null, default));

    [SkippableFact]
    public async Task RangeEnd_WithASurrogateOrTooLong_IsRefused()
    {
        await Refused(TableLimit.KeyCharacter, () => Rows(new("😀", null)));
        await Refused(TableLimit.KeyLength, () => Rows(new(null, new string('k', TableLimits.KeyLength + 1))));
    }
}
