namespace Mitoshi.Registry;

/// <summary>Finds the files that a claim names: by their path under the given folders, else by name and hash anywhere below them.</summary>
internal sealed class EvidenceSearch
{
    /// <summary>Role of a file that belongs to a product or a model.</summary>
    public const string Product = "product";

    private readonly string _root;
    private readonly List<string> _folders;
    private Dictionary<string, List<string>>? _byName;

    /// <param name="root">The workspace; paths are kept relative to it.</param>
    /// <param name="folders">Where to look, first to last.</param>
    public EvidenceSearch(string root, IEnumerable<string> folders)
    {
        _root = Path.GetFullPath(root);
        _folders = [.. folders.Append(_root).Select(Path.GetFullPath).Distinct(StringComparer.Ordinal).Where(Directory.Exists)];
    }

    /// <summary>
    /// The files of a claim, each once, sorted by name; of a product or a model that one of them belongs to, all files and, by its lineage, what it
    /// was made from, up to the scenes.
    /// </summary>
    public IReadOnlyList<EvidenceFile> Find(Claim claim)
    {
        SortedDictionary<string, EvidenceFile> found = new(StringComparer.Ordinal);
        HashSet<string> folders = new(StringComparer.Ordinal);
        Queue<InputFile> open = new(claim.Inputs.Concat(claim.Measurements.SelectMany(m => m.Lineage.Inputs)));
        while (open.TryDequeue(out InputFile? input))
        {
            EvidenceFile file = Locate(input);
            found.TryAdd($"{file.Name}\n{file.Sha256}", file);
            string? folder = file.Path.Length > 0 ? Path.GetDirectoryName(Path.Combine(_root, file.Path)) : null;
            if (folder is null || !folders.Add(folder) || LineageJson.OfFolder(folder) is not { } lineage)
            {
                continue;
            }

            foreach (EvidenceFile sibling in FilesOf(folder))
            {
                found.TryAdd($"{sibling.Name}\n{sibling.Sha256}", sibling);
            }

            foreach (InputFile upstream in lineage.Inputs)
            {
                open.Enqueue(upstream);
            }
        }

        return [.. found.Values];
    }

    /// <summary>Where a file of that name and hash lies now; null when nowhere.</summary>
    public string? Locate(string name, string sha256)
    {
        if (sha256.Length == 0)
        {
            return null;
        }

        List<string> candidates = [.. _folders.Select(folder => Path.Combine(folder, name)).Where(File.Exists), .. ByName(Path.GetFileName(name))];
        return candidates.FirstOrDefault(path => EvidenceFile.Sha256Of(path) == sha256);
    }

    private EvidenceFile Locate(InputFile input)
    {
        string? path = Locate(input.Name, input.Sha256);
        return new EvidenceFile(path is null ? "" : Relative(path), input.Name, input.Sha256, input.Bytes, input.Role);
    }

    // The map and the report of a product belong to the evidence, though no lineage names them as an input.
    private IEnumerable<EvidenceFile> FilesOf(string folder)
    {
        foreach (string file in Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal))
        {
            string relative = Relative(file);
            yield return new EvidenceFile(relative, relative, EvidenceFile.Sha256Of(file), new FileInfo(file).Length, Product);
        }
    }

    private string Relative(string path) => Path.GetRelativePath(_root, path).Replace('\\', '/');

    private List<string> ByName(string name)
    {
        if (_byName is null)
        {
            _byName = new Dictionary<string, List<string>>(StringComparer.Ordinal);
            foreach (string path in _folders.SelectMany(folder => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
            {
                string key = Path.GetFileName(path);
                _byName.TryAdd(key, []);
                _byName[key].Add(path);
            }
        }

        return _byName.GetValueOrDefault(name) ?? [];
    }
}
