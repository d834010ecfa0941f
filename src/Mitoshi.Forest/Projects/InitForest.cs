using System.Text;
using Mitoshi.Gdal;

namespace Mitoshi.Forest.Projects;

/// <summary>Writes a commented project file from a folder of files that it looks through.</summary>
[Process("forest_init", En = "Write a commented project file from a folder of files", Ja = "フォルダの中を見て、注釈つきのプロジェクトファイルを書く",
    Examples = ["forest init data/stand-a", "forest init data --output project.yaml"])]
public sealed record InitForest : Process<ForestProjectFile>
{
    private static readonly string[] Extensions = [".tif", ".tiff", ".vrt", ".jp2", ".img", ".csv", ".gpkg", ".geojson", ".shp"];

    /// <summary>Folder to look through.</summary>
    [Parameter(En = "Folder to look through; its subfolders become sites", Ja = "調べるフォルダ。サブフォルダはサイトになる", Position = 0, IsPath = true)]
    public required string Folder { get; init; }

    /// <summary>Where to write.</summary>
    [Parameter(En = "Project file to write; default forest.yaml in the folder", Ja = "書き出すプロジェクトファイル。既定はフォルダ内の forest.yaml", IsPath = true)]
    public string Output { get; init; } = "";

    /// <inheritdoc/>
    protected override Task<ForestProjectFile> RunAsync(ProcessContext context)
    {
        if (!Directory.Exists(Folder))
        {
            throw new MitoshiException("init.no_folder", found: ($"{Folder} is no folder", $"{Folder} はフォルダではありません"),
                expected: ("a folder with scenes, a reference and perhaps plots", "シーンと参照データ(とプロット)の入ったフォルダ"),
                remedy: ("Check the name.", "名前を確かめてください。"));
        }

        string output = Path.GetFullPath(Output.Length > 0 ? Output : Path.Combine(Folder, "forest.yaml"));
        List<(string Name, List<(string Path, FileGuess Guess)> Files)> sites = FindSites();
        int fileCount = sites.Sum(site => site.Files.Count);
        if (fileCount == 0)
        {
            throw new MitoshiException("init.nothing_found", found: ($"{Folder} holds no file whose name is known", $"{Folder} に名前のわかるファイルがありません"),
                expected: ("names such as S2..._20240501.tif, N36E138_20_sl_HV_F02DAR.tif, agb.tif, plots.csv", "S2..._20240501.tif、N36E138_20_sl_HV_F02DAR.tif、agb.tif、plots.csv のような名前"),
                remedy: ("Write the inputs by hand: docs/processes/forest_train.md shows how.", "docs/processes/forest_train.md を見て、入力を手で書いてください。"));
        }

        string text = new ProjectText(Path.GetDirectoryName(output)!, context.Language).Write(sites, IsLocal(sites[0].Files));
        context.Files.WriteAtomically(output, Encoding.UTF8.GetBytes(text));
        return Task.FromResult(new ForestProjectFile(output, sites.Count, fileCount));
    }

    private static bool IsLocal(List<(string Path, FileGuess Guess)> files)
    {
        string? raster = files.Where(file => file.Guess.Use == "input").Select(file => file.Path).FirstOrDefault();
        if (raster is null)
        {
            return false;
        }

        try
        {
            using RasterFile file = RasterFile.Open(raster);
            return false;
        }
        catch (MitoshiException error) when (error.Code == "grid.no_crs")
        {
            return true;
        }
    }

    private List<(string Name, List<(string Path, FileGuess Guess)> Files)> FindSites()
    {
        List<(string Name, List<(string Path, FileGuess Guess)> Files)> sites = [];
        foreach (string folder in Directory.EnumerateDirectories(Folder).Prepend(Folder).OrderBy(path => path, StringComparer.Ordinal))
        {
            List<(string Path, FileGuess Guess)> files = [.. Directory.EnumerateFiles(folder)
                .Where(path => Extensions.Contains(Path.GetExtension(path).ToLowerInvariant()))
                .OrderBy(path => path, StringComparer.Ordinal)
                .Select(path => (Path: path, Guess: FileGuess.Of(Path.GetFileName(path))))
                .Where(file => file.Guess is not null)
                .Select(file => (file.Path, file.Guess!))];
            if (files.Count > 0)
            {
                sites.Add((Path.GetFileName(Path.GetFullPath(folder)), files));
            }
        }

        return sites;
    }
}

/// <summary>The project file that was written.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="SiteCount">Sites in it.</param>
/// <param name="FileCount">Files in it.</param>
public sealed record ForestProjectFile(string Path, int SiteCount, int FileCount) : ProcessResult
{
    /// <inheritdoc/>
    public override Summary Summarise() => new(($"{FileCount} files in {SiteCount} sites", $"{SiteCount} サイト、{FileCount} ファイル"))
    {
        Notes = [("What a file is was guessed from its name: read the project file before you trust it.", "種類はファイル名からの推測です。使う前にプロジェクトファイルを読んでください。")],
        Files = [new OutputFile(("project", "プロジェクト"), Path)],
        NextSteps = [$"mitoshi forest train {Path}"],
    };
}
