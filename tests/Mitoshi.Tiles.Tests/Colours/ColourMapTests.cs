namespace Mitoshi.Tiles.Tests.Colours;

public sealed class ColourMapTests
{
    public static TheoryData<string> Names => [.. ColourMaps.All.Select(map => map.Name)];

    // Lightness (CIE L*) alone tells the order: that is what is left for every kind of colour blindness, and on a grey printer.
    [Theory]
    [MemberData(nameof(Names))]
    public void Lightness_runs_one_way_or_from_a_bright_middle_to_dark_ends(string name)
    {
        ColourMap map = ColourMaps.Named(name);
        double[] lightness = [.. Enumerable.Range(0, 65).Select(i => Lightness(map.At(i / 64.0)))];
        double[] steps = [.. lightness.Skip(1).Zip(lightness, (next, here) => next - here)];
        if (map.IsDiverging)
        {
            Assert.All(steps[..32], step => Assert.True(step > -0.2, $"{name}: {step}"));
            Assert.All(steps[32..], step => Assert.True(step < 0.2, $"{name}: {step}"));
        }
        else
        {
            int sign = Math.Sign(lightness[^1] - lightness[0]);
            Assert.All(steps, step => Assert.True(step * sign > -0.2, $"{name}: {step}"));
        }
    }

    [Fact]
    public void Reversed_maps_begin_where_the_others_end()
        => Assert.Equal(ColourMaps.Named("magma").At(1), ColourMaps.Named("magma_r").At(0));

    [Fact]
    public void An_unknown_map_is_named()
        => Assert.Equal("tiles.unknown_colours", Assert.Throws<MitoshiException>(() => ColourMaps.Named("jet")).Code);

    private static double Lightness((byte Red, byte Green, byte Blue) colour)
    {
        static double Linear(byte channel) => channel <= 10 ? channel / 255.0 / 12.92 : Math.Pow(((channel / 255.0) + 0.055) / 1.055, 2.4);
        double luminance = (0.2126 * Linear(colour.Red)) + (0.7152 * Linear(colour.Green)) + (0.0722 * Linear(colour.Blue));
        return luminance <= 0.008856 ? 903.3 * luminance : (116 * Math.Cbrt(luminance)) - 16;
    }
}
