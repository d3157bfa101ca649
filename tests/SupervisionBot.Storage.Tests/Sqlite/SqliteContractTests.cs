using SupervisionBot.Storage.Sqlite;

namespace SupervisionBot.Storage.Tests.Sqlite;

/// <summary>The SQLite engine does what every engine must.</summary>
public sealed class SqliteContractTests(SqliteContractTests.OneStore fixture) : TableStoreContract, IClassFixture<SqliteContractTests.OneStore>
{
    protected override ITableStore Store => fixture.Store;

    public sealed class OneStore : IAsyncLifetime
    {
        private readonly StoreFolder _folder = new();

        public SqliteTableStore Store { get; private set; } = null!;

        public Task InitializeAsync()
        {
            Store = _folder.Open();
            return Task.CompletedTask;
        }

        public async Task DisposeAsync()
        {
            await Store.DisposeAsync();
            _folder.Dispose();
        }
    }
}
