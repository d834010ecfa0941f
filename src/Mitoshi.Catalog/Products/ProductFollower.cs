using Mitoshi.Catalog.Items;
using Mitoshi.Catalog.Search;
using Mitoshi.Catalog.Store;

namespace Mitoshi.Catalog.Products;

/// <summary>
/// Keeps the collection <c>products</c> equal to the folder <c>products/</c> of the workspace: what a process made is found without being
/// added, and what was deleted is gone. Only items whose file changed are read.
/// </summary>
/// <param name="store">The catalogue.</param>
/// <param name="workspace">The workspace.</param>
/// <param name="time">Clock.</param>
public sealed class ProductFollower(ICatalogStore store, Workspace workspace, TimeProvider time) : IDisposable
{
    /// <summary>Identifier of the collection.</summary>
    public const string Collection = "products";

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);
    private readonly SemaphoreSlim _following = new(1, 1);
    private readonly Dictionary<string, (DateTime Written, long Bytes)> _seen = new(StringComparer.Ordinal);
    private long _next = long.MinValue;

    /// <summary>Looks at the folder, at most every two seconds. A catalogue that cannot be written now stays as it is and is tried again: who reads must not wait for it.</summary>
    /// <returns>What could not be read or written, for the log.</returns>
    public async Task<IReadOnlyList<MitoshiException>> FollowAsync(CancellationToken cancellation = default)
    {
        if (time.GetTimestamp() < Volatile.Read(ref _next))
        {
            return [];
        }

        await _following.WaitAsync(cancellation);
        try
        {
            return time.GetTimestamp() < _next ? [] : await LookAsync(cancellation);
        }
        catch (MitoshiException error)
        {
            // What was looked at is not known to be written: everything is looked at again.
            _seen.Clear();
            return [error];
        }
        finally
        {
            Volatile.Write(ref _next, time.GetTimestamp() + (long)(Interval.TotalSeconds * time.TimestampFrequency));
            _following.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _following.Dispose();

    private async Task<List<MitoshiException>> LookAsync(CancellationToken cancellation)
    {
        List<MitoshiException> wrong = [];
        List<string> folders = Directory.Exists(workspace.Products) ? [.. Directory.EnumerateDirectories(workspace.Products).Where(folder => File.Exists(Path.Combine(folder, ProductFolder.ItemName))).Order(StringComparer.Ordinal)] : [];
        bool isFirst = _seen.Count == 0;
        List<ItemDocument> changed = [];
        HashSet<string> present = new(StringComparer.Ordinal);
        foreach (string folder in folders)
        {
            FileInfo file = new(Path.Combine(folder, ProductFolder.ItemName));
            present.Add(folder);
            if (_seen.TryGetValue(folder, out (DateTime Written, long Bytes) seen) && seen == (file.LastWriteTimeUtc, file.Length))
            {
                continue;
            }

            try
            {
                changed.Add(new ItemReader(new FolderAddresses(folder)).Read(await File.ReadAllBytesAsync(file.FullName, cancellation), Collection));
            }
            catch (MitoshiException error)
            {
                wrong.Add(error);
            }

            _seen[folder] = (file.LastWriteTimeUtc, file.Length);
        }

        bool isGone = _seen.Keys.Except(present).ToList() is { Count: > 0 } gone && gone.TrueForAll(_seen.Remove);
        if (changed.Count > 0 && await store.CollectionAsync(Collection, cancellation) is null)
        {
            await store.WriteAsync(CollectionDocument.Plain(Collection, ("Products", "成果物")), WriteRule.CreateOrReplace, cancellation);
        }

        foreach (ItemDocument item in changed)
        {
            if ((await store.ItemAsync(Collection, item.Id, cancellation))?.ETag != item.ETag)
            {
                await store.WriteAsync([item], WriteRule.CreateOrReplace, cancellation);
            }
        }

        if (isFirst || isGone)
        {
            await ForgetAsync(folders, cancellation);
        }

        if (changed.Count > 0 || isGone)
        {
            await AutomaticCollections.FollowItemsAsync(store, [Collection], cancellation);
        }

        return wrong;
    }

    // A product's identifier is the name of its folder.
    private async Task ForgetAsync(List<string> folders, CancellationToken cancellation)
    {
        HashSet<string> names = [.. folders.Select(folder => Path.GetFileName(folder)!)];
        string? token = null;
        do
        {
            SearchPage page = await store.SearchAsync(new ItemSearch { Collections = [Collection], Limit = 1000, Token = token, SortBy = [new SortKey("id", IsDescending: false)] }, cancellation);
            foreach (StoredItem item in page.Items.Where(item => !names.Contains(item.Id)))
            {
                await store.DeleteItemAsync(Collection, item.Id, cancellation: cancellation);
            }

            token = page.Next;
        }
        while (token is not null);
    }
}
