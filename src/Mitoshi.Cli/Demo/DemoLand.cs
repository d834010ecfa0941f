using System.Globalization;
using System.Text;
using Mitoshi.Gdal;

namespace Mitoshi.Cli.Demo;

/// <summary>The land of the demo's two simulated projects: new forest grows in the east half, the west half keeps what is there. They share an edge.</summary>
internal sealed record DemoLand(string Folder)
{
    /// <summary>Stands that only grow, in the east half.</summary>
    public const int Growing = 1;

    /// <summary>Classes of forest in the west half, by the codes of the land cover, with the names of the places.</summary>
    public static IReadOnlyList<(int Code, string Name)> WestClasses { get; } = [(6, "deciduous"), (9, "evergreen")];

    public string EastZones => Path.Combine(Folder, "east_growing.tif");

    public string WestZones => Path.Combine(Folder, "west_cover.tif");

    public string WestBoundary => Path.Combine(Folder, "west.geojson");

    public string EastBoundary => Path.Combine(Folder, "east.geojson");

    /// <summary>Cuts the simulated landscape in two and writes zones and boundaries.</summary>
    public static DemoLand Write(string landscape, string landCover, IFiles files)
    {
        DemoLand land = new(Path.Combine(landscape, "projects"));
        files.CreateFolder(land.Folder);
        Grid grid = WriteZones(land.EastZones, Path.Combine(landscape, "truth", "change.tif"), isWest: false, code => code == Growing);
        _ = WriteZones(land.WestZones, landCover, isWest: true, code => WestClasses.Any(kind => kind.Code == code));
        WriteBoundary(land.WestBoundary, grid, 0, grid.Width / 2, files);
        WriteBoundary(land.EastBoundary, grid, grid.Width / 2, grid.Width, files);
        return land;
    }

    private static Grid WriteZones(string path, string codesPath, bool isWest, Func<byte, bool> isKept)
    {
        using RasterFile source = RasterFile.Open(codesPath);
        byte[] codes = new byte[source.Grid.PixelCount];
        source.Read<byte>(source.Grid.Whole, [0], codes);
        for (int i = 0; i < codes.Length; i++)
        {
            bool isInside = i % source.Grid.Width < source.Grid.Width / 2 == isWest;
            codes[i] = isInside && isKept(codes[i]) ? codes[i] : (byte)0;
        }

        RasterFormat format = new(PixelType.UInt8, 1) { NoData = 0, TileSize = 256, Metadata = new Dictionary<string, string> { ["SIMULATED"] = "YES" } };
        using RasterWriter writer = RasterWriter.Create(path, source.Grid, format);
        writer.Write<byte>(source.Grid.Whole, 0, codes);
        writer.Commit();
        return source.Grid;
    }

    private static void WriteBoundary(string path, Grid grid, int west, int east, IFiles files)
    {
        (double Column, double Row)[] corners = [(west, grid.Height), (east, grid.Height), (east, 0), (west, 0), (west, grid.Height)];
        using CoordinateTransform toDegrees = new(grid.Crs, Crs.Wgs84);
        string ring = string.Join(',', corners.Select(corner =>
        {
            (double x, double y) = grid.Transform.ToMap(corner.Column, corner.Row);
            (double longitude, double latitude) = toDegrees.Transform(x, y);
            return string.Create(CultureInfo.InvariantCulture, $"[{longitude:0.#########},{latitude:0.#########}]");
        }));
        files.WriteAtomically(path, Encoding.UTF8.GetBytes($"{{\"type\":\"Polygon\",\"coordinates\":[[{ring}]]}}\n"));
    }
}
