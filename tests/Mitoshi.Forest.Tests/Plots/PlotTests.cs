using System.Text.Json;
using Mitoshi.Testing;

namespace Mitoshi.Forest.Tests.Plots;

public sealed class PlotTests
{
    [Fact]
    public void Nested_circles_expand_each_tree_by_its_own_area()
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(SharedData.Require("forest_reference/vectors/validation_vectors.json")));
        JsonElement vector = document.RootElement.GetProperty("nested_circles"), answer = vector.GetProperty("answer");
        PlotDesign design = PlotDesign.JapanNationalInventory;
        double[] dbh = [.. vector.GetProperty("trees_dbh_cm_h_m").EnumerateArray().Select(tree => tree[0].GetDouble())];
        double[] factors = [.. dbh.Select(d => design.ExpansionFactor(d))];
        Assert.Equal([.. answer.GetProperty("by_tree_factor").EnumerateArray().Select(f => f.GetDouble())], factors, new Within(1e-9));
        Assert.Equal(answer.GetProperty("stems_per_ha").GetDouble(), factors.Sum(), 9);
        Assert.Equal(answer.GetProperty("basal_area_m2_ha").GetDouble(), dbh.Zip(factors, (d, f) => f * Math.PI * d * d / 40000).Sum(), 9);
        Assert.Equal(answer.GetProperty("radii_m").GetProperty("r010").GetDouble(), design.Circles[2].RadiusMetres, 9);
    }

    [Fact]
    public void Overlap_of_a_circle_with_pixels_is_exact()
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(SharedData.Require("forest_reference/vectors/validation_vectors.json")));
        JsonElement vector = document.RootElement.GetProperty("circle_pixel_overlap");
        double radius = vector.GetProperty("radius_m").GetDouble();
        foreach (JsonElement place in vector.GetProperty("answer").EnumerateArray())
        {
            double x = place.GetProperty("centre")[0].GetDouble(), y = place.GetProperty("centre")[1].GetDouble(), total = 0;
            int touched = 0;
            for (int row = 0; row < 6; row++)
            {
                for (int column = 0; column < 6; column++)
                {
                    double area = CircleOverlap.Area(x, y, radius, 10 * column, 10 * row, (10 * column) + 10, (10 * row) + 10);
                    Assert.Equal(place.GetProperty("area_m2_rows_south_to_north")[row][column].GetDouble(), area, 7);
                    total += area;
                    touched += area > 1e-9 ? 1 : 0;
                }
            }

            Assert.Equal(1000, total, 8);
            Assert.Equal(place.GetProperty("pixels_touched").GetInt32(), touched);
        }
    }

    [Fact]
    public void A_plot_on_the_edge_counts_its_trees_twice_per_hectare_and_weighs_half()
    {
        Assert.Equal(50, PlotDesign.Fixed(0.04).ExpansionFactor(20, insideShare: 0.5), 9);
        Assert.Equal(25, PlotDesign.Fixed(0.04).ExpansionFactor(20), 9);
    }

    [Fact]
    public void Radii_along_a_slope_of_60_degrees_hold_half_the_area() => Assert.Equal(50, PlotDesign.Fixed(0.04).ExpansionFactor(20, 1, 60), 9);

    [Fact]
    public async Task Two_plots_from_csv_with_shift_jis_and_decimal_comma()
    {
        using TemporaryFolder folder = new();
        PlotSums sums = await Run(folder,
            "プロット;x;y\nA;100,5;200\nB;300;400\n",
            "プロット;樹種;胸高直径(cm);樹高(m)\nA;スギ;30,5;20,2\nA;ヒノキ;18,0;14\n",
            new SumPlots { Plots = folder.File("plots.csv"), Trees = folder.File("trees.csv"), Output = folder.File("out.csv"), Prefecture = "東京", Decimal = DecimalMark.Comma, Draws = 200 },
            isShiftJis: true);
        Assert.Equal(2, sums.Plots.Count);
        Assert.Equal(100.5, sums.Plots[0].X);
        Assert.Equal(20, sums.Plots[0].StemsPerHectare, 9);
        double volume = 10 * (JapaneseStemVolume.CubicMetres("東京スギ", 30.5, 20.2) + JapaneseStemVolume.CubicMetres("東京ヒノキ", 18, 14));
        Assert.Equal(volume, sums.Plots[0].StemVolume, 9);
        Assert.True(sums.Plots[0].Agb.Error.Magnitude > 0);
        Assert.Equal(0, sums.Plots[1].Agb.Value);
        Assert.Contains("agb_mg_ha", File.ReadAllText(folder.File("out.csv")));
    }

    [Fact]
    public async Task Shared_factors_do_not_average_out_and_single_trees_do()
    {
        using TemporaryFolder folder = new();
        string plots = "plot\n", trees = "plot,species,dbh_cm,height_m\n";
        for (int i = 0; i < 200; i++)
        {
            plots += $"P{i:000}\n";
            trees += $"P{i:000},sugi,25,18\n";
        }

        PlotSums sums = await Run(folder, plots, trees,
            new SumPlots { Plots = folder.File("plots.csv"), Trees = folder.File("trees.csv"), Output = folder.File("out.csv"), Prefecture = "Tokyo", Draws = 2000 });
        double mean = sums.Plots.Average(plot => plot.Agb.Value), shared = sums.MeanErrorShared.Magnitude / mean;

        // Density 5 % and BEF 8 % give 9.4 %, however many plots there are.
        Assert.Equal(Math.Sqrt((0.05 * 0.05) + (0.08 * 0.08)), shared, 0.01);
        Assert.True(sums.Plots[0].Agb.Error.Magnitude > sums.Plots[0].AgbErrorShared.Magnitude);
    }

    [Fact]
    public async Task A_geopackage_of_plots_comes_back_with_its_places()
    {
        using TemporaryFolder folder = new();
        await Run(folder, "plot,x,y\nA,-10000,-20000\n", "plot,species,dbh_cm,height_m\nA,sugi,25,18\n",
            new SumPlots { Plots = folder.File("plots.csv"), Trees = folder.File("trees.csv"), Output = folder.File("out.gpkg"), Prefecture = "Tokyo", Crs = "EPSG:6677", Draws = 100 });
        Mitoshi.Gdal.VectorLayer layer = Mitoshi.Gdal.VectorFile.Read(folder.File("out.gpkg"));
        Assert.Equal((-10000.0, -20000.0), PlotGeometry.Read(layer.Features[0].Geometry));
    }

    [Theory]
    [InlineData("plot\nA\n", "plot,species,dbh,height_m\nA,sugi,25,18\n", "plots.unit_needed")]
    [InlineData("plot\nA\n", "plot,species,dbh_cm,height\nA,sugi,25,18\n", "plots.unit_needed")]
    [InlineData("plot\nA\n", "plot,species,dbh_cm,height_m\nA,sugi,\"32,5\",18\n", "plots.bad_number")]
    [InlineData("plot\nA\n", "plot,species,dbh_cm,height_m\nA,sugi,abc,18\n", "plots.bad_number")]
    [InlineData("plot\nA\n", "plot,species,dbh_cm,height_m\nA,sugi,,18\n", "plots.implausible")]
    [InlineData("plot\nA\n", "plot,species,dbh_cm,height_m\nA,sugi,2500,18\n", "plots.implausible")]
    [InlineData("plot\nA\n", "plot,species,dbh_cm,height_m\nA,sugi,25,180\n", "plots.implausible")]
    [InlineData("plot\nA\n", "plot,species,dbh_cm,height_m\nA,sugi,-3,18\n", "plots.implausible")]
    [InlineData("plot\nA\n", "plot,species,dbh_cm,height_m\nB,sugi,25,18\n", "plots.unknown_plot")]
    [InlineData("plot\nA\nA\n", "plot,species,dbh_cm,height_m\nA,sugi,25,18\n", "plots.duplicate")]
    [InlineData("plot\nA\n", "plot,species,dbh_cm,height_m\nA,unknown tree,25,18\n", "allometry.unknown_species")]
    [InlineData("plot\nA\n", "plot,species,dbh_cm,height_m\nA,sugi,25\n", "plots.ragged")]
    [InlineData("plot\nA\n", "plot,dbh_cm,height_m\nA,25,18\n", "plots.no_column")]
    [InlineData("name\nA\n", "plot,species,dbh_cm,height_m\nA,sugi,25,18\n", "plots.no_column")]
    [InlineData("plot\n", "plot,species,dbh_cm,height_m\nA,sugi,25,18\n", "plots.empty")]
    [InlineData("plot,inside_share\nA,1.5\n", "plot,species,dbh_cm,height_m\nA,sugi,25,18\n", "plots.implausible")]
    [InlineData("plot\nA\n", "plot,species,dbh_cm\nA,sugi,25\n", "plots.no_height")]
    [InlineData("plot\nA\n", "plot,species,dbh_cm,height_m\n,sugi,25,18\n", "plots.missing_value")]
    public async Task Bad_input_gets_its_own_code(string plots, string trees, string code)
    {
        using TemporaryFolder folder = new();
        SumPlots process = new() { Plots = folder.File("plots.csv"), Trees = folder.File("trees.csv"), Output = folder.File("out.csv"), Prefecture = "Tokyo", Draws = 10 };
        MitoshiException error = await Assert.ThrowsAsync<MitoshiException>(() => Run(folder, plots, trees, process));
        Assert.Equal(code, error.Code);
        Assert.True(File.Exists(Path.Combine(SharedData.ProjectRoot, "docs", "errors", code + ".md")), $"docs/errors/{code}.md");
    }

    [Fact]
    public async Task Missing_files_prefecture_design_and_encoding_get_their_own_codes()
    {
        using TemporaryFolder folder = new();
        SumPlots process = new() { Plots = folder.File("plots.csv"), Trees = folder.File("trees.csv"), Output = folder.File("out.csv"), Draws = 10 };
        const string Plots = "plot\nA\n", Trees = "plot,species,dbh_cm,height_m\nA,sugi,25,18\n";
        Assert.Equal("plots.no_prefecture", (await Assert.ThrowsAsync<MitoshiException>(() => Run(folder, Plots, Trees, process))).Code);
        Assert.Equal("allometry.unknown_prefecture", (await Assert.ThrowsAsync<MitoshiException>(() => Run(folder, Plots, Trees, process with { Prefecture = "Edo" }))).Code);
        Assert.Equal("plots.bad_design", (await Assert.ThrowsAsync<MitoshiException>(() => Run(folder, Plots, Trees, process with { Design = "huge" }))).Code);
        Assert.Equal("plots.no_place", (await Assert.ThrowsAsync<MitoshiException>(() => Run(folder, Plots, Trees, process with { Prefecture = "Tokyo", Output = folder.File("o.gpkg") }))).Code);
        File.WriteAllBytes(folder.File("plots.csv"), [(byte)'p', 0xFF, 0xFE, 0xFF, (byte)'\n']);
        Assert.Equal("plots.bad_encoding", (await Assert.ThrowsAsync<MitoshiException>(() => process.RunTypedAsync(Context(folder)))).Code);
    }

    private static async Task<PlotSums> Run(TemporaryFolder folder, string plots, string trees, SumPlots process, bool isShiftJis = false)
    {
        System.Text.Encoding encoding = isShiftJis
            ? System.Text.CodePagesEncodingProvider.Instance.GetEncoding(932)!
            : new System.Text.UTF8Encoding(false);
        File.WriteAllText(folder.File("plots.csv"), plots, encoding);
        File.WriteAllText(folder.File("trees.csv"), trees, encoding);
        return await process.RunTypedAsync(Context(folder));
    }

    private static ProcessContext Context(TemporaryFolder folder) => new() { Workspace = new Workspace(folder.Path) };

    private sealed class Within(double tolerance) : IEqualityComparer<double>
    {
        public bool Equals(double x, double y) => Math.Abs(x - y) <= tolerance;

        public int GetHashCode(double obj) => 0;
    }
}
