namespace Mitoshi.Forest.Inputs;

/// <summary>A place with its inputs and its reference, on one grid.</summary>
public sealed record ForestSite
{
    /// <summary>Name.</summary>
    [Parameter(En = "Name of the site", Ja = "サイト名")]
    public string Name { get; init; } = "site";

    /// <summary>CRS of the target grid.</summary>
    [Parameter(En = "CRS of the map, for example EPSG:32654, or local; default: that of the first input", Ja = "地図のCRS(例 EPSG:32654、または local)。既定は最初の入力のCRS")]
    public string Crs { get; init; } = "";

    /// <summary>Extent.</summary>
    [Parameter(En = "Extent in the CRS: west south east north; default: that of the first input", Ja = "範囲:西 南 東 北(CRSの単位)。既定は最初の入力の範囲")]
    public double[] Extent { get; init; } = [];

    /// <summary>Pixel size.</summary>
    [Parameter(En = "Pixel size", Ja = "画素の大きさ", Unit = "m", Min = 0.1)]
    public double Resolution { get; init; } = 10;

    /// <summary>Inputs.</summary>
    [Parameter(En = "Inputs by role", Ja = "種類ごとの入力")]
    public ForestInput[] Inputs { get; init; } = [];

    /// <summary>Reference AGB raster.</summary>
    [Parameter(En = "Reference AGB raster in Mg/ha (from lidar)", Ja = "参照AGBラスタ(Mg/ha、レーザ由来)", IsPath = true)]
    public string? Agb { get; init; }

    /// <summary>Reference canopy height raster.</summary>
    [Parameter(En = "Reference canopy height raster in metres (from lidar)", Ja = "参照樹高ラスタ(m、レーザ由来)", IsPath = true)]
    public string? Height { get; init; }

    /// <summary>Inventory plots.</summary>
    [Parameter(En = "Inventory plots with agb (Mg/ha) and area_ha: CSV with x and y, GeoPackage, ...", Ja = "調査プロット(agb、area_ha。CSVはx,y列)", IsPath = true)]
    public string? Plots { get; init; }
}
