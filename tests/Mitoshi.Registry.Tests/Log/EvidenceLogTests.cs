using Mitoshi.Testing;

namespace Mitoshi.Registry.Tests.Log;

public sealed class EvidenceLogTests
{
    [Fact]
    public void What_was_appended_is_read_back_and_proven_after_reopening()
    {
        using TemporaryFolder folder = new();
        using NoteSigner signer = LogFixture.Signer();
        string path = folder.File("log");
        int number = 0;
        foreach (int count in (int[])[0, 1, 255, 1, 300, 700])
        {
            using EvidenceLog log = EvidenceLog.Open(DiskFiles.Instance, path, signer, LogFixture.Small);
            for (int i = 0; i < count; i++)
            {
                Assert.Equal((ulong)number, log.Append(LogFixture.Entry(number)));
                number++;
            }
        }

        LogReader reader = LogReader.Open(DiskFiles.Instance, path);
        Checkpoint checkpoint = Checkpoint.Parse(reader.Checkpoint.Text);
        Assert.Equal((ulong)number, checkpoint.Size);
        List<Digest> leaves = [.. Enumerable.Range(0, number).Select(i => MerkleHash.Leaf(LogFixture.Entry(i)))];
        LeavesInMemory nodes = new(leaves);
        Assert.Equal(MerkleTree.Root(nodes, checkpoint.Size), checkpoint.Root);
        for (int i = 0; i < number; i += 37)
        {
            Assert.Equal(LogFixture.Entry(i), reader.Entry((ulong)i).ToArray());
            Assert.Equal(MerkleTree.Inclusion(nodes, (ulong)i, checkpoint.Size), reader.Inclusion((ulong)i, checkpoint.Size));
            Assert.Equal(MerkleTree.Consistency(nodes, (ulong)i + 1, checkpoint.Size), reader.Consistency((ulong)i + 1, checkpoint.Size));
        }
    }

    [Fact]
    public void Many_threads_share_one_log_and_every_entry_is_in_it_once()
    {
        using TemporaryFolder folder = new();
        using NoteSigner signer = LogFixture.Signer();
        string path = folder.File("log");
        Dictionary<ulong, int> acknowledged = [];
        using (EvidenceLog log = EvidenceLog.Open(DiskFiles.Instance, path, signer, new EvidenceLogOptions(PublishBytes: 20_000)))
        {
            List<Thread> writers = [.. Enumerable.Range(0, 16).Select(w => new Thread(() =>
            {
                for (int i = 0; i < 100; i++)
                {
                    ulong index = log.Append(LogFixture.Entry((1000 * w) + i));
                    lock (acknowledged)
                    {
                        acknowledged.Add(index, (1000 * w) + i);
                    }
                }
            }))];
            writers.ForEach(writer => writer.Start());
            writers.ForEach(writer => writer.Join());
        }

        Assert.Equal(1600, acknowledged.Count);
        LogReader reader = LogReader.Open(DiskFiles.Instance, path);
        Assert.Equal(1600UL, Checkpoint.Parse(reader.Checkpoint.Text).Size);
        Assert.All(acknowledged, pair => Assert.Equal(LogFixture.Entry(pair.Value), reader.Entry(pair.Key).ToArray()));
    }

    [Fact]
    public void A_second_writer_is_refused()
    {
        using TemporaryFolder folder = new();
        using NoteSigner signer = LogFixture.Signer();
        using EvidenceLog log = EvidenceLog.Open(DiskFiles.Instance, folder.Path, signer);
        MitoshiException refusal = Assert.Throws<MitoshiException>(() => EvidenceLog.Open(DiskFiles.Instance, folder.Path, signer));
        Assert.Equal("log.locked", refusal.Code);
    }

    [Fact]
    public void Another_key_is_refused()
    {
        using TemporaryFolder folder = new();
        using NoteSigner signer = LogFixture.Signer(), other = new("test.example/log", NoteKeyType.Ed25519, new byte[32]);
        EvidenceLog.Open(DiskFiles.Instance, folder.Path, signer).Dispose();
        Assert.Equal("log.wrong_key", Assert.Throws<MitoshiException>(() => EvidenceLog.Open(DiskFiles.Instance, folder.Path, other)).Code);
    }

    [Fact]
    public void An_entry_above_65535_bytes_is_refused()
    {
        using TemporaryFolder folder = new();
        using NoteSigner signer = LogFixture.Signer();
        using EvidenceLog log = EvidenceLog.Open(DiskFiles.Instance, folder.Path, signer);
        Assert.Equal("log.out_of_range", Assert.Throws<MitoshiException>(() => log.Append(new byte[65_536])).Code);
        Assert.Equal(0UL, log.Append(new byte[65_535]));
    }
}
