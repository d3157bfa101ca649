using Microsoft.Extensions.Logging.Abstractions;
using SupervisionBot.Storage.AzureTables;
using SupervisionBot.Tables;

namespace SupervisionBot.Storage.Tests.AzureTables;

/// <summary>The Azure engine does what every engine must.</summary>
public sealed class AzureTableContractTests(AzureTableContractTests.OneStore fixture) : TableStoreContract, IClassFixture<AzureTableContractTests.OneStore>
{
    protected override ITableStore Store
    {
        get
        {
            Skip.If(fixture.Store is null, Azurite.Absent);
            return fixture.Store;
        }
    }

    public sealed class OneStore
    {
        public AzureTableStore? Store { get; } = Azurite.ConnectionString is { } connection
            ? new(new TableServiceClient(connection), Azurite.NewTablePrefix(), TimeProvider.System, NullLogger.Instance)
            : null;
    }
}
