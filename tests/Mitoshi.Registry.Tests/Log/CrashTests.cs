namespace Mitoshi.Registry.Tests.Log;

public sealed class CrashTests
{
    // So many that the next ones fill the first tile of 256.
    private const int Before = 245;
    private static readonly (SimulatedDisk Disk, Dictionary<ulong, int> Acknowledged) Template = MakeTemplate();

    [Fact]
    public void After_two_thousand_power_cuts_no_acknowledged_entry_is_missing() => CutPower(seeds: 700);

    [Fact, Trait("Length", "Long")]
    public void After_a_hundred_thousand_power_cuts_no_acknowledged_entry_is_missing() => CutPower(seeds: 34_000);

    [Theory]
    [InlineData(Fault.NotDone)]
    [InlineData(Fault.HalfDone)]
    [InlineData(Fault.DoneButReportedFailed)]
    public void Whichever_call_fails_no_acknowledged_entry_is_missing(Fault fault)
    {
        for (long failAt = 1; ; failAt++)
        {
            SimulatedDisk disk = Template.Disk.AfterPowerCut(new RandomStream(1, "copy"), long.MaxValue);
            FaultyFiles files = new(disk, failAt, fault);
            Dictionary<ulong, int> acknowledged = new(Template.Acknowledged);
            int number = Before;
            for (int session = 0; session < 3; session++)
            {
                RunSession(files, acknowledged, ref number, count: 15);
            }

            RunSession(disk, acknowledged, ref number, count: 2);
            LogFixture.RequireSound(disk, acknowledged);
            if (files.Calls < failAt)
            {
                // Every call has failed once, and this round none did.
                Assert.Equal(Before + 47, acknowledged.Count);
                Assert.InRange(failAt, 150, long.MaxValue);
                return;
            }
        }
    }

    // Each seed: power goes at some step, what was unsynced is dropped, reordered or torn; then again during the recovery and after it.
    private static void CutPower(int seeds)
    {
        long stepsOfARun = StepsOfARun();
        long entries = 0, cuts = 0;
        for (int seed = 0; seed < seeds; seed++)
        {
            RandomStream random = new((ulong)seed, "power");
            SimulatedDisk disk = Template.Disk.AfterPowerCut(random, random.NextInt((int)stepsOfARun));
            Dictionary<ulong, int> acknowledged = new(Template.Acknowledged);
            int number = Before;
            for (int life = 0; life < 3; life++)
            {
                RunSession(disk, acknowledged, ref number, count: 40);
                cuts++;
                disk = disk.AfterPowerCut(random, life == 1 ? long.MaxValue : random.NextInt(60));
            }

            disk = disk.AfterPowerCut(random, long.MaxValue);
            RunSession(disk, acknowledged, ref number, count: 1);
            entries += (long)LogFixture.RequireSound(disk, acknowledged);
        }

        Assert.InRange(cuts, 3L * seeds, long.MaxValue);
        Assert.InRange(entries, (Before + 20L) * seeds, long.MaxValue);
    }

    private static long StepsOfARun()
    {
        SimulatedDisk disk = Template.Disk.AfterPowerCut(new RandomStream(1, "copy"), long.MaxValue);
        int number = Before;
        RunSession(disk, [], ref number, count: 40);
        return disk.Steps;
    }

    private static (SimulatedDisk Disk, Dictionary<ulong, int> Acknowledged) MakeTemplate()
    {
        SimulatedDisk disk = new(long.MaxValue);
        Dictionary<ulong, int> acknowledged = [];
        int number = 0;
        RunSession(disk, acknowledged, ref number, Before);
        Assert.Equal(Before, acknowledged.Count);
        return (disk, acknowledged);
    }

    private static void RunSession(IFiles files, Dictionary<ulong, int> acknowledged, ref int number, int count)
    {
        using NoteSigner signer = LogFixture.Signer();
        try
        {
            using EvidenceLog log = EvidenceLog.Open(files, LogFixture.Folder, signer, LogFixture.Small);
            for (int i = 0; i < count; i++)
            {
                int mine = number++;
                acknowledged.Add(log.Append(LogFixture.Entry(mine)), mine);
            }
        }
        catch (IOException)
        {
            // The disk failed at once: nothing was acknowledged by this call.
        }
        catch (MitoshiException error) when (error.Code == "log.write_failed")
        {
            // The entry may be in the log or not; it wasn't acknowledged.
        }
    }
}
