using Mitoshi.Forest.Validation;
using Mitoshi.Gdal;
using Mitoshi.Statistics;
using Mitoshi.Testing;

namespace Mitoshi.Forest.Tests.Validation;

/// <summary>Real plots on real rasters: what the figures say is what the report says.</summary>
public sealed class RealPlotsTests(ITestOutputHelper output) : IDisposable
{
    // One factor from volume to biomass for all plots; a scale changes no R².
    private const double MegagramsPerCubicMetre = 0.55;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_map_from_the_radar_mosaic_of_Juupajoki_is_reported_to_say_nothing_of_single_plots()
    {
        float[] hh = Decibels("hh_dn.tif", out Grid grid), hv = Decibels("hv_dn.tif", out _);
        string[] lines = [.. File.ReadAllLines(SharedData.Require("forest/palsar2_juupajoki/juupajoki_plots.csv")).Skip(1)];
        (string Id, double X, double Y, double Agb, double Hh, double Hv)[] plots = [.. lines.Select(line => line.Split(',')).Select(cells =>
        {
            (double column, double row) = grid.Transform.ToPixel(double.Parse(cells[2]), double.Parse(cells[3]));
            int pixel = ((int)row * grid.Width) + (int)column;
            return (cells[0], double.Parse(cells[2]), double.Parse(cells[3]), MegagramsPerCubicMetre * double.Parse(cells[4]), (double)hh[pixel], (double)hv[pixel]);
        })];
        Assert.Equal(178, plots.Length);

        // Every other plot makes the map, the others judge it.
        var training = plots.Where((_, i) => i % 2 == 0).ToArray();
        LinearRegression fit = LinearRegression.Fit(
            DesignMatrix.Intercept(training.Length).WithColumn("hh", [.. training.Select(plot => plot.Hh)]).WithColumn("hv", [.. training.Select(plot => plot.Hv)]), [.. training.Select(plot => plot.Agb)]);
        string map = _folder.File("juupajoki_agb.tif"), held = _folder.File("held.csv");
        using (RasterWriter writer = RasterWriter.Create(map, grid, new RasterFormat(PixelType.Float32, 1) { NoData = float.NaN }))
        {
            writer.Write<float>(grid.Whole, 0, [.. hh.Zip(hv, (a, b) => (float)Math.Max(0, fit.Coefficients[0] + (fit.Coefficients[1] * a) + (fit.Coefficients[2] * b)))]);
            writer.Commit();
        }

        File.WriteAllText(held, "plot,x,y,agb_mg_ha\n" + string.Join('\n', plots.Where((_, i) => i % 2 == 1).Select(plot => $"{plot.Id},{plot.X:R},{plot.Y:R},{plot.Agb:R}")));
        ForestValidation result = await new ValidateForest { Map = map, Plots = held, PlotCrs = "EPSG:32635", PlotArea = 0.126, Output = _folder.File("out") }
            .RunTypedAsync(new ProcessContext { Workspace = new Workspace(_folder.Path), Language = Language.Japanese });
        MapAccuracy accuracy = result.Outcome!.Plots!.Values.Accuracy;
        output.WriteLine($"Juupajoki, {accuracy.Count} plots: RMSE {accuracy.Rmse:0.0} Mg/ha, R² {accuracy.RSquared:0.000}, squared correlation {accuracy.CorrelationSquared:0.00}");
        Assert.InRange(accuracy.RSquared, -0.2, 1 - (1 / 1.1));
        Assert.Contains(result.Warnings, warning => warning.En.StartsWith("The map carries almost nothing", StringComparison.Ordinal));
        Assert.Contains("ほとんど情報を持ちません", File.ReadAllText(result.Report));
        if (Environment.GetEnvironmentVariable("MITOSHI_REPORTS") is { Length: > 0 } shown)
        {
            Directory.CreateDirectory(shown);
            File.Copy(result.Report, Path.Combine(shown, "juupajoki.html"), overwrite: true);
        }
    }

    // Field coordinates go to UTM by the corners of each plot; stems stand where the canopy is, and large stems under high canopy.
    [Fact]
    public void The_mapped_trees_of_Nouragues_stand_under_the_canopy_that_their_diameters_promise()
    {
        using RasterFile canopy = RasterFile.Open(SharedData.Require("forest/nouragues/chm_2012.tif"), new Crs("EPSG:32622"));
        Assert.Equal((535, 495), (canopy.Grid.Width, canopy.Grid.Height));
        float[] heights = new float[canopy.Grid.PixelCount];
        canopy.ReadPhysical(canopy.Grid.Whole, [0], heights);
        Assert.Equal(32.7297, heights.Where(float.IsFinite).Average(), tolerance: 1e-3);
        string[][] corners = Table("plot_corners_201_to_221.csv"), trees = Table("trees.csv");
        Assert.Equal((16, 2050), (corners.Length, trees.Length));
        List<(double Diameter, double Canopy)> stems = [];
        foreach (IGrouping<string, string[]> plot in corners.GroupBy(corner => corner[1]))
        {
            DesignMatrix design = DesignMatrix.Intercept(4).WithColumn("x", [.. plot.Select(c => double.Parse(c[2]))]).WithColumn("y", [.. plot.Select(c => double.Parse(c[3]))]);
            IReadOnlyList<double> east = LinearRegression.Fit(design, [.. plot.Select(c => double.Parse(c[4]))]).Coefficients, north = LinearRegression.Fit(design, [.. plot.Select(c => double.Parse(c[5]))]).Coefficients;
            foreach (string[] tree in trees.Where(tree => tree[1] == plot.Key))
            {
                double x = double.Parse(tree[2]), y = double.Parse(tree[3]);
                (double column, double row) = canopy.Grid.Transform.ToPixel(east[0] + (east[1] * x) + (east[2] * y), north[0] + (north[1] * x) + (north[2] * y));
                if (column >= 0 && row >= 0 && column < canopy.Grid.Width && row < canopy.Grid.Height && heights[((int)row * canopy.Grid.Width) + (int)column] is var height && float.IsFinite(height))
                {
                    stems.Add((double.Parse(tree[7]), height));
                }
            }
        }

        double all = stems.Average(stem => stem.Canopy), large = stems.Where(stem => stem.Diameter >= 60).Average(stem => stem.Canopy);
        output.WriteLine($"Nouragues: {stems.Count} of 2050 stems on the canopy model, mean height {all:0.0} m, over the {stems.Count(stem => stem.Diameter >= 60)} stems of 60 cm and more {large:0.0} m");
        Assert.True(stems.Count > 1900);
        Assert.True(large > all + 3);
    }

    private static string[][] Table(string name) => [.. File.ReadAllLines(SharedData.Require("forest/nouragues/" + name)).Skip(1).Select(line => line.Replace("\"", "", StringComparison.Ordinal).Split(','))];

    // Power averaged over 3 x 3 pixels, then decibels: the mean of decibels is biased low.
    private static float[] Decibels(string name, out Grid grid)
    {
        using RasterFile file = RasterFile.Open(SharedData.Require("forest/palsar2_juupajoki/" + name));
        grid = file.Grid;
        float[] numbers = new float[grid.PixelCount], decibels = new float[grid.PixelCount];
        file.ReadPhysical(grid.Whole, [0], numbers);
        for (int row = 0; row < grid.Height; row++)
        {
            for (int column = 0; column < grid.Width; column++)
            {
                double sum = 0;
                int count = 0;
                for (int i = 0; i < 9; i++)
                {
                    int r = row + (i / 3) - 1, c = column + (i % 3) - 1;
                    if (r >= 0 && c >= 0 && r < grid.Height && c < grid.Width)
                    {
                        double number = numbers[(r * grid.Width) + c];
                        sum += number * number;
                        count++;
                    }
                }

                decibels[(row * grid.Width) + column] = (float)((10 * Math.Log10(sum / count)) - 83);
            }
        }

        return decibels;
    }
}
