using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Mitoshi.Catalog.Stac;

namespace Mitoshi.Catalog.Products;

/// <summary>
/// A product on disk: <c>products/ID/</c> with its files and <c>item.json</c>. The item is written last, atomically: a folder without it is
/// unfinished work, never a product.
/// </summary>
public static class ProductFolder
{
    /// <summary>Name of the STAC item in the folder.</summary>
    public const string ItemName = "item.json";

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The folder of a product, made when absent.</summary>
    public static string Prepare(Workspace workspace, string id, IFiles files)
    {
        string folder = Path.Combine(workspace.Products, id);
        files.CreateFolder(folder);
        return folder;
    }

    /// <summary>Takes the checksums of the assets and writes the item.</summary>
    /// <returns>Path of the item.</returns>
    public static string Commit(Product product, string folder, IFiles files)
    {
        Dictionary<string, FileChecksum> checksums = product.Assets.ToDictionary(asset => asset.Key, asset => FileChecksum.Of(Path.Combine(folder, asset.FileName)));
        JsonObject item = StacItem.Of(product, checksums);
        string path = Path.Combine(folder, ItemName);
        files.WriteAtomically(path, Encoding.UTF8.GetBytes(item.ToJsonString(Indented) + "\n"));
        return path;
    }

    /// <summary>Compares every asset with the checksum in the item.</summary>
    /// <returns>Names of the files that are missing or differ, in ordinal order; empty when all is well.</returns>
    /// <exception cref="MitoshiException">product.no_item, product.bad_item.</exception>
    public static IReadOnlyList<string> Verify(string folder)
    {
        JsonNode item = ReadItem(folder);
        List<string> wrong = [];
        foreach ((string _, JsonNode? asset) in item["assets"]?.AsObject() ?? [])
        {
            string name = asset!["href"]!.GetValue<string>();
            string path = Path.Combine(folder, name);
            if (!File.Exists(path) || FileChecksum.Of(path).Multihash != asset["file:checksum"]?.GetValue<string>())
            {
                wrong.Add(name);
            }
        }

        wrong.Sort(StringComparer.Ordinal);
        return wrong;
    }

    /// <summary>The STAC item of a product's folder.</summary>
    /// <exception cref="MitoshiException">product.no_item, product.bad_item.</exception>
    public static JsonNode ReadItem(string folder)
    {
        string path = Path.Combine(folder, ItemName);
        if (!File.Exists(path))
        {
            throw new MitoshiException("product.no_item",
                found: ($"{folder} has no {ItemName}", $"{folder} に {ItemName} がありません"),
                expected: ("the folder of a finished product", "完成した成果物のフォルダ"),
                remedy: ("Run the command that makes the product again; it goes on where it stopped.", "成果物を作るコマンドをもう一度実行してください。止まったところから続きます。"));
        }

        try
        {
            return JsonNode.Parse(File.ReadAllText(path)) ?? throw new JsonException("null");
        }
        catch (JsonException error)
        {
            throw new MitoshiException("product.bad_item",
                found: ($"{path} is not JSON: {error.Message}", $"{path} はJSONではありません: {error.Message}"),
                expected: ("a STAC item as Mitoshi wrote it", "見通しが書いたSTACアイテム"),
                remedy: ("Restore the file from a copy, or make the product again.", "写しから戻すか、成果物を作り直してください。"), error);
        }
    }
}

/// <summary>SHA-256 and length of a file.</summary>
/// <param name="Sha256">64 lower-case hex digits.</param>
/// <param name="Bytes">Length.</param>
public readonly record struct FileChecksum(string Sha256, long Bytes)
{
    /// <summary>As STAC's file extension writes it: multihash, 0x12 (sha2-256) 0x20 (32 bytes), then the digest.</summary>
    public string Multihash => "1220" + Sha256;

    /// <summary>Reads the whole file.</summary>
    public static FileChecksum Of(string path)
    {
        using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1 << 20, FileOptions.SequentialScan);
        return new(Convert.ToHexStringLower(SHA256.HashData(stream)), stream.Length);
    }
}
