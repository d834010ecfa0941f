using System.Diagnostics;
using Mitoshi.Registry;

namespace Mitoshi.Bench.Registry;

/// <summary>
/// Durable entries a second with 64 writers on this disk, against one sync per entry in the same run; then a tree of a million entries:
/// time to open and time of a proof.
/// </summary>
[Bench("log", "evidence log: durable entries/s with --writers 64 for --seconds 10; proofs and opening at --entries 1000000")]
internal sealed class EvidenceLogBench : Bench
{
    private const int EntryBytes = 512;

    public override bool Run(BenchContext context)
    {
        int writers = int.Parse(context.Option("writers", "64")), seconds = int.Parse(context.Option("seconds", "10"));
        int entries = int.Parse(context.Option("entries", "1000000"));
        string work = Path.Combine(context.Work("log"), $"run-{Environment.ProcessId}");
        Directory.CreateDirectory(work);
        using NoteSigner signer = new("bench.example/log", NoteKeyType.Ed25519, new byte[32]);
        try
        {
            double single = SyncsPerSecond(work);
            Console.WriteLine($"peer: one append of {EntryBytes} bytes and one fsync after the other: {single:0} entries/s");
            double rate = Hammer(Path.Combine(work, "hammer"), signer, writers, seconds);
            Console.WriteLine($"         ratio to one fsync per entry: {rate / single:0.0}");
            (double open, double worst) = Large(Path.Combine(work, "large"), signer, entries);
            return rate >= 10_000 && open < 1000 && worst < 1;
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }

    private static double SyncsPerSecond(string work)
    {
        using IAppendFile file = DiskFiles.Instance.OpenAppend(Path.Combine(work, "single"));
        byte[] entry = new byte[EntryBytes];
        Stopwatch time = Stopwatch.StartNew();
        int count = 0;
        for (; time.Elapsed.TotalSeconds < 2; count++)
        {
            file.Append(entry);
            file.Sync();
        }

        return count / time.Elapsed.TotalSeconds;
    }

    private static double Hammer(string folder, NoteSigner signer, int writers, int seconds)
    {
        List<double> milliseconds = [];
        long count = 0;
        double elapsed;
        using (EvidenceLog log = EvidenceLog.Open(DiskFiles.Instance, folder, signer))
        {
            Stopwatch time = Stopwatch.StartNew();
            List<Thread> threads = [.. Enumerable.Range(0, writers).Select(w => new Thread(() =>
            {
                byte[] entry = new byte[EntryBytes];
                List<double> mine = [];
                for (int i = 0; time.Elapsed.TotalSeconds < seconds; i++)
                {
                    BitConverter.TryWriteBytes(entry, i);
                    BitConverter.TryWriteBytes(entry.AsSpan(8), w);
                    long start = Stopwatch.GetTimestamp();
                    _ = log.Append((byte[])entry.Clone());
                    mine.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
                }

                lock (milliseconds)
                {
                    milliseconds.AddRange(mine);
                    count += mine.Count;
                }
            }))];
            threads.ForEach(thread => thread.Start());
            threads.ForEach(thread => thread.Join());
            elapsed = time.Elapsed.TotalSeconds;
        }

        milliseconds.Sort();
        Console.WriteLine($"mitoshi: {writers} writers, {seconds} s, {EntryBytes} bytes an entry: {count / elapsed:0} durable entries/s, "
            + $"p50 {milliseconds[milliseconds.Count / 2]:0.0} ms, p99 {milliseconds[(int)(milliseconds.Count * 0.99)]:0.0} ms, longest {milliseconds[^1]:0} ms");
        return count / elapsed;
    }

    private static (double OpenMilliseconds, double WorstProofMilliseconds) Large(string folder, NoteSigner signer, int entries)
    {
        byte[] entry = new byte[200];
        Stopwatch time = Stopwatch.StartNew();
        using (EvidenceLog log = EvidenceLog.Open(DiskFiles.Instance, folder, signer))
        {
            PendingEntry[] pending = new PendingEntry[4096];
            for (int first = 0; first < entries; first += pending.Length)
            {
                int batch = Math.Min(pending.Length, entries - first);
                for (int i = 0; i < batch; i++)
                {
                    BitConverter.TryWriteBytes(entry, first + i);
                    pending[i] = log.Submit((byte[])entry.Clone());
                }

                for (int i = 0; i < batch; i++)
                {
                    _ = log.Wait(pending[i]);
                }
            }
        }

        Console.WriteLine($"mitoshi: {entries:N0} entries in batches of 4,096, published: {entries / time.Elapsed.TotalSeconds:0} entries/s");
        time.Restart();
        using EvidenceLog opened = EvidenceLog.Open(DiskFiles.Instance, folder, signer);
        double open = time.Elapsed.TotalMilliseconds;
        RandomStream random = new(1, "proofs");
        List<double> proofs = [], processor = [];
        for (int i = 0; i < 2000; i++)
        {
            ulong index = (ulong)random.NextInt(entries);
            double used = ThreadTime.Milliseconds();
            long start = Stopwatch.GetTimestamp();
            IReadOnlyList<Digest> proof = opened.Inclusion(index, (ulong)entries);
            proofs.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            processor.Add(ThreadTime.Milliseconds() - used);
            ProofCheck.Inclusion(MerkleHash.Leaf(opened.Entry(index).Span), index, (ulong)entries, proof, Checkpoint.Parse(opened.Checkpoint.Text).Root);
        }

        proofs.Sort();
        processor.Sort();
        Console.WriteLine($"mitoshi: tree of {entries:N0}: opens in {open:0} ms; inclusion proof p50 {proofs[1000]:0.000} ms, p99 {proofs[1980]:0.000} ms, longest {proofs[^1]:0.0} ms (2,000 random ones, tiles from disk)");
        Console.WriteLine($"         processor time of a proof, without the time in which other programs ran: p50 {processor[1000]:0.000} ms, p99 {processor[1980]:0.000} ms, longest {processor[^1]:0.0} ms");
        return (open, proofs[1980]);
    }
}
