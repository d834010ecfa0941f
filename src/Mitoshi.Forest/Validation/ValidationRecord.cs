using System.Text;
using Mitoshi.Gdal;

namespace Mitoshi.Forest.Validation;

/// <summary>The numbers behind a validation, beside its report: a row for each plot, the difference map.</summary>
internal static class ValidationRecord
{
    public static void Write(ValidationOutcome outcome, MapUnderTest map, string folder, IFiles files)
    {
        if (outcome.Plots is { } plots)
        {
            StringBuilder text = new("plot,x,y,field_mg_ha,field_se_mg_ha,map_mg_ha,map_lower_mg_ha,map_upper_mg_ha,is_outlier\n");
            HashSet<int> outliers = [.. plots.Values.Outliers().Select(outlier => outlier.Index)];
            for (int i = 0; i < plots.Plots.Count; i++)
            {
                SamplePlot plot = plots.Plots[i];
                string name = plot.Id.AsSpan().IndexOfAny(',', '"', '\n') < 0 ? plot.Id : $"\"{plot.Id.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
                text.Append(name).Append(',').AppendJoin(',', new[] { plot.X, plot.Y, plot.Value, plot.ValueError, plot.MapValue, plots.Values.Lower[i], plots.Values.Upper[i] }
                    .Select(number => double.IsNaN(number) ? "" : number.ToString("R"))).Append(outliers.Contains(i) ? ",1\n" : ",0\n");
            }

            files.WriteAtomically(Path.Combine(folder, "plots.csv"), Encoding.UTF8.GetBytes(text.ToString()));
        }

        if (outcome.Raster is { } raster)
        {
            using RasterWriter writer = RasterWriter.Create(Path.Combine(folder, "difference.tif"), map.Grid, new RasterFormat(PixelType.Float32, 1) { NoData = float.NaN });
            writer.Write<float>(map.Grid.Whole, 0, [.. raster.Agb.Zip(raster.Truth, (agb, truth) => agb - truth)]);
            writer.Commit();
        }
    }
}
