namespace Mitoshi.Lidar;

/// <summary>Says what is in point cloud files.</summary>
[Process("lidar_info",
    En = "Show what is in LAS and LAZ files",
    Ja = "LAS・LAZファイルの内容を表示する",
    Examples = ["lidar info tiles/a.laz", "lidar info tiles --classes"])]
public sealed record ShowLidarInfo : Process<LidarInfo>
{
    /// <summary>Files, patterns or folders.</summary>
    [Parameter(En = "LAS or LAZ files, patterns or folders", Ja = "LAS・LAZファイル、パターンまたはフォルダー", Position = 0, IsPath = true)]
    public required string[] Points { get; init; }

    /// <summary>True to read every point.</summary>
    [Parameter(En = "Read every point: counts by class and return, whether the file is sound", Ja = "すべての点を読み、クラス・リターン別の点数とファイルの健全性を調べる")]
    public bool Classes { get; init; }

    /// <inheritdoc/>
    protected override Task<LidarInfo> RunAsync(ProcessContext context) => Task.Run(() =>
    {
        List<LidarFileInfo> files = [];
        IReadOnlyList<string> paths = CloudFiles.Expand(Points);
        using IProgressTask task = context.Progress.Start(("Reading files", "ファイルを読み込み中"), paths.Count);
        foreach (string path in paths)
        {
            using LasFile file = LasFile.Open(path);
            files.Add(LidarFileInfo.Of(file, Classes, context));
            task.Advance(1);
        }

        return new LidarInfo(files);
    });
}
