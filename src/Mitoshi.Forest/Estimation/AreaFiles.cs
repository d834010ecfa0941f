using System.Buffers.Binary;
using System.Text;
using Mitoshi.Gdal;
using Mitoshi.Statistics;

namespace Mitoshi.Forest;

/// <summary>Writes estimates as a table and as polygons.</summary>
internal static class AreaFiles
{
    private static readonly string[] Columns = ["area", "estimator", "hectares", "plots", "map_mean", "mean", "se_sample", "se", "lower", "upper", "total", "total_se", "relative_efficiency"];

    public static void Write(AreaEstimates estimates, string tablePath, string layerPath, Crs crs, IReadOnlyList<AreaPolygon> polygons, IFiles files)
    {
        StringBuilder text = new();
        text.AppendJoin(',', Columns).Append('\n');
        foreach (AreaEstimate area in estimates.Rows)
        {
            string name = area.Area.AsSpan().IndexOfAny(',', '"', '\n') < 0 ? area.Area : $"\"{area.Area.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
            text.Append(name).Append(',').Append(area.Chosen?.ToString() ?? "not usable").Append(',')
                .AppendJoin(',', Numbers(area, estimates.Level).Select(number => double.IsNaN(number) ? "" : number.ToString("R"))).Append('\n');
        }

        files.WriteAtomically(tablePath, Encoding.UTF8.GetBytes(text.ToString()));
        VectorField[] fields = [.. Columns.Select(column => new VectorField(column, column is not ("area" or "estimator")))];
        VectorFile.Write(layerPath, new VectorLayer("areas", crs, fields, [.. estimates.Areas.Select((area, i) => new VectorFeature(i, Polygon(polygons[i]),
        [
            VectorAttribute.Of(area.Area), VectorAttribute.Of(area.Chosen?.ToString() ?? "not usable"),
            .. Numbers(area, estimates.Level).Select(number => double.IsNaN(number) ? VectorAttribute.Nothing : VectorAttribute.Of(number)),
        ]))]), VectorGeometry.Any);
    }

    private static double[] Numbers(AreaEstimate area, double level)
    {
        Interval? interval = area.MeanWithAllometry?.Interval(level);
        return
        [
            area.Hectares, area.Plots, area.MapMean, area.Mean?.Value ?? double.NaN, area.Mean?.Error.Magnitude ?? double.NaN,
            area.MeanWithAllometry?.Error.Magnitude ?? double.NaN, interval?.Lower ?? double.NaN, interval?.Upper ?? double.NaN,
            area.Total?.Value ?? double.NaN, area.Total?.Error.Magnitude ?? double.NaN, area.RelativeEfficiency,
        ];
    }

    // One polygon with all rings: programs that fill by the even-odd rule show it right.
    private static byte[] Polygon(AreaPolygon area)
    {
        byte[] wkb = new byte[9 + area.Rings.Sum(ring => 4 + (16 * ring.X.Length))];
        wkb[0] = 1;
        BinaryPrimitives.WriteUInt32LittleEndian(wkb.AsSpan(1), 3);
        BinaryPrimitives.WriteUInt32LittleEndian(wkb.AsSpan(5), (uint)area.Rings.Count);
        int at = 9;
        foreach ((double[] x, double[] y) in area.Rings)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(wkb.AsSpan(at), (uint)x.Length);
            at += 4;
            for (int i = 0; i < x.Length; i++)
            {
                BinaryPrimitives.WriteDoubleLittleEndian(wkb.AsSpan(at), x[i]);
                BinaryPrimitives.WriteDoubleLittleEndian(wkb.AsSpan(at + 8), y[i]);
                at += 16;
            }
        }

        return wkb;
    }
}
