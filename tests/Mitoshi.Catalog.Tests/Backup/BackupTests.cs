using System.Formats.Tar;
using Microsoft.Data.Sqlite;
using Mitoshi.Catalog.Backup;
using Mitoshi.Testing;

namespace Mitoshi.Catalog.Tests.Backup;

public sealed class BackupTests
{
    [Fact]
    public async Task A_restored_workspace_is_the_one_that_was_backed_up_without_its_private_keys()
    {
        using TemporaryFolder folder = new();
        string archive = await BackUpAsync(folder);
        Restored restored = await RestoreAsync(folder, archive);
        Assert.Equal(3, restored.Files);
        Assert.Equal("report", File.ReadAllText(folder.File("new/products/map/report.html")));
        Assert.Equal("public", File.ReadAllText(folder.File("new/keys/registry.pub")));
        Assert.False(File.Exists(folder.File("new/keys/registry.key")));
        Assert.False(File.Exists(folder.File("new/products/map/agb.tif.part")));
    }

    [Fact]
    public async Task Any_tar_lists_it_and_keys_come_along_when_asked_for()
    {
        using TemporaryFolder folder = new();
        string archive = await BackUpAsync(folder, withKeys: true);
        List<string> names = [];
        await using FileStream stream = File.OpenRead(archive);
        await using TarReader tar = new(stream);
        while (await tar.GetNextEntryAsync(cancellationToken: TestContext.Current.CancellationToken) is { } entry)
        {
            names.Add(entry.Name);
        }

        Assert.Equal(["catalog/forest/item.json", "keys/registry.key", "keys/registry.pub", "products/map/report.html", "mitoshi-backup.json"], names);
    }

    // Every cut and every flipped bit of a small backup: nothing half is ever left in place of the workspace.
    [Fact]
    public async Task A_damaged_backup_restores_nothing()
    {
        using TemporaryFolder folder = new();
        byte[] whole = File.ReadAllBytes(await BackUpAsync(folder));
        for (int i = 0; i < whole.Length; i += 331)
        {
            byte[] cut = whole[..i], flipped = [.. whole];
            flipped[i] ^= 1;
            await RefusesOrIsEqualAsync(folder, cut);
            await RefusesOrIsEqualAsync(folder, flipped);
        }
    }

    [Theory]
    [InlineData("../outside.txt")]
    [InlineData("/tmp/outside.txt")]
    public async Task An_archive_that_leads_out_of_the_workspace_is_refused(string name)
    {
        using TemporaryFolder folder = new();
        await using (FileStream stream = File.Create(folder.File("evil.tar")))
        await using (TarWriter tar = new(stream, TarEntryFormat.Pax))
        {
            await tar.WriteEntryAsync(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream([1]) }, TestContext.Current.CancellationToken);
        }

        MitoshiException error = await Assert.ThrowsAsync<MitoshiException>(() => RestoreAsync(folder, folder.File("evil.tar")));
        Assert.Equal("backup.bad_name", error.Code);
    }

    [Fact]
    public async Task A_folder_that_holds_files_is_not_restored_over()
    {
        using TemporaryFolder folder = new();
        string archive = await BackUpAsync(folder);
        MitoshiException error = await Assert.ThrowsAsync<MitoshiException>(() => new RestoreWorkspace { Input = archive }.RunTypedAsync(new ProcessContext { Workspace = new(folder.File("old")) }));
        Assert.Equal("restore.not_empty", error.Code);
    }

    [Fact]
    public async Task The_database_of_the_catalogue_comes_along_as_one_state_while_it_is_open()
    {
        using TemporaryFolder folder = new();
        Fill(folder.File("old"));
        using SqliteConnection writer = new($"Data Source={folder.File("old/catalog/catalog.sqlite")};Pooling=False");
        writer.Open();
        Execute(writer, "PRAGMA journal_mode=WAL; CREATE TABLE item(id TEXT); INSERT INTO item VALUES('a'); BEGIN; INSERT INTO item VALUES('not committed');");
        await new BackUpWorkspace { Output = folder.File("b.tar") }.RunTypedAsync(new ProcessContext { Workspace = new(folder.File("old")) });
        await RestoreAsync(folder, folder.File("b.tar"));
        using SqliteConnection reader = new($"Data Source={folder.File("new/catalog/catalog.sqlite")};Pooling=False");
        reader.Open();
        using SqliteCommand count = reader.CreateCommand();
        count.CommandText = "SELECT group_concat(id) FROM item";
        Assert.Equal("a", count.ExecuteScalar());
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    [Fact]
    public async Task A_log_that_is_being_written_is_not_backed_up_half()
    {
        using TemporaryFolder folder = new();
        Fill(folder.File("old"));
        Directory.CreateDirectory(folder.File("old/log"));
        using IDisposable? writer = DiskFiles.Instance.TryLock(folder.File("old/log/lock"));
        MitoshiException error = await Assert.ThrowsAsync<MitoshiException>(() => new BackUpWorkspace { Output = folder.File("b.tar") }.RunTypedAsync(new ProcessContext { Workspace = new(folder.File("old")) }));
        Assert.Equal("backup.log_busy", error.Code);
        Assert.False(File.Exists(folder.File("b.tar")));
    }

    private static async Task RefusesOrIsEqualAsync(TemporaryFolder folder, byte[] archive)
    {
        File.WriteAllBytes(folder.File("damaged.tar"), archive);
        try
        {
            await RestoreAsync(folder, folder.File("damaged.tar"));
            Assert.Equal("report", File.ReadAllText(folder.File("new/products/map/report.html")));
            Directory.Delete(folder.File("new"), recursive: true);
        }
        catch (MitoshiException)
        {
            Assert.False(Directory.Exists(folder.File("new")));
        }

        Assert.False(Directory.Exists(folder.File("new.part")));
    }

    private static async Task<string> BackUpAsync(TemporaryFolder folder, bool withKeys = false)
    {
        Fill(folder.File("old"));
        await new BackUpWorkspace { Output = folder.File("b.tar"), WithKeys = withKeys }.RunTypedAsync(new ProcessContext { Workspace = new(folder.File("old")) });
        return folder.File("b.tar");
    }

    private static Task<Restored> RestoreAsync(TemporaryFolder folder, string archive)
        => new RestoreWorkspace { Input = archive }.RunTypedAsync(new ProcessContext { Workspace = new(folder.File("new")) });

    private static void Fill(string root)
    {
        foreach ((string name, string content) in new[]
        {
            ("products/map/report.html", "report"), ("products/map/agb.tif.part", "half"), ("keys/registry.pub", "public"), ("keys/registry.key", "private"), ("catalog/forest/item.json", "{}"),
        })
        {
            string path = Path.Combine(root, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, content);
        }
    }
}
