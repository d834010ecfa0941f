using Mitoshi.Forest.Features;
using Mitoshi.Forest.Inputs;
using Mitoshi.Forest.Maps;
using Mitoshi.Forest.Models;
using Mitoshi.Forest.Simulation;
using Mitoshi.Raster;
using Mitoshi.Raster.Cubes;
using Mitoshi.Testing;

namespace Mitoshi.Forest.Tests.EndToEnd;

/// <summary>Composites of many dates and texture, from the scenes of a simulated landscape to a map.</summary>
public sealed class FeatureOptionsTests : IAsyncLifetime
{
    private const int Size = 96;
    private readonly TemporaryFolder _folder = new();

    private ProcessContext Context => new() { Workspace = new Workspace(_folder.File("workspace")), Threads = 2 };

    public async ValueTask InitializeAsync() => await new SimulateLandscape { Output = _folder.File("landscape"), Size = Size, Plots = 0, Years = [2020] }.RunTypedAsync(Context);

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_model_of_composites_and_texture_is_trained_read_back_and_maps()
    {
        FeatureOptions options = new() { Composite = CompositeKind.GeometricMedian, FromMonth = 4, ToMonth = 10, Texture = "palsar_HV s2_B8", TextureMeasures = [TextureMeasure.Contrast, TextureMeasure.Entropy] };
        ForestSite site = LandscapeRun.SiteOf(_folder.File("landscape"), 2020);
        await new TrainForest { Sites = [site], Rows = 1500, Features = options }.RunTypedAsync(Context);
        BiomassModel model = ModelFolder.Read(Path.Combine(Context.Workspace.Models, "forest"));
        Assert.Contains("s2_B8_geomedian", model.Features.Names);
        Assert.Contains("palsar_HV_glcm_contrast", model.Features.Names);
        Assert.Contains("s2_B8_glcm_entropy", model.Features.Names);
        Assert.DoesNotContain(model.Features.Names, name => name.StartsWith("s2_B8_m", StringComparison.Ordinal));
        MappedSite map = (await new MapForest { Sites = [site] }.RunTypedAsync(Context)).Sites[0];
        Assert.True(map.Figures.MappedHectares > 90);
    }

    [Theory]
    [InlineData(CompositeKind.Median)]
    [InlineData(CompositeKind.Medoid)]
    [InlineData(CompositeKind.GeometricMedian)]
    public void A_composite_is_that_of_the_masked_dates_of_the_season_and_cuts_do_not_show(CompositeKind kind)
    {
        ForestSite site = LandscapeRun.SiteOf(_folder.File("landscape"), 2020);
        site = site with { Inputs = [.. site.Inputs.Where(input => input.Role is LayerRole.Sentinel2 or LayerRole.Elevation)] };
        using FileCube cube = CubeBuilder.Build(site, CubeBuilder.GridOf(site));
        FeatureSettings settings = new() { Mode = FeatureMode.Fast, Options = new FeatureOptions { Composite = kind, FromMonth = 5, ToMonth = 9, Texture = "s2_B11" } };
        FeatureSet set = FeatureSet.For(cube.Layers, settings) with { Filters = [new FeatureFilter(FilterKind.None)] };
        Window whole = new(0, 0, Size, Size);
        float[] features = new float[set.Names.Count * whole.PixelCount];
        set.Compute(cube, SceneShifts.None, whole, features);

        // By hand: the dates of the season as the cube gives them, clouds masked, and the kernel of the raster room.
        string[] bands = [.. cube.Layers.Where(layer => layer.Role == LayerRole.Sentinel2).Select(layer => layer.Band).Distinct().Order(StringComparer.Ordinal)];
        DateOnly[] dates = [.. cube.Layers.Where(layer => layer.Date?.Month is >= 5 and <= 9 && layer.Role == LayerRole.Sentinel2).Select(layer => layer.Date!.Value).Distinct().Order()];
        int[] layers = [.. dates.SelectMany(date => bands.Select(band => cube.Layers.ToList().FindIndex(layer => layer.Date == date && layer.Band == band)))];
        Assert.True(dates.Length >= 2);
        float[] values = new float[layers.Length * whole.PixelCount], expected = new float[bands.Length * whole.PixelCount];
        cube.Read(whole, layers, values);
        CubeShape shape = new(dates.Length, bands.Length, whole.PixelCount);
        Action<float[], CubeShape, float[]> join = kind switch
        {
            CompositeKind.Medoid => (v, s, c) => MedoidComposite.Compute(v, s, c),
            CompositeKind.GeometricMedian => (v, s, c) => GeometricMedian.Compute(v, s, c),
            _ => (v, s, c) => MedianComposite.Compute(v, s, c),
        };
        join(values, shape, expected);
        for (int band = 0; band < bands.Length; band++)
        {
            int feature = set.Names.ToList().FindIndex(name => name.StartsWith($"s2_{bands[band]}_me", StringComparison.Ordinal) || name.StartsWith($"s2_{bands[band]}_geo", StringComparison.Ordinal));
            Assert.Equal(expected.AsSpan(band * whole.PixelCount, whole.PixelCount).ToArray(), features.AsSpan(feature * whole.PixelCount, whole.PixelCount).ToArray());
        }

        Window part = new(17, 40, 50, 23);
        float[] cut = new float[set.Names.Count * part.PixelCount];
        set.Compute(cube, SceneShifts.None, part, cut);
        for (int feature = 0; feature < set.Names.Count; feature++)
        {
            for (int row = 0; row < part.Rows; row++)
            {
                Assert.Equal(features.AsSpan((feature * whole.PixelCount) + ((row + part.Row) * Size) + part.Column, part.Columns).ToArray(), cut.AsSpan((feature * part.PixelCount) + (row * part.Columns), part.Columns).ToArray());
            }
        }
    }

    [Fact]
    public async Task A_texture_of_a_layer_that_is_not_there_is_refused_with_those_that_are()
    {
        ForestSite site = LandscapeRun.SiteOf(_folder.File("landscape"), 2020);
        TrainForest train = new() { Sites = [site], Features = new FeatureOptions { Texture = "palsar_VH" } };
        MitoshiException error = await Assert.ThrowsAsync<MitoshiException>(() => train.RunTypedAsync(Context));
        Assert.Equal("features.unknown_layer", error.Code);
        Assert.Contains("palsar_HV", error.Expected.En, StringComparison.Ordinal);
    }

    [Fact]
    public void A_season_may_run_over_the_turn_of_the_year()
    {
        Assert.Equal([11, 12, 1, 2], new FeatureOptions { FromMonth = 11, ToMonth = 2 }.Months);
        Assert.Equal([6], new FeatureOptions { FromMonth = 6, ToMonth = 6 }.Months);
    }
}
