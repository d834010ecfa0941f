using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Mitoshi.Catalog.Items;
using Mitoshi.Catalog.Search;
using Mitoshi.Catalog.Store;
using Mitoshi.Catalog.Store.Postgres;
using Mitoshi.Catalog.Store.Sqlite;

namespace Mitoshi.Bench.Catalog;

/// <summary>
/// Search by box, month and cloud over the workload's items: answers compared with a plain scan of all queries, searches a second with 1 and 4
/// clients, durable insertion, opening, bytes and memory.
/// </summary>
[Bench("catalog", "catalogue: insertion, opening and searches of --items 100000 by --queries 1000, --store embedded|postgres (--postgres CONNECTION)")]
internal sealed class CatalogBench : Bench
{
    private const int Batch = 1000;

    public override bool Run(BenchContext context)
    {
        int count = int.Parse(context.Option("items", "100000")), queries = int.Parse(context.Option("queries", "1000"));
        bool isPostgres = context.Option("store", "embedded") == "postgres";
        string folder = Path.Combine(context.Work("catalog"), $"run-{Environment.ProcessId}");
        try
        {
            return RunAsync(context, folder, count, queries, isPostgres).GetAwaiter().GetResult();
        }
        finally
        {
            if (Directory.Exists(folder))
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }

    private static async Task<bool> RunAsync(BenchContext context, string folder, int count, int queries, bool isPostgres)
    {
        Workspace workspace = new(folder);
        (byte[][] items, ScannedItem[] scanned) = Make(count);
        Task<ICatalogStore> OpenAsync() => isPostgres ? OpenPostgresAsync(context) : Task.FromResult<ICatalogStore>(SqliteCatalog.Open(workspace, DiskFiles.Instance));

        ICatalogStore store = await OpenAsync();
        foreach (string collection in scanned.Length > 0 ? (string[])["demo-0", "demo-1", "demo-2", "demo-3"] : [])
        {
            await store.WriteAsync(CollectionDocument.Plain(collection, collection), WriteRule.CreateOrReplace);
        }

        double insertion = await InsertAsync(store, items);
        await store.DisposeAsync();
        Stopwatch time = Stopwatch.StartNew();
        store = await OpenAsync();
        await store.SearchAsync(SearchWorkload.Search(0));
        double open = time.Elapsed.TotalMilliseconds;
        Console.WriteLine($"mitoshi: opens {count:N0} items and answers the first search in {open:0} ms");
        bool isEqual = await CompareAsync(store, scanned, queries);
        double one = await SearchesAsync(store, queries, clients: 1, isPostgres), four = await SearchesAsync(store, queries, clients: 4, isPostgres);
        await store.DisposeAsync();
        if (!isPostgres)
        {
            long bytes = Directory.EnumerateFiles(workspace.Catalog).Sum(file => new FileInfo(file).Length);
            Console.WriteLine($"mitoshi: {bytes / 1e6:0} MB on disk for {items.Sum(item => (long)item.Length) / 1e6:0} MB of items");
        }

        Console.WriteLine($"mitoshi: resident {Environment.WorkingSet / 1e6:0} MB (with the {count:N0} items of this bench in memory), load {File.ReadAllText("/proc/loadavg").Split(' ')[0]}");
        return isEqual && insertion >= 5000 && open < 2000 && (isPostgres ? four >= 1000 : one >= 2000);
    }

    private static async Task<ICatalogStore> OpenPostgresAsync(BenchContext context)
        => await PostgresCatalog.OpenAsync(context.Option("postgres", "Host=127.0.0.1;Port=55440;Database=mitoshi;Username=postgres"), TimeProvider.System);

    private static (byte[][] Items, ScannedItem[] Scanned) Make(int count)
    {
        byte[][] items = new byte[count][];
        ScannedItem[] scanned = new ScannedItem[count];
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (int i = 0; i < count; i++)
        {
            (string json, scanned[i]) = SearchWorkload.Item(i);
            items[i] = Encoding.UTF8.GetBytes(json);
            hash.AppendData(items[i]);
            hash.AppendData("\n"u8);
        }

        Console.WriteLine($"workload: {count:N0} items, SHA-256 of the file {Convert.ToHexStringLower(hash.GetHashAndReset())}");
        return (items, scanned);
    }

    private static async Task<double> InsertAsync(ICatalogStore store, byte[][] items)
    {
        ItemReader reader = new(new FolderAddresses("https://example.org/"));
        using System.Diagnostics.Process own = System.Diagnostics.Process.GetCurrentProcess();
        TimeSpan processor = own.TotalProcessorTime;
        Stopwatch time = Stopwatch.StartNew();
        // While one batch is written, the next is checked.
        Task writing = Task.CompletedTask;
        foreach (byte[][] batch in items.Chunk(Batch))
        {
            ItemDocument[] read = [.. batch.Select(json => reader.Read(json))];
            await writing;
            writing = Task.Run(() => store.WriteAsync(read, WriteRule.Create));
        }

        await writing;
        time.Stop();
        own.Refresh();
        double rate = items.Length / time.Elapsed.TotalSeconds;
        Console.WriteLine($"mitoshi: {rate:0} items/s checked and durable, in batches of {Batch:N0} ({items.Length / (own.TotalProcessorTime - processor).TotalSeconds:0} per processor second of this process)");
        return rate;
    }

    private static async Task<bool> CompareAsync(ICatalogStore store, ScannedItem[] scanned, int queries)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        int wrong = 0;
        for (int j = 0; j < queries; j++)
        {
            (int matched, string[] first) = SearchWorkload.Expected(j, scanned);
            SearchPage page = await store.SearchAsync(SearchWorkload.Search(j) with { IsCounted = true });
            string line = $"{{\"matched\":{page.Matched},\"first10\":[{string.Join(',', page.Items.Select(item => $"\"{item.Id}\""))}]}}\n";
            hash.AppendData(Encoding.UTF8.GetBytes(line));
            wrong += page.Matched == matched && page.Items.Select(item => item.Id).SequenceEqual(first) ? 0 : 1;
        }

        Console.WriteLine($"mitoshi: {queries - wrong:N0} of {queries:N0} answers equal those of a plain scan; SHA-256 of the answers {Convert.ToHexStringLower(hash.GetHashAndReset())}");
        return wrong == 0;
    }

    private static async Task<double> SearchesAsync(ICatalogStore store, int queries, int clients, bool isPostgres)
    {
        ItemSearch[] searches = [.. Enumerable.Range(0, queries).Select(SearchWorkload.Search)];
        List<double> milliseconds = [];
        using System.Diagnostics.Process own = System.Diagnostics.Process.GetCurrentProcess();
        for (int round = 0; round < 2; round++)
        {
            // The first round warms up.
            milliseconds.Clear();
            TimeSpan processor = own.TotalProcessorTime;
            Stopwatch time = Stopwatch.StartNew();
            await Task.WhenAll(Enumerable.Range(0, clients).Select(client => Task.Run(async () =>
            {
                List<double> mine = [];
                for (int i = client; time.Elapsed.TotalSeconds < 4; i += clients)
                {
                    long start = Stopwatch.GetTimestamp();
                    await store.SearchAsync(searches[i % queries]);
                    mine.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
                }

                lock (milliseconds)
                {
                    milliseconds.AddRange(mine);
                }
            })));
            time.Stop();
            own.Refresh();
            if (round == 1)
            {
                milliseconds.Sort();
                double perSecond = milliseconds.Count / time.Elapsed.TotalSeconds, perCore = milliseconds.Count / (own.TotalProcessorTime - processor).TotalSeconds;
                Console.WriteLine($"mitoshi: {clients} client{(clients > 1 ? "s" : "")}: {perSecond:0} searches/s ({perCore:0} per processor second{(isPostgres ? " of this process alone" : "")}), p50 {milliseconds[milliseconds.Count / 2]:0.00} ms, p99 {milliseconds[(int)(milliseconds.Count * 0.99)]:0.00} ms");
                return perSecond;
            }
        }

        return 0;
    }
}
