using System.Globalization;

namespace Mitoshi.Raster;

/// <summary>The metadata file of a Landsat scene (<c>_MTL.txt</c>): groups of <c>KEY = value</c> lines.</summary>
/// <remarks>Source: USGS, Landsat Collection 1 and 2 Level-1 data format control books (ODL text).</remarks>
public sealed class LandsatMetadata
{
    private readonly string _fileName;
    private readonly Dictionary<(string Group, string Key), string> _values;

    private LandsatMetadata(string fileName, Dictionary<(string Group, string Key), string> values)
    {
        _fileName = fileName;
        _values = values;
    }

    /// <summary><c>LANDSAT_5</c> and so on.</summary>
    public string Spacecraft => Text("SPACECRAFT_ID");

    /// <summary><c>TM</c>, <c>ETM</c>, <c>OLI_TIRS</c>.</summary>
    public string Sensor => Text("SENSOR_ID");

    /// <summary>Day of acquisition, UTC.</summary>
    public DateOnly Date => DateOnly.TryParseExact(Text("DATE_ACQUIRED"), "yyyy-MM-dd", out DateOnly date) ? date : throw BadValue("DATE_ACQUIRED", Text("DATE_ACQUIRED"));

    /// <summary>Height of the sun above the horizon at the scene's centre, in degrees.</summary>
    public double SunElevationDegrees => Number("SUN_ELEVATION");

    /// <summary>Reads the text of a file.</summary>
    /// <param name="fileName">For messages.</param>
    /// <param name="content">The whole text; NUL bytes at the end are ignored.</param>
    /// <exception cref="MitoshiException"><c>landsat.bad_metadata</c>.</exception>
    public static LandsatMetadata Parse(string fileName, string content)
    {
        Dictionary<(string, string), string> values = [];
        Stack<string> groups = new();
        bool isEnded = false;
        foreach (string rawLine in content.Split('\n'))
        {
            string line = rawLine.Trim('\0', '\r', ' ', '\t');
            if (line.Length == 0 || isEnded)
            {
                continue;
            }

            if (line == "END")
            {
                isEnded = true;
                continue;
            }

            int equals = line.IndexOf('=', StringComparison.Ordinal);
            string key = equals < 0 ? "" : line[..equals].TrimEnd(), value = equals < 0 ? line : line[(equals + 1)..].Trim().Trim('"');
            switch (key)
            {
                case "":
                    throw Bad(fileName, line);
                case "GROUP":
                    groups.Push(value);
                    break;
                case "END_GROUP":
                    if (!groups.TryPop(out string? open) || open != value)
                    {
                        throw Bad(fileName, line);
                    }

                    break;
                default:
                    values[(groups.TryPeek(out string? group) ? group : "", key)] = value;
                    break;
            }
        }

        return values.Count > 0 && isEnded ? new LandsatMetadata(fileName, values) : throw Bad(fileName, "no END line");
    }

    /// <summary>A value by its key, from the group when one is named (Collection 2 has the same key in two groups), else from any.</summary>
    /// <exception cref="MitoshiException"><c>landsat.bad_metadata</c> when it is not there.</exception>
    public string Text(string key, string? group = null) => Find(key, group) ?? throw BadValue(key, "");

    /// <summary>A value as a number.</summary>
    /// <exception cref="MitoshiException"><c>landsat.bad_metadata</c> when it is not there or not a number.</exception>
    public double Number(string key, string? group = null) => FindNumber(key, group) ?? throw BadValue(key, Find(key, group) ?? "");

    /// <summary>A value as a number, or null when the key is not there.</summary>
    /// <exception cref="MitoshiException"><c>landsat.bad_metadata</c> when it is there and not a number.</exception>
    public double? FindNumber(string key, string? group = null)
    {
        string? text = Find(key, group);
        return text is null ? null
            : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number
            : throw BadValue(key, text);
    }

    private string? Find(string key, string? group)
    {
        if (group is not null)
        {
            return _values.GetValueOrDefault((group, key));
        }

        foreach (((string _, string name), string value) in _values)
        {
            if (name == key)
            {
                return value;
            }
        }

        return null;
    }

    private MitoshiException BadValue(string key, string value)
        => Bad(_fileName, value.Length == 0 ? $"{key} is missing" : $"{key} = {value}");

    private static MitoshiException Bad(string fileName, string what)
        => new(
            "landsat.bad_metadata",
            found: ($"{fileName}: {what}", $"{fileName}: {what}"),
            expected: ("a complete Landsat metadata file of GROUP, KEY = value and END lines, with the keys that calibration needs",
                "GROUP、KEY = 値、END の行からなり、校正に要る項目を含む Landsat のメタデータファイル"),
            remedy: ("Download the scene's _MTL.txt again; a file that was edited or cut off cannot be used.",
                "シーンの _MTL.txt を取り直してください。編集や途中で切れたファイルは使えません。"));
}
