using Mitoshi.Gdal;

namespace Mitoshi.Forest;

/// <summary>Reads areas and turns them into the map's CRS.</summary>
internal static class AreaReader
{
    /// <summary>Name of the area when none is given.</summary>
    public const string WholeMap = "map";

    /// <exception cref="MitoshiException"><c>estimate.no_polygons</c>, <c>estimate.no_crs</c>, <c>vector.*</c>.</exception>
    public static List<AreaPolygon> Read(string? path, string? nameColumn, Grid grid)
    {
        if (path is null)
        {
            (double west, double north) = grid.Transform.ToMap(0, 0);
            (double east, double south) = grid.Transform.ToMap(grid.Width, grid.Height);
            return [AreaPolygon.Rectangle(WholeMap, Math.Min(west, east), Math.Min(north, south), Math.Max(west, east), Math.Max(north, south))];
        }

        VectorLayer layer = VectorFile.Read(path);
        using CoordinateTransform? transform = Transform(layer.Crs, grid.Crs, path);
        int column = NameColumn(layer, nameColumn, path);
        List<AreaPolygon> areas = [];
        HashSet<string> names = [];
        for (int i = 0; i < layer.Features.Count; i++)
        {
            VectorFeature feature = layer.Features[i];
            string name = column >= 0 && feature.Attributes[column].Text is { Length: > 0 } text ? text : $"area {i + 1}";
            for (int copy = 2; !names.Add(name); copy++)
            {
                name = $"{name} ({copy})";
            }

            if (feature.Geometry is not null && AreaPolygon.FromWkb(name, feature.Geometry) is { } polygon)
            {
                areas.Add(transform is null ? polygon : polygon.Transform(transform));
            }
        }

        return areas.Count > 0 ? areas : throw new MitoshiException(
            "estimate.no_polygons",
            found: ($"{Path.GetFileName(path)} has no polygon", $"{Path.GetFileName(path)} にポリゴンがありません"),
            expected: ("areas as polygons", "ポリゴンの地域"),
            remedy: ("Give a layer of polygons, or leave it out for the whole map.", "ポリゴンのレイヤーを与えるか、地図全体なら省いてください。"));
    }

    /// <summary>Null when no turning is needed.</summary>
    public static CoordinateTransform? Transform(Crs? from, Crs to, string path)
    {
        if (from is null && !to.IsLocal)
        {
            throw new MitoshiException(
                "estimate.no_crs",
                found: ($"{Path.GetFileName(path)} has no coordinate reference system", $"{Path.GetFileName(path)} に座標参照系がありません"),
                expected: ("one that can be turned into the map's", "地図の座標参照系に変換できるもの"),
                remedy: ("Declare it: --crs EPSG:6677 for plots in a table; write areas as GeoPackage with a CRS.", "表のプロットは --crs EPSG:6677 で宣言し、地域は座標参照系つきのGeoPackageにしてください。"));
        }

        return to.IsLocal || from!.IsLocal ? null : new CoordinateTransform(from, to);
    }

    private static int NameColumn(VectorLayer layer, string? wanted, string path)
    {
        string[] usual = wanted is not null ? [wanted] : ["name", "area", "id", "名称", "地域"];
        foreach (string name in usual)
        {
            for (int i = 0; i < layer.Fields.Count; i++)
            {
                if (layer.Fields[i].Name.Equals(name, StringComparison.OrdinalIgnoreCase))
                {
                    return i;
                }
            }
        }

        return wanted is null ? -1 : throw new MitoshiException(
            "plots.no_column",
            found: ($"{Path.GetFileName(path)} has no column {wanted}", $"{Path.GetFileName(path)} に列「{wanted}」がありません"),
            expected: (string.Join(", ", layer.Fields.Select(field => field.Name)), string.Join("、", layer.Fields.Select(field => field.Name))),
            remedy: ("Name a column that is there.", "ある列を指定してください。"));
    }
}
