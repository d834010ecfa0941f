namespace Mitoshi.Forest;

/// <summary>Reads the beams of a GEDI granule, L2A or L4A, version 2.</summary>
internal static class GediReader
{
    /// <exception cref="MitoshiException"><c>hdf5.*</c>, <c>gedi.not_gedi</c>.</exception>
    public static List<Footprint> Read(string path)
    {
        using Hdf5File file = Hdf5File.Open(path);
        string granule = Path.GetFileName(path);
        List<Footprint> shots = [];
        string[] beams = [.. file.Groups().Where(group => group.StartsWith("BEAM", StringComparison.Ordinal))];
        if (beams.Length == 0)
        {
            throw new MitoshiException(
                "gedi.not_gedi",
                found: ($"{granule} has no BEAM groups", $"{granule} にBEAMグループがありません"),
                expected: ("a GEDI L2A or L4A granule", "GEDI L2AまたはL4Aのグラニュール"),
                remedy: ("Give granules named GEDI02_A_... or GEDI04_A_...", "GEDI02_A_… または GEDI04_A_… のファイルを与えてください。"));
        }

        foreach (string beam in beams)
        {
            if (file.Has($"{beam}/agbd"))
            {
                ReadL4A(file, granule, beam, shots);
            }
            else if (file.Has($"{beam}/rh"))
            {
                ReadL2A(file, granule, beam, shots);
            }
        }

        return shots;
    }

    private static void ReadL4A(Hdf5File file, string granule, string beam, List<Footprint> shots)
    {
        // Subsets may keep the number with the predictions only.
        string numberPath = file.Has($"{beam}/shot_number") ? $"{beam}/shot_number" : $"{beam}/agbd_prediction/shot_number";
        ulong[] numbers = file.Identifiers(numberPath);
        double[] longitude = file.Numbers($"{beam}/lon_lowestmode"), latitude = file.Numbers($"{beam}/lat_lowestmode"), agbd = file.Numbers($"{beam}/agbd");
        double[] quality = file.Numbers($"{beam}/l4_quality_flag"), degrade = file.Numbers($"{beam}/degrade_flag"), sensitivity = file.Numbers($"{beam}/sensitivity");
        double[] predictors = file.Numbers($"{beam}/xvar");
        double[]? elevation = Optional(file, $"{beam}/elev_lowestmode"), time = Optional(file, $"{beam}/delta_time"), sun = Optional(file, $"{beam}/solar_elevation");
        double[]? transformed = Optional(file, $"{beam}/agbd_t"), predictorLimit = Optional(file, $"{beam}/predictor_limit_flag"), responseLimit = Optional(file, $"{beam}/response_limit_flag");
        string[] strata = file.Texts($"{beam}/predict_stratum");
        RequireSameLength(granule, beam, numbers.Length, longitude, latitude, agbd, quality, degrade, sensitivity, elevation, time, sun, transformed, predictorLimit, responseLimit);
        if (strata.Length != numbers.Length)
        {
            throw Ragged(granule, beam);
        }

        int width = numbers.Length == 0 ? 0 : predictors.Length / numbers.Length;
        for (int i = 0; i < numbers.Length; i++)
        {
            GediModel? model = GediModel.TryFind(strata[i]);
            double[] x = model is null ? [] : predictors[(i * width)..((i * width) + Math.Min(model.RhIndexes.Count, width))];
            bool isUsable = model is not null && x.All(value => value > -9000);
            int tallest = model is null ? -1 : Enumerable.Range(0, model.RhIndexes.Count).FirstOrDefault(k => model.RhIndexes[k] == 98, -1);
            shots.Add(new Footprint
            {
                Shot = numbers[i],
                Granule = granule,
                Beam = beam,
                Longitude = longitude[i],
                Latitude = latitude[i],
                ElevationMetres = elevation?[i] ?? double.NaN,
                DeltaTime = time?[i] ?? double.NaN,
                Rh98Metres = isUsable && tallest >= 0 ? (x[tallest] * x[tallest]) - 100 : double.NaN,
                Stratum = strata[i],
                Predictors = isUsable ? x : [],
                Agbd = agbd[i] > -9000 ? agbd[i] : double.NaN,
                Transformed = transformed?[i] is > -9000 and double t ? t : double.NaN,
                Recomputed = isUsable ? model!.FromPredictors([.. x.Select(stored => LostDigits.Predictor(stored, out _))]) : null,
                Sensitivity = sensitivity[i],
                Quality = (int)quality[i],
                Degrade = (int)degrade[i],
                PredictorLimit = (int)(predictorLimit?[i] ?? 255),
                ResponseLimit = (int)(responseLimit?[i] ?? 255),
                SolarElevation = sun?[i] ?? double.NaN,
            });
        }
    }

    private static void ReadL2A(Hdf5File file, string granule, string beam, List<Footprint> shots)
    {
        ulong[] numbers = file.Identifiers($"{beam}/shot_number");
        double[] longitude = file.Numbers($"{beam}/lon_lowestmode"), latitude = file.Numbers($"{beam}/lat_lowestmode"), rh = file.Numbers($"{beam}/rh");
        double[] quality = file.Numbers($"{beam}/quality_flag"), degrade = file.Numbers($"{beam}/degrade_flag"), sensitivity = file.Numbers($"{beam}/sensitivity");
        double[]? elevation = Optional(file, $"{beam}/elev_lowestmode"), time = Optional(file, $"{beam}/delta_time"), sun = Optional(file, $"{beam}/solar_elevation");
        RequireSameLength(granule, beam, numbers.Length, longitude, latitude, quality, degrade, sensitivity, elevation, time, sun);
        int width = numbers.Length == 0 ? 0 : rh.Length / numbers.Length;
        for (int i = 0; i < numbers.Length; i++)
        {
            double[] heights = rh[(i * width)..((i + 1) * width)];
            shots.Add(new Footprint
            {
                Shot = numbers[i],
                Granule = granule,
                Beam = beam,
                Longitude = longitude[i],
                Latitude = latitude[i],
                ElevationMetres = elevation?[i] ?? double.NaN,
                DeltaTime = time?[i] ?? double.NaN,
                RelativeHeights = heights,
                Rh98Metres = width > 98 ? heights[98] : double.NaN,
                Sensitivity = sensitivity[i],
                Quality = (int)quality[i],
                Degrade = (int)degrade[i],
                SolarElevation = sun?[i] ?? double.NaN,
            });
        }
    }

    private static void RequireSameLength(string granule, string beam, int shots, params double[]?[] columns)
    {
        if (columns.Any(column => column is not null && column.Length != shots))
        {
            throw Ragged(granule, beam);
        }
    }

    private static MitoshiException Ragged(string granule, string beam) => new(
        "gedi.ragged",
        found: ($"{granule}, {beam}: datasets of different lengths", $"{granule} {beam}：データセットの長さが異なります"),
        expected: ("one entry for each shot", "ショットごとに一つの値"),
        remedy: ("Download the granule again.", "グラニュールを取り直してください。"));

    private static double[]? Optional(Hdf5File file, string path) => file.Has(path) ? file.Numbers(path) : null;
}
