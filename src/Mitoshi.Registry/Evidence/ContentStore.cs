namespace Mitoshi.Registry;

/// <summary>Contents that events name by their SHA-256: claims and lists of files.</summary>
public interface IContentStore
{
    /// <summary>Keeps a content.</summary>
    /// <returns>Its SHA-256, 64 lower-case hex digits.</returns>
    string Put(ReadOnlySpan<byte> content);

    /// <summary>The content with that SHA-256, compared with it before it is handed out.</summary>
    /// <exception cref="MitoshiException"><c>registry.content_missing</c> or <c>registry.content_changed</c>.</exception>
    byte[] Get(string sha256);
}

/// <summary>Contents as files that are named by their SHA-256.</summary>
public sealed class ContentFolder(IFiles files, string folder) : IContentStore
{
    /// <summary>Folder of a workspace's contents.</summary>
    public static string In(Workspace workspace) => Path.Combine(workspace.Root, "evidence");

    /// <inheritdoc/>
    public string Put(ReadOnlySpan<byte> content)
    {
        string sha256 = Digest.Of(content).ToString();
        files.CreateFolder(folder);
        if (!files.Exists(PathOf(sha256)))
        {
            files.WriteAtomically(PathOf(sha256), content);
        }

        return sha256;
    }

    /// <inheritdoc/>
    public byte[] Get(string sha256)
    {
        string path = PathOf(sha256);
        byte[] content = files.Exists(path) ? files.ReadAllBytes(path) : throw EvidenceErrors.Missing(Path.GetFileName(path));
        return Digest.Of(content).ToString() == sha256 ? content : throw EvidenceErrors.Changed(Path.Combine("evidence", Path.GetFileName(path)), sha256, Digest.Of(content).ToString());
    }

    private string PathOf(string sha256) => Path.Combine(folder, sha256 + ".json");
}
