using System.Globalization;
using System.Text.RegularExpressions;
using Mitoshi.Raster;
using Mitoshi.Raster.Cubes;

namespace Mitoshi.Forest.Projects;

/// <summary>What a file seems to be by its name. It is written into the project file for a person to check, never used unseen.</summary>
/// <param name="Use"><c>input</c>, <c>mask</c>, <c>agb</c>, <c>height</c> or <c>plots</c>.</param>
/// <param name="Role">Role, for inputs and masks.</param>
internal sealed partial record FileGuess(string Use, LayerRole Role)
{
    private static readonly (Regex Pattern, FileGuess Guess)[] Rules =
    [
        (ChipRadar(), new("input", LayerRole.Sentinel1) { Bands = "VV_ascending VH_ascending VV_descending VH_descending", Unit = "decibel" }),
        // The cloud probability stays a layer, not a mask: it takes snow for cloud, and snow under trees says much about them.
        (ChipOptical(), new("input", LayerRole.Sentinel2) { Bands = "B2 B3 B4 B5 B6 B7 B8 B8A B11 B12 CLD", Baseline = "02.00" }),
        (SceneClasses(), new("mask", LayerRole.Sentinel2)),
        (QualityBand(), new("mask", LayerRole.Landsat)),
        (LandsatBand(), new("input", LayerRole.Landsat)),
        (Sentinel1Rtc(), new("input", LayerRole.Sentinel1)),
        (Sentinel1(), new("input", LayerRole.Sentinel1) { Unit = "decibel" }),
        (Sentinel2Band(), new("input", LayerRole.Sentinel2)),
        (Sentinel2(), new("input", LayerRole.Sentinel2)),
        (Species(), new("input", LayerRole.Species)),
        (LandCover(), new("input", LayerRole.LandCover)),
        (Elevation(), new("input", LayerRole.Elevation)),
        (Plots(), new("plots", LayerRole.Other)),
        // Before the reference: a map of the world is an input, a survey is the truth that a model learns.
        (HeightMap(), new("input", LayerRole.CanopyHeight)),
        (ReferenceAgb(), new("agb", LayerRole.Other)),
        (Height(), new("height", LayerRole.CanopyHeight)),
    ];

    public string Bands { get; init; } = "";

    public string Unit { get; init; } = "";

    public string MaskCode { get; init; } = "";

    public string Baseline { get; init; } = "";

    public string Orbit { get; init; } = "";

    public DateOnly? Date { get; init; }

    public int? Month { get; init; }

    /// <summary>Files with one key belong together: a mask and what it masks.</summary>
    public string Key { get; init; } = "";

    /// <summary>The guess, or null when the name says nothing.</summary>
    public static FileGuess? Of(string fileName)
    {
        if (PalsarTileName.TryParse(fileName) is { } tile)
        {
            string band = tile.Layer switch { PalsarLayer.Hh => "HH", PalsarLayer.Hv => "HV", PalsarLayer.Incidence => "incidence", PalsarLayer.Date => "days", _ => "" };
            return new(band.Length == 0 ? "mask" : "input", LayerRole.Palsar) { Bands = band, Date = new DateOnly(tile.Year, 7, 1), Key = $"palsar {tile.NorthDegrees} {tile.WestDegrees} {tile.Year}" };
        }

        string name = Path.GetFileNameWithoutExtension(fileName);
        foreach ((Regex pattern, FileGuess guess) in Rules)
        {
            if (pattern.Match(name) is { Success: true } match)
            {
                // The chips of BioMassters count months from September.
                int? month = match.Groups["chip"] is { Success: true } chip ? ((int.Parse(chip.ValueSpan, CultureInfo.InvariantCulture) + 8) % 12) + 1 : null;
                DateOnly? date = month is null ? DateIn(name) : null;
                // Sentinel-2 writes B04 where everybody else, and its own tables, say B4.
                string bands = match.Groups["band"] is { Success: true } band ? LeadingZero().Replace(band.Value.ToUpperInvariant(), "B") : guess.Bands;
                return guess with
                {
                    Month = month,
                    Date = date,
                    Bands = bands,
                    Unit = match.Groups["unit"] is { Success: true } unit ? UnitOf(unit.Value) : guess.Unit,
                    Baseline = guess.Role == LayerRole.Sentinel2 && Baseline4().Match(name) is { Success: true } baseline ? $"{baseline.Groups[1].Value}.{baseline.Groups[2].Value}" : guess.Baseline,
                    Orbit = name.Contains("desc", StringComparison.OrdinalIgnoreCase) ? "descending" : name.Contains("asc", StringComparison.OrdinalIgnoreCase) ? "ascending" : "",
                    Key = $"{guess.Role} {date:yyyyMMdd}",
                };
            }
        }

        return null;
    }

    // The letter in the names of the Alaska Satellite Facility: p for power, d for decibels; a, amplitude, is neither and is left for a person to convert.
    private static string UnitOf(string letter) => letter switch { "p" => "power", "d" => "decibel", _ => "" };

    private static DateOnly? DateIn(string name)
    {
        foreach (Match match in EightDigits().Matches(name))
        {
            if (DateOnly.TryParseExact(match.Value.Replace("-", "", StringComparison.Ordinal), "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly date))
            {
                return date;
            }
        }

        return null;
    }

    [GeneratedRegex(@"^S1_(?<chip>0\d|1[01])$")]
    private static partial Regex ChipRadar();

    [GeneratedRegex(@"^S2_(?<chip>0\d|1[01])$")]
    private static partial Regex ChipOptical();

    [GeneratedRegex(@"(^|_)SCL(_|$)")]
    private static partial Regex SceneClasses();

    [GeneratedRegex(@"QA_PIXEL")]
    private static partial Regex QualityBand();

    [GeneratedRegex(@"^L[CET]0[4-9]_L2S[PR]_.*_SR_(?<band>B\d)$")]
    private static partial Regex LandsatBand();

    [GeneratedRegex(@"^S1[A-D]_IW_.*_RTC\d+_[A-Z]_[gs](?<unit>[pda])[a-z]{4}_[0-9A-F]{4}_(?<band>V[VH]|H[HV])$")]
    private static partial Regex Sentinel1Rtc();

    [GeneratedRegex(@"^(S1|sentinel1|sentinel-1)(.*[_-](?<band>V[VH]|H[HV])($|[_-]))?", RegexOptions.IgnoreCase)]
    private static partial Regex Sentinel1();

    [GeneratedRegex(@"^(S2|T\d\d[A-Z]{3}_).*_(?<band>B(0\d|1[0-2]|8A))(_\d0m)?$")]
    private static partial Regex Sentinel2Band();

    // Colour pictures, previews, aerosol and water vapour of a Sentinel-2 product are no reflectance.
    [GeneratedRegex(@"^(S2|sentinel2|sentinel-2|T\d\d[A-Z]{3}_)(?!.*_(TCI|PVI|AOT|WVP)(_|$))", RegexOptions.IgnoreCase)]
    private static partial Regex Sentinel2();

    [GeneratedRegex(@"species", RegexOptions.IgnoreCase)]
    private static partial Regex Species();

    [GeneratedRegex(@"land_?cover|lulc", RegexOptions.IgnoreCase)]
    private static partial Regex LandCover();

    [GeneratedRegex(@"(^|_)(dem|dsm|elevation|aw3d\w*)(_|$)", RegexOptions.IgnoreCase)]
    private static partial Regex Elevation();

    [GeneratedRegex(@"^plots", RegexOptions.IgnoreCase)]
    private static partial Regex Plots();

    [GeneratedRegex(@"(Global_?Canopy_?Height|^Forest_height_\d{4}|canopy_?height_?map|height_?map)", RegexOptions.IgnoreCase)]
    private static partial Regex HeightMap();

    [GeneratedRegex(@"(^|_)(agb|agbm|biomass)(_|$)", RegexOptions.IgnoreCase)]
    private static partial Regex ReferenceAgb();

    [GeneratedRegex(@"(^|_)(chm|canopy|height)(_|$)", RegexOptions.IgnoreCase)]
    private static partial Regex Height();

    [GeneratedRegex(@"^B0")]
    private static partial Regex LeadingZero();

    [GeneratedRegex(@"_N(\d\d)(\d\d)_")]
    private static partial Regex Baseline4();

    [GeneratedRegex(@"\d{8}|\d{4}-\d{2}-\d{2}")]
    private static partial Regex EightDigits();
}
