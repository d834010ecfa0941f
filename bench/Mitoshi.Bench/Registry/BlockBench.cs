using System.Diagnostics;
using Mitoshi.Registry;

namespace Mitoshi.Bench.Registry;

/// <summary>A million transfers, retirements and cancellations of one issue among a thousand holders: the last tenth must not be much slower than the first.</summary>
[Bench("blocks", "serial blocks: 1,000,000 operations on one issue, time of each tenth")]
internal sealed class BlockBench : Bench
{
    public override bool Run(BenchContext context)
    {
        const int Operations = 1_000_000, Holders = 1000;
        RandomStream random = new(1, "blocks");
        string[] names = [.. Enumerable.Range(0, Holders).Select(i => $"holder{i:d4}")];
        IssueLedger ledger = new(new SerialBlock(1, 1_000_000_000), names[0], buffer: 1_000_000);
        for (int i = 1; i < Holders; i++)
        {
            _ = ledger.Transfer(names[0], names[i], 900_000);
        }

        List<double> tenths = [];
        int refused = 0;
        for (int tenth = 0; tenth < 10; tenth++)
        {
            Stopwatch time = Stopwatch.StartNew();
            for (int i = 0; i < Operations / 10; i++)
            {
                string from = names[random.NextInt(Holders)], to = names[random.NextInt(Holders)];
                long quantity = 1 + random.NextInt(2000);
                try
                {
                    _ = random.NextInt(10) switch
                    {
                        0 => ledger.Retire(from, quantity),
                        1 => ledger.Cancel(from, 1 + (quantity / 10)),
                        _ => ledger.Transfer(from, to, quantity),
                    };
                }
                catch (MitoshiException)
                {
                    refused++;
                }
            }

            tenths.Add(time.Elapsed.TotalSeconds);
            int blocks = ledger.Holders.Values.Sum(held => held.Blocks.Count);
            Console.WriteLine($"operations {(tenth + 1) * Operations / 10,9:N0}  {1e6 * time.Elapsed.TotalSeconds / (Operations / 10),6:0.00} us each  {blocks,8:N0} active blocks");
        }

        bool adds = ledger.Active + ledger.Retired.Count + ledger.Cancelled.Count + ledger.Buffer.Count == ledger.Issued.Count;
        Console.WriteLine($"sum holds: {adds}; refused: {refused:N0}; all: {tenths.Sum():0.00} s; last tenth / first tenth: {tenths[^1] / tenths[0]:0.00}");
        return adds && tenths[^1] < 3 * tenths[0];
    }
}
