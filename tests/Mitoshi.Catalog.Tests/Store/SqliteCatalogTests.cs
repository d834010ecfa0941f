using Mitoshi.Catalog.Items;
using Mitoshi.Catalog.Store;
using Mitoshi.Catalog.Store.Sqlite;
using Mitoshi.Catalog.Tests.Items;
using Mitoshi.Testing;

namespace Mitoshi.Catalog.Tests.Store;

public sealed class SqliteCatalogTests : CatalogStoreTests, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Two_programs_share_one_catalogue()
    {
        await using ICatalogStore one = await OpenAsync(), other = await OpenAsync();
        await one.WriteAsync(CollectionDocument.Plain("demo", "demo"), WriteRule.Create);
        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(() => (i % 2 == 0 ? one : other).WriteAsync([Samples.Item($"i{i}")], WriteRule.Create))));
        Assert.Equal(20, (await IdsAsync(one, new() { Limit = 100 })).Count);
    }

    [Fact]
    public async Task A_damaged_catalogue_and_a_newer_one_say_so()
    {
        await (await OpenAsync()).DisposeAsync();
        string path = _folder.File("catalog/catalog.sqlite");
        File.WriteAllBytes(path, [.. Enumerable.Repeat((byte)'x', 8192)]);
        Assert.Equal("catalog.damaged", Assert.Throws<MitoshiException>(() => SqliteCatalog.Open(new Workspace(_folder.Path), DiskFiles.Instance)).Code);
        File.Delete(path);
        await (await OpenAsync()).DisposeAsync();
        using (SqliteSession session = new(path, isWriter: true))
        {
            SqliteSchema.Execute(session.Connection, "PRAGMA user_version = 99");
        }

        Assert.Equal("catalog.too_new", Assert.Throws<MitoshiException>(() => SqliteCatalog.Open(new Workspace(_folder.Path), DiskFiles.Instance)).Code);
    }

    protected override Task<ICatalogStore> OpenAsync() => Task.FromResult<ICatalogStore>(SqliteCatalog.Open(new Workspace(_folder.Path), DiskFiles.Instance));
}
