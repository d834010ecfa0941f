using Mitoshi.Catalog.Items;
using Mitoshi.Catalog.Store;
using Mitoshi.Catalog.Store.Postgres;
using Mitoshi.Catalog.Tests.Items;
using Mitoshi.Testing;

namespace Mitoshi.Catalog.Tests.Store;

public sealed class PostgresCatalogTests(PostgresServer server) : CatalogStoreTests, IClassFixture<PostgresServer>
{
    [Fact]
    public async Task A_database_killed_and_started_again_in_the_middle_loses_and_repeats_nothing()
    {
        await using ICatalogStore store = await OpenAsync();
        await store.WriteAsync(CollectionDocument.Plain("demo", "demo"), WriteRule.Create);
        int searches = 0;
        using CancellationTokenSource stop = new();
        Task reading = Task.Run(async () =>
        {
            for (; !stop.IsCancellationRequested; searches++)
            {
                Assert.NotNull(await store.SearchAsync(new() { Limit = 5 }));
            }
        });
        Task killing = Task.Run(async () =>
        {
            for (int i = 0; i < 2; i++)
            {
                await Task.Delay(150);
                server.Crash();
                server.Start();
            }
        });
        int batches = 0;
        for (; !killing.IsCompleted || batches < 50; batches++)
        {
            await store.WriteAsync([.. Enumerable.Range(0, 20).Select(i => Samples.Item($"b{batches:0000}-{i:00}"))], WriteRule.Create);
        }

        await killing;
        await stop.CancelAsync();
        await reading;
        List<string> ids = await IdsAsync(store, new() { Limit = 10_000, SortBy = [new("id", false)] });
        Assert.Equal(Math.Min(10_000, batches * 20), ids.Count);
        Assert.True(searches > 0);
    }

    [Fact]
    public async Task A_database_that_is_not_there_says_so()
        => Assert.Equal("catalog.no_database", (await Assert.ThrowsAsync<MitoshiException>(() => PostgresCatalog.OpenAsync("Host=127.0.0.1;Port=1;Username=nobody;Password=secret", new ImpatientClock()))).Code);

    protected override async Task<ICatalogStore> OpenAsync()
    {
        Assert.SkipUnless(PostgresServer.IsInstalled, "SKIPPED: needs PostgreSQL with PostGIS (apt: postgresql-15-postgis-3) and root to start it as its own user.");
        return await PostgresCatalog.OpenAsync(server.NewDatabase(), TimeProvider.System);
    }

    // Pauses take no time.
    private sealed class ImpatientClock : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => System.CreateTimer(callback, state, TimeSpan.Zero, period);
    }
}
