using System.Xml.Linq;

namespace Mitoshi.Tiles.Tests.Legends;

public sealed class LegendTests
{
    [Fact]
    public void The_bar_names_quantity_unit_and_ends()
    {
        XElement svg = XElement.Parse(LegendSvg.Bar("Biomass <AGB>", "Mg/ha", ColourMaps.Named("biomass"), new Stretch(0, 350)));
        string[] texts = [.. svg.Descendants().Where(element => element.Name.LocalName == "text").Select(element => element.Value)];
        Assert.Equal(["Biomass <AGB> (Mg/ha)", "0", "87.5", "175", "262.5", "350"], texts);
    }

    [Theory]
    [InlineData(0.25, 0, 1, "0.25")]
    [InlineData(-0.5, -1, 1, "-0.5")]
    [InlineData(0, -1, 1, "0")]
    [InlineData(1500, 0, 4000, "1500")]
    [InlineData(0.000123, 0, 0.0005, "0.000123")]
    public void Labels_have_the_digits_that_they_need(double number, double min, double max, string expected)
        => Assert.Equal(expected, LegendSvg.Label(number, new Stretch(min, max)));

    [Fact]
    public void The_PNG_has_twice_the_size()
    {
        Decoded.Rgba(LegendPng.Bar("Height", "m", ColourMaps.Named("viridis"), new Stretch(0, 40)), out int width, out int height);
        Assert.Equal((520, 128), (width, height));
    }

    [Fact]
    public void Classes_stand_below_each_other_in_their_colours()
    {
        byte[] rgba = Decoded.Rgba(LegendPng.Classes("Change", [(new ValueColour(1, 0x8e, 0x0b, 0x25), "減少"), (new ValueColour(2, 0x11, 0x47, 0x81), "Gain")]), out int width, out int height);
        Assert.Equal((520, 136), (width, height));
        Assert.Equal([0x8e, 0x0b, 0x25, 0xff], rgba.AsSpan(4 * ((60 * width) + 40), 4).ToArray());
        Assert.Equal([0x11, 0x47, 0x81, 0xff], rgba.AsSpan(4 * ((100 * width) + 40), 4).ToArray());
    }
}
