using Mitoshi.Forest.Simulation;

namespace Mitoshi.Forest.Tests.Simulation;

public sealed class GrowthTests
{
    [Fact]
    public void Sugi_of_50_years_is_a_stand_of_24_metres_and_190_megagrams()
    {
        SpeciesTraits sugi = SpeciesTraits.All[0];
        double height = sugi.Height(age: 50, site: 1);
        Assert.InRange(height, 22, 26);
        Assert.InRange(sugi.Biomass(height), 170, 215);
    }

    [Fact]
    public void Trees_never_shrink()
        => Gen.Select(Gen.Int[0, 4], Gen.Double[0, 200], Gen.Double[0, 50]).Sample((species, age, later)
            => Assert.True(SpeciesTraits.All[species].Height(age + later, site: 1) >= SpeciesTraits.All[species].Height(age, site: 1)));

    [Fact]
    public void The_mass_of_a_sugi_follows_the_published_fit()
    {
        // e^(-2.81055 + 0.86183 ln(30^2 x 22)) = 303.66 kg at the median; times e^(0.15637^2 / 2) = 1.01230.
        Assert.Equal(307.38, SpeciesTraits.All[0].TreeMass(diameterCentimetres: 30, heightMetres: 22), tolerance: 0.05);
    }

    [Theory]
    [InlineData(0, 180, 22)]
    [InlineData(4, 60, 10)]
    [InlineData(3, 320, 25)]
    public void The_biomass_that_a_plot_measures_is_right_on_average(int species, double agb, double height)
    {
        const int Draws = 3000;
        double[] ratios = [.. Enumerable.Range(0, Draws).Select(draw
            => PlotTrees.Expand(PlotTrees.Measure(new RandomStream(7, $"plots/{species}/{draw}"), SpeciesTraits.All[species], agb, height), SpeciesTraits.All[species]) / agb)];
        double mean = ratios.Average(), deviation = Math.Sqrt(ratios.Average(ratio => (ratio - mean) * (ratio - mean)));
        Assert.True(Math.Abs(mean - 1) < 4 * deviation / Math.Sqrt(Draws) && deviation < 0.15, $"mean {mean}, standard deviation {deviation}");
    }

    [Fact]
    public void The_sun_is_high_in_June_and_low_in_December_and_stands_in_the_south_east()
    {
        // Altitude at noon would be 76 and 29 degrees; half past ten is lower.
        double june = Math.Asin(Seasons.Sun(new DateOnly(2020, 6, 21)).Up) * 180 / Math.PI, december = Math.Asin(Seasons.Sun(new DateOnly(2020, 12, 21)).Up) * 180 / Math.PI;
        Assert.InRange(june, 62, 70);
        Assert.InRange(december, 22, 28);
        SkyDirection sun = Seasons.Sun(new DateOnly(2020, 12, 21));
        Assert.True(sun.East > 0 && sun.North < 0);
    }

    [Fact]
    public void A_slope_that_faces_the_sensor_is_brighter()
    {
        SkyDirection west = RadarModel.LHv.Sensor;
        Assert.True(west.East < 0);
        Assert.Equal(1, (west.East * west.East) + (west.North * west.North) + (west.Up * west.Up), tolerance: 1e-12);
    }
}
