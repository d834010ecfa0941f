using System.Text.Json;
using System.Text.Json.Nodes;

namespace Mitoshi.Catalog.Import;

/// <summary>
/// Reads STAC files and follows the links of static catalogues, from file to file below one folder: a file is read once, however the links run
/// round; what lies outside of the folder, on another host or nowhere is named and left.
/// </summary>
/// <param name="root">The folder that links and assets stay in.</param>
internal sealed class StaticCatalog(string root)
{
    private const long BytesMax = 256L << 20;
    private static readonly JsonDocumentOptions s_strict = new() { MaxDepth = 64, AllowDuplicateProperties = false };
    private static readonly string[] s_followed = ["child", "item", "items"];
    private readonly string _root = Path.GetFullPath(root).TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar;
    private readonly Queue<(string Path, string? Parent)> _waiting = [];
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);

    /// <summary>What could not be read or followed.</summary>
    public List<MitoshiException> Refused { get; } = [];

    /// <summary>Names a file to read. Catalogues are read before what they link, so that an item learns its collection from them.</summary>
    public void Add(string path)
    {
        if (_known.Add(path))
        {
            _waiting.Enqueue((path, null));
        }
    }

    /// <summary>Every file of STAC, each once: its path, its object, and the collection that led to it.</summary>
    public IEnumerable<StaticFile> Read()
    {
        while (_waiting.TryDequeue(out (string Path, string? Parent) next))
        {
            if (Parse(next.Path) is not { } json)
            {
                continue;
            }

            string? type = json["type"] is JsonValue kind && kind.TryGetValue(out string? text) ? text : null;
            if (type is "Catalog" or "Collection")
            {
                string? own = type == "Collection" && json["id"] is JsonValue id && id.TryGetValue(out string? name) ? name : next.Parent;
                Follow(next.Path, json, own);
            }

            yield return new StaticFile(next.Path, json, type ?? "", next.Parent);
        }
    }

    /// <summary>True for a path below the folder, once links of the file system are followed.</summary>
    public bool Holds(string path)
    {
        string full = Path.GetFullPath(path);
        if (!full.StartsWith(_root, StringComparison.Ordinal))
        {
            return false;
        }

        // A link of the file system on the way may lead out.
        for (string step = full; step.Length > _root.Length; step = Path.GetDirectoryName(step)!)
        {
            FileSystemInfo entry = Directory.Exists(step) ? new DirectoryInfo(step) : new FileInfo(step);
            if (entry.LinkTarget is not null && entry.ResolveLinkTarget(returnFinalTarget: true) is { } target && !target.FullName.StartsWith(_root, StringComparison.Ordinal))
            {
                return false;
            }
        }

        return true;
    }

    private JsonObject? Parse(string path)
    {
        try
        {
            FileInfo file = new(path);
            return file.Length <= BytesMax ? JsonNode.Parse(File.ReadAllText(path), documentOptions: s_strict) as JsonObject : null;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or ArgumentException)
        {
            // JSON of another kind, or none.
            return null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Refused.Add(DiskFault.Explain(error, path) as MitoshiException ?? BadLink(path, path, ("cannot be read", "読めません")));
            return null;
        }
    }

    private void Follow(string path, JsonObject json, string? collection)
    {
        List<JsonObject> links = [.. (json["links"] as JsonArray ?? []).OfType<JsonObject>()];
        // A published catalogue names itself by its address: what stands below that address is below this folder.
        string? self = links.Where(link => TextOf(link["rel"]) == "self").Select(link => TextOf(link["href"])).FirstOrDefault(href => Uri.TryCreate(href, UriKind.Absolute, out Uri? url) && !url.IsFile);
        foreach (string href in links.Where(link => s_followed.Contains(TextOf(link["rel"]))).Select(link => TextOf(link["href"]) ?? ""))
        {
            if (Target(path, self, href) is not { } target)
            {
                Refused.Add(BadLink(path, href, ("leads to another host", "別のホストを指しています")));
            }
            else if (!Holds(target))
            {
                Refused.Add(BadLink(path, href, ("leads out of the folder", "フォルダの外を指しています")));
            }
            else if (!File.Exists(target))
            {
                Refused.Add(BadLink(path, href, ("leads to no file", "ファイルがありません")));
            }
            else if (_known.Add(target))
            {
                _waiting.Enqueue((target, collection));
            }
        }
    }

    private static string? Target(string path, string? self, string href)
    {
        string folder = Path.GetDirectoryName(path)!;
        if (Uri.TryCreate(href, UriKind.Absolute, out Uri? absolute) && !(absolute.IsFile && href.StartsWith('/')))
        {
            if (absolute.IsFile)
            {
                return Path.GetFullPath(absolute.LocalPath);
            }

            if (self is null || !(Uri.TryCreate(self, UriKind.Absolute, out Uri? own) && own.GetLeftPart(UriPartial.Authority) == absolute.GetLeftPart(UriPartial.Authority)))
            {
                return null;
            }

            href = own.MakeRelativeUri(absolute).ToString();
        }

        string file = Uri.UnescapeDataString(href.Split('#', '?')[0]);
        // Nothing, and what no file can be called, is no file of this folder.
        return file.Length == 0 || file.Contains('\0') ? Path.GetFullPath("..", folder) : Path.GetFullPath(file, folder);
    }

    private static string? TextOf(JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    /// <summary><c>import.bad_link</c>.</summary>
    public static MitoshiException BadLink(string path, string href, Text why) => new("import.bad_link",
        found: ($"{Path.GetFileName(path)} links `{Short(href)}`, which {why.En}", $"{Path.GetFileName(path)} のリンク `{Short(href)}` は{why.Ja}"),
        expected: ("a file below the folder that was given", "指定したフォルダ以下のファイル"),
        remedy: ("Give the folder that holds all of it; a catalogue on the web is harvested by: mitoshi catalog sync URL", "すべてを含むフォルダを指定してください。ウェブ上のカタログは mitoshi catalog sync URL で取り込めます。"));

    private static string Short(string text) => text.Length > 120 ? text[..120] + "…" : text;
}

/// <summary>A file of STAC.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Json">What it says.</param>
/// <param name="Type"><c>Feature</c>, <c>FeatureCollection</c>, <c>Collection</c>, <c>Catalog</c> or something else.</param>
/// <param name="Parent">The collection whose link led to it, or null.</param>
internal sealed record StaticFile(string Path, JsonObject Json, string Type, string? Parent);
