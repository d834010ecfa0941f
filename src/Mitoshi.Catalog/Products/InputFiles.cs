namespace Mitoshi.Catalog.Products;

/// <summary>Takes the fingerprints of what goes into a product.</summary>
public static class InputFiles
{
    /// <summary>Name, SHA-256 and length of a file on this machine; a URL is named with an empty checksum, for its bytes are not ours.</summary>
    /// <param name="path">File or URL.</param>
    /// <param name="role">What it is used as.</param>
    /// <param name="baseFolder">Names are relative to it, so that a copy of the folder reads the same.</param>
    public static InputFile Of(string path, string role, string baseFolder)
    {
        if (!File.Exists(path))
        {
            return new InputFile(path, "", 0, role);
        }

        FileChecksum checksum = FileChecksum.Of(path);
        string name = Path.GetRelativePath(baseFolder, Path.GetFullPath(path)).Replace('\\', '/');
        return new InputFile(name, checksum.Sha256, checksum.Bytes, role);
    }
}
