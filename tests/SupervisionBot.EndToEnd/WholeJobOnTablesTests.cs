using SupervisionBot.EndToEnd.Deployed;
using SupervisionBot.EndToEnd.Stage;
using SupervisionBot.Tables;

namespace SupervisionBot.EndToEnd;

/// <summary>The same on Table Storage.</summary>
public sealed class WholeJobOnTablesTests(Chromium chromium) : WholeJobTests(chromium)
{
    private readonly Lazy<TestStore> _store = new(TestStore.InTables);

    private protected override IReadOnlyList<string> Storage
    {
        get
        {
            Skip.If(Azurite.ConnectionString is null, Azurite.Absent);
            // LocalTeams has keys of its own.
            return [.. _store.Value.Settings.TakeWhile(setting => setting != "--Records:Key")];
        }
    }
}
