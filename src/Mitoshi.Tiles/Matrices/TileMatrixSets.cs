namespace Mitoshi.Tiles;

/// <summary>The sets that are served.</summary>
public static class TileMatrixSets
{
    // Half the length of the equator on the sphere of EPSG:3857 (radius 6,378,137 m).
    private const double MercatorEdge = Math.PI * 6378137.0;
    private const double MetresPerDegree = Math.PI * 6378137.0 / 180;
    private const double ScreenPixelMetres = 0.28e-3;

    /// <summary>Spherical Mercator, one tile at level 0: every web map (OGC 17-083r4, annex D.1).</summary>
    public static TileMatrixSet WebMercatorQuad { get; } = new("WebMercatorQuad", ("Google Maps Compatible for the World", "ウェブメルカトル"), new Crs("EPSG:3857"), -MercatorEdge, MercatorEdge,
        Levels(count: 25, 2 * MercatorEdge / TileMatrix.TileSize, metresPerUnit: 1, columns: 1, rows: 1));

    /// <summary>Longitude and latitude, two tiles at level 0 (annex D.2).</summary>
    public static TileMatrixSet WorldCrs84Quad { get; } = new("WorldCRS84Quad", ("CRS84 for the World", "経緯度"), Crs.Wgs84, -180, 90,
        Levels(count: 24, 180.0 / TileMatrix.TileSize, MetresPerDegree, columns: 2, rows: 1));

    /// <summary>All sets: both of OGC, and the UTM zones 51N to 56N, which cover Japan.</summary>
    public static IReadOnlyList<TileMatrixSet> All { get; } = [WebMercatorQuad, WorldCrs84Quad, .. Enumerable.Range(51, 6).Select(Utm)];

    /// <summary>The set of a name.</summary>
    /// <exception cref="MitoshiException"><c>tiles.unknown_matrix_set</c>.</exception>
    public static TileMatrixSet Named(string id) => All.FirstOrDefault(set => set.Id == id) ?? throw new MitoshiException("tiles.unknown_matrix_set",
        found: ($"there is no tile matrix set \"{id}\"", $"タイル行列セット \"{id}\" はありません"),
        expected: string.Join(", ", All.Select(set => set.Id)),
        remedy: ("take WebMercatorQuad for a web map", "ウェブ地図には WebMercatorQuad を使ってください"));

    // Pixels of 40,960 m at level 0 and of 10 m at level 12, on multiples of 10 m: there the pixels of Sentinel-2 and of 10-m maps lie exactly.
    private static TileMatrixSet Utm(int zone) => new($"UTM{zone}N", ($"WGS 84 / UTM zone {zone}N, 10 m at level 12", $"WGS 84 / UTM 第{zone}帯 (北半球)、レベル 12 で 10 m"),
        new Crs($"EPSG:{32600 + zone}"), 0, 10_000_000, Levels(count: 19, 40_960, metresPerUnit: 1, columns: 1, rows: 1));

    private static IReadOnlyList<TileMatrix> Levels(int count, double resolution, double metresPerUnit, int columns, int rows)
        => [.. Enumerable.Range(0, count).Select(level => new TileMatrix(
            level, resolution / (1 << level), resolution / (1 << level) * metresPerUnit / ScreenPixelMetres, columns << level, rows << level))];
}
