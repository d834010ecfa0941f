using System.Globalization;
using System.Text;

namespace Mitoshi.Registry;

/// <summary>Names of the files of a log: <c>key.pub</c>, <c>checkpoint</c>, <c>cosigned</c>, <c>lock</c>, <c>journal/SIZE</c>, <c>tile/…</c>.</summary>
internal sealed record LogFolder(IFiles Files, string Root)
{
    public string Lock => Path.Combine(Root, "lock");

    public string Key => Path.Combine(Root, "key.pub");

    public string Checkpoint => Path.Combine(Root, "checkpoint");

    public string Cosigned => Path.Combine(Root, "cosigned");

    public string Journals => Path.Combine(Root, "journal");

    /// <summary>The journal that begins at a size.</summary>
    public string Journal(ulong size) => Path.Combine(Journals, size.ToString("d20", CultureInfo.InvariantCulture));

    public string Tile(int level, ulong index, int width) => Path.Combine(Root, TilePath.OfHashes(level, index, width));

    public string Bundle(ulong index, int width) => Path.Combine(Root, TilePath.OfEntries(index, width));

    public NoteKey ReadKey() => Files.Exists(Key) ? NoteKey.Parse(Encoding.UTF8.GetString(Files.ReadAllBytes(Key)).TrimEnd('\n')) : throw LogErrors.NoLog(Root);

    public SignedNote ReadCheckpoint(NoteKey key)
    {
        SignedNote note = SignedNote.Parse(Read(Checkpoint));
        _ = note.Verify(key);
        return note;
    }

    public byte[] Read(string path)
    {
        if (!Files.Exists(path))
        {
            throw LogErrors.Damaged(Path.GetRelativePath(Root, path), "the file is missing", "ファイルがありません");
        }

        return Files.ReadAllBytes(path);
    }

    public Digest[] ReadTile(int level, ulong index, int width)
    {
        string path = Tile(level, index, width);
        byte[] content = Read(path);
        if (content.Length != width * Digest.Length)
        {
            throw LogErrors.Damaged(Path.GetRelativePath(Root, path), $"{content.Length} bytes", $"{content.Length} バイト");
        }

        Digest[] hashes = new Digest[width];
        for (int i = 0; i < width; i++)
        {
            hashes[i] = new Digest(content.AsSpan(i * Digest.Length, Digest.Length));
        }

        return hashes;
    }

    public IReadOnlyList<ReadOnlyMemory<byte>> ReadBundle(ulong index, int width)
    {
        string path = Bundle(index, width);
        IReadOnlyList<ReadOnlyMemory<byte>>? entries = EntryBundle.TryRead(Read(path));
        return entries is not null && entries.Count == width
            ? entries
            : throw LogErrors.Damaged(Path.GetRelativePath(Root, path), $"not a bundle of {width} entries", $"{width} 件の束ではありません");
    }

    public static byte[] TileBytes(IReadOnlyList<Digest> hashes)
    {
        byte[] content = new byte[hashes.Count * Digest.Length];
        for (int i = 0; i < hashes.Count; i++)
        {
            hashes[i].CopyTo(content.AsSpan(i * Digest.Length));
        }

        return content;
    }
}
