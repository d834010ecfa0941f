using Mitoshi.Forest.Inputs;

namespace Mitoshi.Forest.Projects;

/// <summary>The parameters that all forest processes read from one project file.</summary>
public abstract record ForestProcess<TResult> : Process<TResult>
    where TResult : ProcessResult
{
    /// <summary>Name of the model.</summary>
    [Parameter(En = "Name of the model (in the workspace), or the path of its folder", Ja = "モデル名(ワークスペース内)、またはそのフォルダ")]
    public string Model { get; init; } = "forest";

    /// <summary>Sites.</summary>
    [Parameter(En = "Sites, each with its grid, inputs and reference", Ja = "サイト(格子、入力、参照データ)")]
    public ForestSite[] Sites { get; init; } = [];

    /// <summary>Inputs of a project with one site.</summary>
    [Parameter(En = "Inputs of a project with a single site", Ja = "サイトが1つのときの入力")]
    public ForestInput[] Inputs { get; init; } = [];

    /// <summary>Reference AGB of a project with one site.</summary>
    [Parameter(En = "Reference AGB raster of a single site (Mg/ha)", Ja = "サイトが1つのときの参照AGB(Mg/ha)", IsPath = true)]
    public string? Agb { get; init; }

    /// <summary>Reference height of a project with one site.</summary>
    [Parameter(En = "Reference canopy height raster of a single site (m)", Ja = "サイトが1つのときの参照樹高(m)", IsPath = true)]
    public string? Height { get; init; }

    /// <summary>CRS of a project with one site.</summary>
    [Parameter(En = "CRS of the map of a single site", Ja = "サイトが1つのときの地図のCRS")]
    public string Crs { get; init; } = "";

    /// <summary>Extent of a project with one site.</summary>
    [Parameter(En = "Extent of a single site: west south east north", Ja = "サイトが1つのときの範囲:西 南 東 北")]
    public double[] Extent { get; init; } = [];

    /// <summary>Pixel size of a project with one site.</summary>
    [Parameter(En = "Pixel size of a single site", Ja = "サイトが1つのときの画素の大きさ", Unit = "m", Min = 0.1)]
    public double Resolution { get; init; } = 10;

    internal IReadOnlyList<ForestSite> SitesOfProject() => AllSites();

    /// <summary>The sites, however they were written.</summary>
    protected IReadOnlyList<ForestSite> AllSites()
    {
        ForestSite[] sites = Sites.Length > 0 ? Sites : Inputs.Length == 0 ? [] :
            [new ForestSite { Name = "site", Crs = Crs, Extent = Extent, Resolution = Resolution, Inputs = Inputs, Agb = Agb, Height = Height }];
        return sites.Length > 0 ? sites : throw new MitoshiException("forest.no_sites",
            found: ("no sites and no inputs", "サイトも入力もありません"),
            expected: ("`sites:` (or `inputs:` for a single site) in a project file", "プロジェクトファイルの `sites:`(サイトが1つなら `inputs:`)"),
            remedy: ("Write one: mitoshi forest init FOLDER, then give it as first argument.", "mitoshi forest init フォルダ で作り、最初の引数に指定してください。"));
    }
}
