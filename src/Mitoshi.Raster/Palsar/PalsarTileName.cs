using System.Globalization;
using System.Text.RegularExpressions;

namespace Mitoshi.Raster;

/// <summary>What the name of a mosaic file says, such as <c>N23W161_20_sl_HV_F02DAR.tif</c>.</summary>
/// <param name="NorthDegrees">Latitude of the upper left corner; the tile reaches one degree south.</param>
/// <param name="WestDegrees">Longitude of the upper left corner; the tile reaches one degree east.</param>
/// <param name="Year">Year of the mosaic.</param>
/// <param name="Layer">What the file holds.</param>
/// <param name="Sensor">PALSAR up to 2010, PALSAR-2 from 2014.</param>
/// <remarks>Source: JAXA EORC, Global PALSAR-2/PALSAR Mosaic, file naming. Older deliveries have ENVI files without a suffix.</remarks>
public sealed partial record PalsarTileName(int NorthDegrees, int WestDegrees, int Year, PalsarLayer Layer, PalsarSensor Sensor)
{
    /// <summary>Reads a file name (without folder), or gives null when it is not one of a mosaic.</summary>
    public static PalsarTileName? TryParse(string fileName)
    {
        Match match = Pattern().Match(fileName);
        if (!match.Success)
        {
            return null;
        }

        int year = 2000 + int.Parse(match.Groups["year"].ValueSpan, CultureInfo.InvariantCulture);
        return new PalsarTileName(
            Signed(match.Groups["ns"].Value is "N", match.Groups["lat"].ValueSpan),
            Signed(match.Groups["ew"].Value is "E", match.Groups["lon"].ValueSpan),
            year,
            match.Groups["layer"].Value switch
            {
                "sl_HH" => PalsarLayer.Hh,
                "sl_HV" => PalsarLayer.Hv,
                "mask" => PalsarLayer.Mask,
                "date" => PalsarLayer.Date,
                _ => PalsarLayer.Incidence,
            },
            year <= 2010 ? PalsarSensor.Palsar : PalsarSensor.Palsar2);
    }

    private static int Signed(bool isPositive, ReadOnlySpan<char> digits)
        => (isPositive ? 1 : -1) * int.Parse(digits, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(?<ns>[NS])(?<lat>\d{2})(?<ew>[EW])(?<lon>\d{3})_(?<year>\d{2})_(?<layer>sl_HH|sl_HV|mask|date|linci)(_|\.|$)", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
