using Mitoshi.Forest.Features;

namespace Mitoshi.Forest.Tests.Features;

public sealed class RegistrationTests
{
    [Fact]
    public void A_scene_that_was_moved_by_whole_pixels_is_found()
    {
        // The optical scenes show at (r, c) what the label has at (r + 2, c - 3): they must go 2 down and 3 to the left.
        (SimulatedCube cube, float[] label) = SimulatedCube.Year(columns: 96, rows: 96, rowsOff: 2, columnsOff: -3);
        SceneShifts shifts = new SceneRegistration(cube).ToReference(label);
        SceneShift optical = Assert.Single(shifts.Scenes, shift => shift.Scene == "sentinel2_m06"), radar = Assert.Single(shifts.Scenes, shift => shift.Scene == "sentinel1_ascending");
        Assert.Equal((2.0, -3.0), (optical.Rows, optical.Columns), (a, b) => Math.Abs(a.Item1 - b.Item1) < 0.2 && Math.Abs(a.Item2 - b.Item2) < 0.2);
        Assert.InRange(radar.Rows, -0.2, 0.2);
        Assert.InRange(radar.Columns, -0.2, 0.2);
        Assert.True(optical.RSquared > optical.RSquaredUnmoved);
    }

    [Fact]
    public void Without_a_reference_radar_is_laid_on_the_optical_scenes()
    {
        (SimulatedCube cube, _) = SimulatedCube.Year(columns: 96, rows: 96, rowsOff: 2, columnsOff: -3);
        SceneShift radar = Assert.Single(new SceneRegistration(cube).RadarToOptical().Scenes);
        Assert.InRange(radar.Rows, -2.2, -1.8);
        Assert.InRange(radar.Columns, 2.8, 3.2);
    }

    [Fact]
    public void Labels_that_are_held_out_change_nothing()
    {
        (SimulatedCube cube, float[] label) = SimulatedCube.Year(columns: 96, rows: 96);
        bool[] isTraining = [.. Enumerable.Range(0, label.Length).Select(k => k % 96 < 64)];
        float[] altered = [.. label.Select((biomass, k) => isTraining[k] ? biomass : 1e6f)];
        SceneRegistration registration = new(cube);
        Assert.Equal(registration.ToReference(label, isTraining).Scenes, registration.ToReference(altered, isTraining).Scenes);
    }

    [Fact]
    public void A_reference_without_relation_moves_nothing_optical()
    {
        (SimulatedCube cube, _) = SimulatedCube.Year(columns: 96, rows: 96);
        RandomStream random = new(5, "noise");
        float[] noise = [.. Enumerable.Range(0, 96 * 96).Select(_ => (float)random.NextDouble())];
        Assert.DoesNotContain(new SceneRegistration(cube).ToReference(noise).Scenes, shift => shift.Scene.StartsWith("sentinel2", StringComparison.Ordinal));
    }

    [Fact]
    public void A_small_area_is_left_alone()
    {
        (SimulatedCube cube, float[] label) = SimulatedCube.Year(columns: 16, rows: 16);
        Assert.Empty(new SceneRegistration(cube).ToReference(label).Scenes);
    }
}
