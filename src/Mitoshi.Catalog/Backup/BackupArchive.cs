using System.Formats.Tar;
using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace Mitoshi.Catalog.Backup;

/// <summary>
/// A workspace in one tar file that any tar reads: its files, and last <c>mitoshi-backup.json</c> with the SHA-256 of each. Rasters are
/// compressed already, so the archive is not.
/// </summary>
internal static class BackupArchive
{
    public const string ManifestName = "mitoshi-backup.json";
    private const string Format = "mitoshi-backup-1";

    /// <summary>Writes files to a stream under their names; gives their number and bytes.</summary>
    public static async Task<(int Files, long Bytes)> WriteAsync(IReadOnlyList<(string Name, string Path)> files, Stream output, Action<long> advance, CancellationToken cancellation)
    {
        await using TarWriter tar = new(output, TarEntryFormat.Pax, leaveOpen: true);
        JsonArray entries = [];
        long bytes = 0;
        foreach ((string name, string path) in files)
        {
            await using FileStream content = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            await using HashingStream hashed = new(content, content.Length);
            await tar.WriteEntryAsync(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = hashed, Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite }, cancellation);
            entries.Add(new JsonObject { ["name"] = name, ["bytes"] = hashed.Length, ["sha256"] = hashed.Sha256() });
            bytes += hashed.Length;
            advance(hashed.Length);
        }

        byte[] manifest = System.Text.Encoding.UTF8.GetBytes(new JsonObject { ["format"] = Format, ["files"] = entries }.ToJsonString());
        await tar.WriteEntryAsync(new PaxTarEntry(TarEntryType.RegularFile, ManifestName) { DataStream = new MemoryStream(manifest), Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite }, cancellation);
        return (files.Count, bytes);
    }

    /// <summary>Unpacks into an empty folder and checks each file against the manifest.</summary>
    /// <exception cref="MitoshiException">backup.bad_name, backup.incomplete, backup.damaged.</exception>
    public static async Task<int> ReadAsync(Stream input, string root, Action<long> advance, CancellationToken cancellation)
    {
        Dictionary<string, string> found = [];
        JsonObject? manifest = null;
        try
        {
            await using TarReader tar = new(input, leaveOpen: true);
            while (await tar.GetNextEntryAsync(copyData: false, cancellation) is { } entry)
            {
                if (entry.Name == ManifestName)
                {
                    manifest = await JsonNode.ParseAsync(entry.DataStream!, cancellationToken: cancellation) as JsonObject;
                    continue;
                }

                string path = PathOf(entry, root);
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                await using FileStream file = new(path, FileMode.CreateNew, FileAccess.Write);
                await using HashingStream hashed = new(entry.DataStream ?? Stream.Null, entry.Length);
                await hashed.CopyToAsync(file, cancellation);
                file.Flush(flushToDisk: true);
                found.Add(entry.Name, hashed.Sha256());
                advance(entry.Length);
            }
        }
        catch (Exception error) when (error is InvalidDataException or EndOfStreamException or FormatException or System.Text.Json.JsonException)
        {
            throw Incomplete(error);
        }

        if ((string?)manifest?["format"] != Format || manifest["files"] is not JsonArray files)
        {
            throw Incomplete(null);
        }

        foreach (JsonNode? file in files)
        {
            string name = (string)file!["name"]!;
            if (found.GetValueOrDefault(name) != (string?)file["sha256"])
            {
                throw new MitoshiException("backup.damaged", found: ($"{name} is absent or not as it was when the backup was made", $"{name} がないか、バックアップ時と違います"),
                    expected: ((string)file["sha256"]!, (string)file["sha256"]!), remedy: ("Use another copy of the backup; nothing was restored.", "バックアップの別の写しを使ってください。何も復元していません。"));
            }
        }

        return found.Count;
    }

    private static string PathOf(TarEntry entry, string root)
    {
        string path = Path.GetFullPath(Path.Combine(root, entry.Name));
        bool isInside = path.StartsWith(Path.GetFullPath(root) + Path.DirectorySeparatorChar, StringComparison.Ordinal);
        return isInside && entry.EntryType is TarEntryType.RegularFile or TarEntryType.V7RegularFile ? path : throw new MitoshiException("backup.bad_name",
            found: ($"the archive holds `{entry.Name}` ({entry.EntryType})", $"アーカイブに `{entry.Name}`({entry.EntryType})があります"),
            expected: ("plain files below the workspace", "作業フォルダ内の通常のファイル"), remedy: ("This is no backup of Mitoshi; nothing was restored.", "Mitoshiのバックアップではありません。何も復元していません。"));
    }

    private static MitoshiException Incomplete(Exception? inner) => new("backup.incomplete", found: ("the archive ends before its list of files", "アーカイブがファイル一覧の前で終わっています"),
        expected: ($"a whole backup with {ManifestName} at its end", $"末尾に {ManifestName} のある完全なバックアップ"), remedy: ("Copy the backup again; nothing was restored.", "バックアップを写し直してください。何も復元していません。"), inner);
}
