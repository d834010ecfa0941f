namespace Mitoshi.Forest;

/// <summary>
/// Stem volume of trees in Japan by region and species: the 77 equations of the Forestry Agency's tables (1970, east and west) as corrected by
/// Hosoda, Mitsuda &amp; Iehara (2010), with their special rules, and the names that use a form factor or a form height.
/// </summary>
public static class JapaneseStemVolume
{
    private static readonly SortedDictionary<string, StemVolumeEquation> Equations = LoadEquations();
    private static readonly SortedDictionary<string, double[][]> FormFactors = LoadPairs("form_factor.csv", "dbh_cm", "factor");
    private static readonly SortedDictionary<string, double[][]> FormHeights = LoadPairs("form_height.csv", "height_m", "form_height_m");

    // 東京スギ: for low trees the volume is linear in D between two diameters (height below, from cm, to cm).
    private static readonly (double HeightBelow, double From, double To)[] TokyoSugi =
    [
        (11.5, 36, 70), (12.5, 36, 68), (14.5, 36, 62), (16.5, 36, 60), (18.5, 40, 60), (19.5, 40, 58), (20.5, 40, 54), (21.5, 40, 52), (22.5, 40, 50),
    ];

    /// <summary>All names, region and species in Japanese, in ordinal order.</summary>
    public static IReadOnlyList<string> Names { get; } =
        [.. Equations.Keys.Concat(FormFactors.Keys).Concat(FormHeights.Keys).Concat(["北海道カラマツ", "北海道針葉樹"]).Order(StringComparer.Ordinal)];

    /// <summary>Volume of the stem with bark, in m3.</summary>
    /// <param name="name">One of <see cref="Names"/>, for example 東京スギ.</param>
    /// <param name="dbhCentimetres">Diameter at breast height (1.2 m in Japan, 1.3 m in Hokkaido), above 0.</param>
    /// <param name="heightMetres">Height of the tree, above 0.</param>
    /// <exception cref="MitoshiException"><c>allometry.unknown_equation</c>, <c>allometry.bad_size</c>.</exception>
    public static double CubicMetres(string name, double dbhCentimetres, double heightMetres)
    {
        if (!(dbhCentimetres > 0 && heightMetres > 0 && double.IsFinite(dbhCentimetres) && double.IsFinite(heightMetres)))
        {
            throw new MitoshiException(
                "allometry.bad_size",
                found: ($"a tree with diameter {dbhCentimetres} cm and height {heightMetres} m", $"直径{dbhCentimetres} cm、樹高{heightMetres} mの木"),
                expected: ("both above 0", "どちらも0より大きい値"),
                remedy: ("Correct the tree list, or leave the tree out.", "毎木表を直すか、その木を除いてください。"));
        }

        if (name == "東京スギ" && TokyoSugiLine(dbhCentimetres, heightMetres) is { } onLine)
        {
            return onLine;
        }

        if (Equations.TryGetValue(name, out StemVolumeEquation? equation))
        {
            return equation.Volume(dbhCentimetres, heightMetres);
        }

        double basalArea = Math.PI * dbhCentimetres * dbhCentimetres / 40000;
        if (FormHeights.TryGetValue(name, out double[][]? formHeight))
        {
            return Interpolate(formHeight, heightMetres) * basalArea;
        }

        return FormFactor(name, dbhCentimetres, heightMetres) * heightMetres * basalArea;
    }

    private static double? TokyoSugiLine(double dbh, double height)
    {
        foreach ((double heightBelow, double from, double to) in TokyoSugi)
        {
            if (height < heightBelow)
            {
                if (dbh < from || dbh > to)
                {
                    return null;
                }

                // At 36 cm the raw equation starts the line; at 40 cm the one smoothed over three points, because 41 cm is a limit.
                StemVolumeEquation equation = Equations["東京スギ"];
                double low = from == 40 ? equation.MeanAround(from, height, 3) : equation.RawVolume(from, height), high = equation.RawVolume(to, height);
                return low + ((high - low) * (dbh - from) / (to - from));
            }
        }

        return null;
    }

    private static double FormFactor(string name, double d, double h)
    {
        if (FormFactors.TryGetValue(name, out double[][]? table))
        {
            return Interpolate(table, d);
        }

        return name switch
        {
            "北海道カラマツ" => (Round3(0.439004 + (0.916461 / d) - (0.073809 / (d * d))) + Round3(0.435719 + (0.515867 / h) + (2.481278 / (h * h)))) / 2,
            "北海道針葉樹" => (Round3(0.5 - (0.0008 * d) + (0.421 * Math.Exp(-0.12 * d))) + Round3(0.61 - (0.0055 * h) + (5.48 * Math.Exp(-1.025 * h)))) / 2,
            _ => throw new MitoshiException(
                "allometry.unknown_equation",
                found: ($"no stem volume equation called {name}", $"材積式「{name}」はありません"),
                expected: ("region and species in Japanese, such as 東京スギ or 前橋広葉樹", "「東京スギ」「前橋広葉樹」のような地域名と樹種名"),
                remedy: ("Give the prefecture and the species and let Mitoshi choose the name.", "都道府県と樹種を与えれば名前を選びます。")),
        };
    }

    // Rounding half up, as the tables were printed.
    private static double Round3(double value) => Math.Floor((value * 1000) + 0.5) / 1000;

    // Linear between the two nearest rows; beyond the ends along the last pair.
    private static double Interpolate(double[][] pairs, double at)
    {
        int i = 0;
        while (i + 2 < pairs.Length && at >= pairs[i + 1][0])
        {
            i++;
        }

        double share = (at - pairs[i][0]) / (pairs[i + 1][0] - pairs[i][0]);
        return pairs[i][1] + (share * (pairs[i + 1][1] - pairs[i][1]));
    }

    private static SortedDictionary<string, double[][]> LoadPairs(string file, string key, string value)
    {
        FactorTable table = FactorTable.Embedded(file);
        SortedDictionary<string, List<double[]>> lists = new(StringComparer.Ordinal);
        foreach (string[] row in table.Rows)
        {
            string name = table.Text(row, "name");
            if (!lists.TryGetValue(name, out List<double[]>? pairs))
            {
                lists[name] = pairs = [];
            }

            pairs.Add([table.Number(row, key), table.Number(row, value)]);
        }

        SortedDictionary<string, double[][]> result = new(StringComparer.Ordinal);
        foreach ((string name, List<double[]> pairs) in lists)
        {
            result[name] = [.. pairs.OrderBy(pair => pair[0])];
        }

        return result;
    }

    private static SortedDictionary<string, StemVolumeEquation> LoadEquations()
    {
        FactorTable table = FactorTable.Embedded("stem_volume_coefficients.csv"), smoothing = FactorTable.Embedded("stem_volume_smoothing.csv");
        Dictionary<string, int> points = [];
        foreach (string[] row in smoothing.Rows)
        {
            points[smoothing.Text(row, "name")] = (int)smoothing.Number(row, "points");
        }

        Dictionary<string, double[]> wider = new()
        {
            ["青森アカマツ"] = [47], ["青森広葉樹"] = [71], ["高知天然スギ"] = [101], ["高知広葉樹"] = [61],
        };
        SortedDictionary<string, List<StemVolumeClass>> classes = new(StringComparer.Ordinal);
        foreach (string[] row in table.Rows)
        {
            string name = table.Text(row, "name");
            if (!classes.TryGetValue(name, out List<StemVolumeClass>? list))
            {
                classes[name] = list = [];
            }

            StemVolumeForm form = table.Text(row, "form") switch
            {
                "log" => StemVolumeForm.LogDiameterAndHeight,
                "log_d2h" => StemVolumeForm.LogSquareTimesHeight,
                _ => StemVolumeForm.Linear,
            };
            double Coefficient(string column) => double.IsNaN(table.Number(row, column)) ? 0 : table.Number(row, column);
            list.Add(new StemVolumeClass(
                form, table.Number(row, "dbh_min_cm"), table.Number(row, "dbh_max_cm"), Coefficient("a"), table.Text(row, "a_times") == "h",
                Coefficient("b"), Coefficient("c"), Coefficient("d")));
        }

        SortedDictionary<string, StemVolumeEquation> equations = new(StringComparer.Ordinal);
        foreach ((string name, List<StemVolumeClass> list) in classes)
        {
            equations[name] = StemVolumeEquation.Of(
                name, [.. list.OrderBy(c => c.DbhMin)], points.GetValueOrDefault(name), wider.GetValueOrDefault(name) ?? []);
        }

        // 札幌トドマツ goes over to the last class of 札幌エゾマツ at 95 cm; 上屋久天然スギ is corrected above 61 cm.
        StemVolumeEquation ezomatsu = equations["札幌エゾマツ"], kamiyaku = equations["上屋久天然スギ"];
        equations["札幌トドマツ"] = equations["札幌トドマツ"].Raw(95, (d, h) => ezomatsu.ClassVolume(Math.Max(d, 31), h));
        equations["上屋久天然スギ"] = kamiyaku.Raw(61, (d, h) => 0.1513 + (0.8898 * kamiyaku.ClassVolume(d, h)));
        return equations;
    }
}
