using System.Text;

namespace Mitoshi.Registry.Tests.Log;

/// <summary>A key, small journals that are published often and on the caller's thread, and entries that name themselves.</summary>
internal static class LogFixture
{
    public const string Folder = "/log";

    public static readonly EvidenceLogOptions Small = new(PublishBytes: 2_500, PublishInBackground: false);

    public static NoteSigner Signer() => new("test.example/log", NoteKeyType.Ed25519, Enumerable.Range(0, 32).Select(i => (byte)i).ToArray());

    public static byte[] Entry(int number) => Encoding.UTF8.GetBytes($"entry {number} {new string('x', number % 97)}");

    /// <summary>The whole log holds together, entry by entry from the bytes, and holds what was acknowledged.</summary>
    public static ulong RequireSound(IFiles files, IReadOnlyDictionary<ulong, int> acknowledged)
    {
        LogReader log = LogReader.Open(files, Folder);
        Checkpoint checkpoint = Checkpoint.Parse(log.Checkpoint.Text);
        using NoteSigner signer = Signer();
        _ = log.Checkpoint.Verify(signer.Public);
        TreeTail tree = new();
        for (ulong i = 0; i < checkpoint.Size; i++)
        {
            tree.Append(MerkleHash.Leaf(log.Entry(i).Span));
        }

        Assert.Equal(checkpoint.Root, tree.Root);
        foreach ((ulong index, int number) in acknowledged)
        {
            Assert.True(index < checkpoint.Size, $"entry {index} was acknowledged, the log has {checkpoint.Size}");
            Assert.Equal(Entry(number), log.Entry(index).ToArray());
        }

        if (checkpoint.Size > 0)
        {
            ProofCheck.Inclusion(MerkleHash.Leaf(log.Entry(0).Span), 0, checkpoint.Size, log.Inclusion(0, checkpoint.Size), checkpoint.Root);
        }

        return checkpoint.Size;
    }
}
