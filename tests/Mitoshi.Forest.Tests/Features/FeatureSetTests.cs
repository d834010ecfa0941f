using Mitoshi.Forest.Features;
using Mitoshi.Raster.Cubes;

namespace Mitoshi.Forest.Tests.Features;

public sealed class FeatureSetTests
{
    private static readonly SceneShifts Moved = new([new("sentinel1_ascending", 1.35, -2.6, 0.2, 0.1), new("sentinel2_m06", -0.4, 0.75, 0.2, 0.1)]);

    [Theory]
    [InlineData(FeatureMode.Full)]
    [InlineData(FeatureMode.Transferable)]
    public void The_bits_do_not_depend_on_how_the_image_is_cut(FeatureMode mode)
    {
        (SimulatedCube cube, _) = SimulatedCube.Year(columns: 37, rows: 29);
        FeatureSet set = FeatureSet.For(cube.Layers, new FeatureSettings { Mode = mode });
        int count = set.Names.Count, pixels = 37 * 29;
        float[] whole = new float[count * pixels], pieces = new float[count * pixels];
        set.Compute(cube, Moved, cube.Grid.Whole, whole);
        foreach (Window tile in cube.Grid.Tiles(16))
        {
            float[] piece = new float[count * tile.PixelCount];
            set.Compute(cube, Moved, tile, piece);
            for (int i = 0; i < piece.Length; i++)
            {
                int feature = i / tile.PixelCount, row = tile.Row + (i % tile.PixelCount / tile.Columns), column = tile.Column + (i % tile.Columns);
                pieces[(feature * pixels) + (row * 37) + column] = piece[i];
            }
        }

        Assert.Equal(whole.Select(BitConverter.SingleToInt32Bits), pieces.Select(BitConverter.SingleToInt32Bits));
    }

    [Fact]
    public void The_number_of_threads_does_not_show()
    {
        (SimulatedCube cube, _) = SimulatedCube.Year(columns: 20, rows: 70);
        FeatureSet set = FeatureSet.For(cube.Layers, new FeatureSettings { Mode = FeatureMode.Fast });
        Assert.Equal(FeatureComputation.Whole(set, cube, Moved, threads: 1).Values.ToArray(), FeatureComputation.Whole(set, cube, Moved, threads: 4).Values.ToArray());
    }

    [Fact]
    public void A_recipe_survives_its_json()
    {
        (SimulatedCube cube, _) = SimulatedCube.Year(columns: 4, rows: 4);
        FeatureSet set = FeatureSet.For(cube.Layers, new FeatureSettings { Mode = FeatureMode.Transferable });
        FeatureSet again = FeatureSet.FromJson(set.ToJson());
        Assert.Equal(set.ToJson(), again.ToJson());
        Assert.Equal(set.Names, again.Names);
        Assert.Equal("forest.bad_recipe", Assert.Throws<MitoshiException>(() => FeatureSet.FromJson("{ \"Planes\": 3 }")).Code);
    }

    [Fact]
    public void A_slot_that_another_area_lacks_is_missing_and_the_rest_is_as_before()
    {
        (SimulatedCube cube, _) = SimulatedCube.Year(columns: 8, rows: 8);
        FeatureSet set = FeatureSet.For([.. cube.Layers, new CubeLayer(LayerRole.Sentinel1, "VV", Month: 1, Orbit: "descending")], new FeatureSettings { Mode = FeatureMode.Fast });
        float[] features = new float[set.Names.Count * 64];
        set.Compute(cube, SceneShifts.None, cube.Grid.Whole, features);
        int missing = set.Names.ToList().IndexOf("s1_VV_des_m01"), present = set.Names.ToList().IndexOf("s1_VV_asc_m01");
        Assert.True(features.AsSpan(missing * 64, 64).ToArray().All(float.IsNaN));
        Assert.True(features.AsSpan(present * 64, 64).ToArray().All(float.IsFinite));
    }

    [Fact]
    public void Transferable_features_leave_out_an_orbit_that_one_area_lacks()
    {
        (SimulatedCube cube, _) = SimulatedCube.Year(columns: 4, rows: 4);
        CubeLayer[] withDescending = [.. cube.Layers, .. Enumerable.Range(1, 12).Select(month => new CubeLayer(LayerRole.Sentinel1, "VH", Month: month, Orbit: "descending"))];
        FeatureSet alone = FeatureSet.For(withDescending, new FeatureSettings { Mode = FeatureMode.Transferable });
        FeatureSet shared = FeatureSet.ForAreas([withDescending, cube.Layers], new FeatureSettings { Mode = FeatureMode.Transferable });
        Assert.Contains(alone.Names, name => name.Contains("_des", StringComparison.Ordinal));
        Assert.DoesNotContain(shared.Names, name => name.Contains("_des", StringComparison.Ordinal));
        Assert.DoesNotContain(shared.Names, name => name.Contains("_m0", StringComparison.Ordinal));
    }

    [Fact]
    public void Classes_are_categorical_and_never_filtered()
    {
        (SimulatedCube cube, _) = SimulatedCube.Year(columns: 4, rows: 4);
        FeatureSet set = FeatureSet.For(cube.Layers, new FeatureSettings());
        Assert.Equal(["cover_class"], set.CategoricalNames);
        Assert.Single(set.Names, name => name.StartsWith("cover", StringComparison.Ordinal));
    }

    [Fact]
    public void Areas_without_anything_in_common_are_an_error()
        => Assert.Equal("forest.no_features", Assert.Throws<MitoshiException>(() => FeatureSet.ForAreas(
            [[new CubeLayer(LayerRole.Elevation, "z")], [new CubeLayer(LayerRole.CanopyHeight, "h")]], new FeatureSettings { Mode = FeatureMode.Transferable })).Code);

    [Fact]
    public void Two_dates_of_a_month_are_averaged_as_power()
    {
        // 0.25 and 0.025: mean power 0.1375 is -8.62 dB, while the mean of decibels would be -11.02.
        CubeLayer early = new(LayerRole.Sentinel1, "VH", new DateOnly(2020, 6, 1), Orbit: "ascending"), late = early with { Date = new DateOnly(2020, 6, 13) };
        SimulatedCube cube = new(1, 1, [(early, [0.25f]), (late, [0.025f])]);
        FeatureSet set = FeatureSet.For(cube.Layers, new FeatureSettings { Mode = FeatureMode.Fast });
        float[] features = new float[set.Names.Count];
        set.Compute(cube, SceneShifts.None, cube.Grid.Whole, features);
        Assert.Equal("s1_VH_asc_m06", set.Names[0]);
        Assert.Equal(10 * Math.Log10(0.1375), features[0], tolerance: 1e-4);
    }
}
