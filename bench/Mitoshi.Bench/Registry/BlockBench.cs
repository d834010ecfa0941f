using System.Diagnostics;
using Mitoshi.Registry;
using Mitoshi.Reporting.Charts;
using Mitoshi.Reporting.Pages;

namespace Mitoshi.Bench.Registry;

/// <summary>A million transfers, retirements and cancellations of one issue among a thousand holders: the last tenth must not be much slower than the first.</summary>
[Bench("blocks", "serial blocks: 1,000,000 operations on one issue, time of each tenth; --plot FILE.html")]
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
        List<(double, double)> wall = [], processor = [];
        int refused = 0;
        for (int tenth = 0; tenth < 10; tenth++)
        {
            double used = ThreadTime.Milliseconds();
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
            double millions = (tenth + 1) / 10.0;
            wall.Add((millions, tenths[^1] * 1e7 / Operations));
            processor.Add((millions, (ThreadTime.Milliseconds() - used) * 1e4 / Operations));
            int blocks = ledger.Holders.Values.Sum(held => held.Blocks.Count);
            Console.WriteLine($"operations {(tenth + 1) * Operations / 10,9:N0}  {wall[^1].Item2,6:0.00} us each ({processor[^1].Item2,6:0.00} us of processor)  {blocks,8:N0} active blocks");
        }

        if (context.Option("plot", "") is { Length: > 0 } plot)
        {
            HtmlReport.Write(Page(Plot(wall, processor)), Language.English, Path.GetFullPath(plot), DiskFiles.Instance);
        }

        bool adds = ledger.Active + ledger.Retired.Count + ledger.Cancelled.Count + ledger.Buffer.Count == ledger.Issued.Count;
        Console.WriteLine($"sum holds: {adds}; refused: {refused:N0}; all: {tenths.Sum():0.00} s; last tenth / first tenth: {tenths[^1] / tenths[0]:0.00} ({processor[^1].Item2 / processor[0].Item2:0.00} of processor time)");
        return adds && processor[^1].Item2 < 3 * processor[0].Item2;
    }

    private static Report Page(string plot) => new(("A million block operations", "ブロック操作100万回"), ("One issue of 1,000,000,000 units among 1,000 holders: transfers, retirements, cancellations", "10億単位の発行、保有者1,000、移転・償却・取消"),
        [new Section(("Time of one operation", "1操作の時間"), [new Figure(plot, ("The issue falls into 444,786 active blocks on the way.", "途中で444,786個の有効ブロックに分かれます。")) { IsWide = true }])]);

    private static string Plot(List<(double Millions, double Microseconds)> wall, List<(double Millions, double Microseconds)> processor)
    {
        Chart chart = new(Axis.Numbers(("operations done, millions", "済んだ操作(百万)"), 0, 1), Axis.Numbers(("microseconds each", "1操作のマイクロ秒"), 0, 1.1 * wall.Concat(processor).Max(point => point.Microseconds)),
        [
            new LineMark(wall) { Name = ("by the clock, other programs beside", "経過時間(他の処理あり)"), Colour = Colours.Orange }, new PointMark(wall) { Colour = Colours.Orange },
            new LineMark(processor) { Name = ("processor time", "プロセッサ時間"), Colour = Colours.Blue }, new PointMark(processor) { Colour = Colours.Blue },
        ]) { Width = 760 };
        return chart.ToSvg(("Time of a block operation while an issue falls into ever more blocks", "ブロックが細分されていくときの1操作の時間"));
    }
}
