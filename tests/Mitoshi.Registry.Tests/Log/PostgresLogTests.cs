using System.Text;

namespace Mitoshi.Registry.Tests.Log;

public sealed class PostgresLogTests
{
    [Fact]
    public void Several_writers_share_a_log_that_gives_the_same_tree_as_files()
    {
        using PostgresServer server = PostgresServer.StartOrSkip();
        using NoteSigner signer = LogFixture.Signer();
        using PostgresLog first = PostgresLog.Open(server.Connection, signer), second = PostgresLog.Open(server.Connection, signer);
        List<Thread> writers = [.. new[] { first, second, first, second }.Select((log, w) => new Thread(() =>
        {
            for (int i = 0; i < 150; i++)
            {
                log.Append(LogFixture.Entry((1000 * w) + i));
            }
        }))];
        writers.ForEach(writer => writer.Start());
        writers.ForEach(writer => writer.Join());
        Assert.Equal(600UL, RequireSound(first, []));
        Assert.Equal(first.Checkpoint.ToString(), second.Checkpoint.ToString());
        Checkpoint checkpoint = Checkpoint.Parse(first.Checkpoint.Text);
        ProofCheck.Inclusion(MerkleHash.Leaf(first.Entry(300).Span), 300, 600, second.Inclusion(300, 600), checkpoint.Root);
        using NoteSigner other = new("test.example/log", NoteKeyType.Ed25519, new byte[32]);
        Assert.Equal("log.wrong_key", Assert.Throws<MitoshiException>(() => PostgresLog.Open(server.Connection, other)).Code);
    }

    [Fact]
    public void Killed_writers_and_a_crashed_server_lose_nothing_that_was_acknowledged() => Kill(rounds: 4);

    [Fact, Trait("Length", "Long")]
    public void Two_hundred_killed_writers_lose_nothing_that_was_acknowledged() => Kill(rounds: 100);

    // Two writers at once in every round, both killed; after every fourth round the server crashes under two more.
    private static void Kill(int rounds)
    {
        using PostgresServer server = PostgresServer.StartOrSkip();
        using NoteSigner signer = LogFixture.Signer();
        RandomStream random = new(12, "postgres kill");
        Dictionary<ulong, string> acknowledged = [];
        for (int round = 0; round < rounds; round++)
        {
            int[] kills = [random.NextInt(1000), random.NextInt(1000)];
            int mine = round;
            Dictionary<ulong, string>[] found = new Dictionary<ulong, string>[2];
            List<Thread> killers = [.. Enumerable.Range(0, 2).Select(w => new Thread(() =>
                found[w] = WriterProcess.RunAndKill("postgres", server.Connection, $"run{mine}-{w}", entries: 1000, threads: 8, kills[w])))];
            killers.ForEach(killer => killer.Start());
            killers.ForEach(killer => killer.Join());
            foreach ((ulong index, string entry) in found.SelectMany(f => f))
            {
                acknowledged.Add(index, entry);
            }

            if (round % 4 == 3)
            {
                CrashServer(server, signer, acknowledged, mine);
            }
        }

        using PostgresLog log = PostgresLog.Open(server.Connection, signer);
        ulong size = RequireSound(log, acknowledged);
        TestContext.Current.TestOutputHelper?.WriteLine($"{2 * rounds} writers killed, {acknowledged.Count} acknowledged, {size} in the log");
    }

    private static void CrashServer(PostgresServer server, NoteSigner signer, Dictionary<ulong, string> acknowledged, int round)
    {
        using PostgresLog log = PostgresLog.Open(server.Connection, signer);
        Thread writer = new(() =>
        {
            try
            {
                for (int i = 0; i < 100_000; i++)
                {
                    string entry = $"crash{round}/{i}";
                    ulong index = log.Append(Encoding.UTF8.GetBytes(entry));
                    lock (acknowledged)
                    {
                        acknowledged.Add(index, entry);
                    }
                }
            }
            catch (MitoshiException error) when (error.Code == "log.write_failed")
            {
                // The server went: what was on its way isn't acknowledged.
            }
        });
        writer.Start();
        SpinWait.SpinUntil(() =>
        {
            lock (acknowledged)
            {
                return acknowledged.Values.Count(e => e.StartsWith($"crash{round}/", StringComparison.Ordinal)) > 20;
            }
        });
        server.Crash();
        writer.Join();
        server.Start();
    }

    private static ulong RequireSound(PostgresLog log, Dictionary<ulong, string> acknowledged)
    {
        Checkpoint checkpoint = Checkpoint.Parse(log.Checkpoint.Text);
        _ = log.Checkpoint.Verify(log.Key);
        TreePeaks tree = new(0, []);
        for (ulong i = 0; i < checkpoint.Size; i++)
        {
            byte[] entry = log.Entry(i).ToArray();
            tree.Append(MerkleHash.Leaf(entry), (_, _, _) => { });
            if (acknowledged.TryGetValue(i, out string? expected))
            {
                Assert.Equal(expected, Encoding.UTF8.GetString(entry));
            }
        }

        Assert.Equal(checkpoint.Root, tree.Root);
        Assert.All(acknowledged.Keys, index => Assert.InRange(index, 0UL, checkpoint.Size - 1));
        return checkpoint.Size;
    }
}
