using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Mitoshi.Catalog.Products;

namespace Mitoshi.Server.Uploads;

/// <summary>
/// Files that callers bring, in <c>uploads/ACCOUNT/</c> of the workspace. A file that is not whole yet lies under <c>.partial/ID</c>, and is
/// renamed when its last byte is durable and its checksum, if one was named, fits.
/// </summary>
internal sealed partial class UploadFolder(Workspace workspace, IFiles files)
{
    // GDAL looks at a kilobyte or a few.
    private const int HeaderBytes = 1 << 16;
    private static readonly string[] ListFormats = ["<VRTDataset", "<OGRVRTDataSource", "<GDAL_WMS", "<GDAL_WMTS", "<GDALTileIndexDataset", "<WMS_Tile_Service"];
    private readonly Lock _lock = new();
    private readonly HashSet<string> _busy = [];

    private string Root => Path.Combine(workspace.Root, "uploads");

    /// <summary>Starts an upload.</summary>
    /// <exception cref="MitoshiException">upload.bad_name, upload.exists, upload.too_large.</exception>
    public Upload Start(string account, string name, long length, string? sha256, long quotaBytes)
    {
        if (!NamePattern().IsMatch(name))
        {
            throw new MitoshiException("upload.bad_name", found: ($"`{name}` is no name for a file here", $"`{name}` はファイル名に使えません"),
                expected: ("letters, digits, - _ . only, no leading dot, at most 200", "英数字と - _ . のみ、先頭の点なし、200文字まで"), remedy: ("Rename the file.", "ファイル名を変えてください。"));
        }

        lock (_lock)
        {
            if (File.Exists(Path.Combine(Root, account, name)))
            {
                throw Exists(name);
            }

            long used = UsedBytes(account);
            if (used + length > quotaBytes)
            {
                throw new MitoshiException("upload.too_large", found: ($"{length:#,0} bytes on top of {used:#,0}", $"使用中の {used:#,0} バイトに加えて {length:#,0} バイト"),
                    expected: ($"at most {quotaBytes:#,0} in all", $"合計 {quotaBytes:#,0} バイトまで"), remedy: ("Remove files, or ask an administrator for more.", "ファイルを減らすか、管理者に増量を頼んでください。"));
            }

            Upload upload = new(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(12)), account, name, length, sha256);
            files.CreateFolder(Path.Combine(Root, account, ".partial"));
            // The state comes last: without it nobody knows the upload, and nothing counts.
            using (IAppendFile empty = files.OpenAppend(PartialOf(upload)))
            {
                empty.Sync();
            }

            try
            {
                files.WriteAtomically(StateOf(upload.Id, account), JsonSerializer.SerializeToUtf8Bytes(upload));
            }
            catch (IOException)
            {
                files.Delete(PartialOf(upload));
                throw;
            }

            return upload;
        }
    }

    /// <summary>An upload that is not whole yet, or null.</summary>
    public Upload? Find(string account, string id)
    {
        bool isId = IdPattern().IsMatch(id);
        string path = isId ? StateOf(id, account) : "";
        return isId && files.Exists(path) ? JsonSerializer.Deserialize<Upload>(files.ReadAllBytes(path)) : null;
    }

    /// <summary>Bytes that are durable.</summary>
    public long OffsetOf(Upload upload) => new FileInfo(PartialOf(upload)) is { Exists: true } file ? file.Length : 0;

    /// <summary>Takes bytes at the end; gives the new offset. What came before a broken connection stays.</summary>
    /// <exception cref="MitoshiException">upload.busy, upload.too_large, upload.bad_checksum.</exception>
    public async Task<long> AppendAsync(Upload upload, Stream body, CancellationToken cancellation)
    {
        lock (_lock)
        {
            if (!_busy.Add(upload.Id))
            {
                throw new MitoshiException("upload.busy", found: ("another request writes this upload", "他の要求がこのアップロードに書き込み中です"), expected: ("one writer", "書き手は1つ"), remedy: ("Wait for it to end.", "終わるのを待ってください。"));
            }
        }

        try
        {
            await CopyAsync(upload, body, cancellation);
            long offset = OffsetOf(upload);
            if (offset == upload.Length)
            {
                Finish(upload);
            }

            return offset;
        }
        finally
        {
            lock (_lock)
            {
                _busy.Remove(upload.Id);
            }
        }
    }

    /// <summary>Uploads that are not whole yet, by name.</summary>
    public IReadOnlyList<Upload> Unfinished(string account)
        => [.. files.List(Path.Combine(Root, account, ".partial")).Where(name => name.EndsWith(".json", StringComparison.Ordinal)).Select(name => Find(account, name[..^5])).OfType<Upload>().OrderBy(upload => upload.Name, StringComparer.Ordinal)];

    /// <summary>Files that arrived, by name.</summary>
    public IReadOnlyList<FileInfo> Files(string account)
        => new DirectoryInfo(Path.Combine(Root, account)) is { Exists: true } folder ? [.. folder.EnumerateFiles().OrderBy(file => file.Name, StringComparer.Ordinal)] : [];

    /// <summary>A file that arrived, or null.</summary>
    public FileInfo? Arrived(string account, string name) => Files(account).FirstOrDefault(file => file.Name == name);

    /// <summary>Gives an upload up.</summary>
    public void Remove(Upload upload)
    {
        files.Delete(PartialOf(upload));
        files.Delete(StateOf(upload.Id, upload.Account));
    }

    /// <summary>Bytes that an account uses, promised ones included.</summary>
    public long UsedBytes(string account)
    {
        DirectoryInfo folder = new(Path.Combine(Root, account));
        long whole = folder.Exists ? folder.EnumerateFiles().Sum(file => file.Length) : 0;
        IEnumerable<string> states = files.List(Path.Combine(Root, account, ".partial")).Where(name => name.EndsWith(".json", StringComparison.Ordinal));
        return whole + states.Sum(name => Find(account, name[..^5])?.Length ?? 0);
    }

    [GeneratedRegex("^[A-Za-z0-9_-][A-Za-z0-9._-]{0,199}\\z")]
    private static partial Regex NamePattern();

    [GeneratedRegex("^[0-9a-f]{24}\\z")]
    private static partial Regex IdPattern();

    private async Task CopyAsync(Upload upload, Stream body, CancellationToken cancellation)
    {
        using IAppendFile file = files.OpenAppend(PartialOf(upload));
        byte[] buffer = new byte[1 << 17];
        try
        {
            for (int count; (count = await body.ReadAsync(buffer, cancellation)) > 0;)
            {
                if (file.Length + count > upload.Length)
                {
                    throw new MitoshiException("upload.too_large", found: ($"more than the {upload.Length:#,0} bytes that were announced", $"予告された {upload.Length:#,0} バイトより多いデータ"),
                        expected: ("as many as announced", "予告どおりの長さ"), remedy: ("Start again with the right length.", "正しい長さでやり直してください。"));
                }

                file.Append(buffer.AsSpan(0, count));
            }
        }
        finally
        {
            file.Sync();
        }
    }

    private void Finish(Upload upload)
    {
        RefuseLists(upload);
        if (upload.Sha256 is { } expected)
        {
            FileChecksum actual = FileChecksum.Of(PartialOf(upload));
            if (!actual.Sha256.Equals(expected, StringComparison.OrdinalIgnoreCase))
            {
                Remove(upload);
                throw new MitoshiException("upload.bad_checksum", found: ($"{upload.Name} arrived with SHA-256 {actual.Sha256}", $"{upload.Name} のSHA-256は {actual.Sha256} でした"),
                    expected: (expected, expected), remedy: ("Send it again.", "送り直してください。"));
            }
        }

        string place = Path.Combine(Root, upload.Account, upload.Name);
        try
        {
            File.Move(PartialOf(upload), place, overwrite: false);
        }
        catch (IOException) when (File.Exists(place))
        {
            // Another upload of the same name was faster.
            throw Exists(upload.Name);
        }

        DiskFiles.SyncFolder(Path.Combine(Root, upload.Account));
        files.Delete(StateOf(upload.Id, upload.Account));
    }

    // A VRT and its kin name other files and addresses, whatever they are called: a process would read those for the sender.
    private void RefuseLists(Upload upload)
    {
        byte[] start = new byte[HeaderBytes];
        using FileStream file = File.OpenRead(PartialOf(upload));
        string text = Encoding.Latin1.GetString(start, 0, file.ReadAtLeast(start, HeaderBytes, throwOnEndOfStream: false));
        if (ListFormats.FirstOrDefault(format => text.Contains(format, StringComparison.OrdinalIgnoreCase)) is { } format)
        {
            Remove(upload);
            throw new MitoshiException("upload.names_others", found: ($"{upload.Name} is a list of other files (`{format}`)", $"{upload.Name} は他のファイルの一覧です(`{format}`)"),
                expected: ("a file that holds its data itself", "データ自体を含むファイル"), remedy: ("Upload the files that it names, or write them into one: gdal_translate IN OUT.tif", "一覧にあるファイル自体を送るか、1つにまとめてください: gdal_translate 入力 出力.tif"));
        }
    }

    private static MitoshiException Exists(string name) => new("upload.exists", found: ($"{name} is there already", $"{name} はすでにあります"),
        expected: ("a new name", "新しい名前"), remedy: ("Rename the file; files are never replaced.", "名前を変えてください。既存のファイルは置き換えません。"));

    private string StateOf(string id, string account) => Path.Combine(Root, account, ".partial", id + ".json");

    private string PartialOf(Upload upload) => Path.Combine(Root, upload.Account, ".partial", upload.Id + ".bytes");
}

/// <summary>A file on its way.</summary>
internal sealed record Upload(string Id, string Account, string Name, long Length, string? Sha256);
