namespace Mitoshi.Forest;

/// <summary>Biomass of a footprint by the GEDI L4A model, in Mg/ha where no unit is given.</summary>
/// <param name="Transformed">t = par'(1, x), in square-root space.</param>
/// <param name="TransformedError">se_t = sqrt(x'V x + rse^2).</param>
/// <param name="Agbd">t^2 bc, 0 when t is negative.</param>
/// <param name="ProductError">The product's agbd_se, se_t^2 bc: not a standard error of the biomass.</param>
/// <param name="Lower">Lower end of the 90 % prediction interval; 0 where t - t90 se_t is not above 0, which the product marks by a fill value.</param>
/// <param name="Upper">Upper end.</param>
public readonly record struct GediBiomass(double Transformed, double TransformedError, double Agbd, double ProductError, double Lower, double Upper)
{
    /// <summary>Standard error of the biomass by the delta method, 2 t bc se_t, in Mg/ha.</summary>
    public StandardError DeltaError(double biasCorrection) => new(2 * Math.Max(Transformed, 0) * biasCorrection * TransformedError);
}

/// <summary>
/// One of the 35 models of GEDI L4A: plant type x region (Kellner et al. 2022, ATBD; Duncanson et al. 2022, Remote Sens. Environ. 270:112845).
/// </summary>
public sealed class GediModel
{
    // RH may be negative; the product adds 100 m before the root.
    private const double Offset = 100;
    private static readonly Dictionary<string, GediModel> ByStratum = Load();

    private GediModel(
        string stratum, string fit, int[] rhIndexes, double[] parameters, double[,] covariance, double residual, double degreesOfFreedom, double bias,
        double[] predictorMax, double responseMax)
    {
        Stratum = stratum;
        FitStratum = fit;
        RhIndexes = rhIndexes;
        Parameters = parameters;
        Covariance = covariance;
        ResidualError = residual;
        DegreesOfFreedom = degreesOfFreedom;
        BiasCorrection = bias;
        PredictorMax = predictorMax;
        ResponseMax = responseMax;
        _quantile = Statistics.StudentDistribution.Quantile(0.95, degreesOfFreedom);
    }

    private readonly double _quantile;

    /// <summary>Name, for example <c>ENT_NAs</c>.</summary>
    public string Stratum { get; }

    /// <summary>Stratum whose fit is used; strata with one fit share its errors.</summary>
    public string FitStratum { get; }

    /// <summary>Which relative heights enter, in percent.</summary>
    public IReadOnlyList<int> RhIndexes { get; }

    /// <summary>par, the intercept first.</summary>
    public IReadOnlyList<double> Parameters { get; }

    /// <summary>V, covariance of par.</summary>
    public double[,] Covariance { get; }

    /// <summary>rse, in square-root space.</summary>
    public double ResidualError { get; }

    /// <summary>Degrees of freedom of the fit.</summary>
    public double DegreesOfFreedom { get; }

    /// <summary>bc, Snowdon's ratio.</summary>
    public double BiasCorrection { get; }

    /// <summary>Largest transformed predictors of the training data.</summary>
    public IReadOnlyList<double> PredictorMax { get; }

    /// <summary>Largest biomass of the training data, Mg/ha.</summary>
    public double ResponseMax { get; }

    /// <summary>All models, by name.</summary>
    public static IReadOnlyList<GediModel> All { get; } = [.. ByStratum.Values.OrderBy(model => model.Stratum, StringComparer.Ordinal)];

    /// <summary>The model of a stratum, or null.</summary>
    public static GediModel? TryFind(string stratum) => ByStratum.GetValueOrDefault(stratum);

    /// <summary>The model of a stratum.</summary>
    /// <exception cref="MitoshiException"><c>gedi.unknown_stratum</c>.</exception>
    public static GediModel Find(string stratum) => TryFind(stratum) ?? throw new MitoshiException(
        "gedi.unknown_stratum",
        found: ($"no L4A model for stratum {stratum}", $"層「{stratum}」のL4Aモデルはありません"),
        expected: ("plant type and region, such as ENT_NAs", "ENT_NAs のような植生型と地域"),
        remedy: ("Take the stratum from the product's predict_stratum.", "製品の predict_stratum を使ってください。"));

    /// <summary>x_k = sqrt(RH_k + 100).</summary>
    public static double Transform(double rhMetres) => Math.Sqrt(rhMetres + Offset);

    /// <summary>Biomass from relative heights in metres, in the order of <see cref="RhIndexes"/>.</summary>
    public GediBiomass FromHeights(ReadOnlySpan<double> rhMetres)
    {
        Span<double> x = stackalloc double[rhMetres.Length];
        for (int k = 0; k < x.Length; k++)
        {
            x[k] = Transform(rhMetres[k]);
        }

        return FromPredictors(x);
    }

    /// <summary>Biomass from the transformed predictors x of the product.</summary>
    /// <exception cref="ArgumentException">The number of predictors is not that of the model.</exception>
    public GediBiomass FromPredictors(ReadOnlySpan<double> predictors)
    {
        Require.SameLength(RhIndexes.Count, predictors.Length, nameof(predictors));
        Span<double> z = stackalloc double[predictors.Length + 1];
        z[0] = 1;
        predictors.CopyTo(z[1..]);
        double t = 0, quadratic = 0;
        for (int i = 0; i < z.Length; i++)
        {
            t += Parameters[i] * z[i];
            for (int j = 0; j < z.Length; j++)
            {
                quadratic += z[i] * Covariance[i, j] * z[j];
            }
        }

        double error = Math.Sqrt(quadratic + (ResidualError * ResidualError)), low = t - (_quantile * error), high = t + (_quantile * error);
        return new GediBiomass(
            t, error, t < 0 ? 0 : t * t * BiasCorrection, error * error * BiasCorrection, low > 0 ? low * low * BiasCorrection : 0,
            high * high * BiasCorrection);
    }

    /// <summary>The same model with other coefficients.</summary>
    internal GediModel With(double[] parameters) => new(
        Stratum, FitStratum, [.. RhIndexes], parameters, Covariance, ResidualError, DegreesOfFreedom, BiasCorrection, [.. PredictorMax], ResponseMax);

    /// <summary>Gradient of the biomass by the parameters: 2 t bc (1, x), 0 where t is negative.</summary>
    internal double[] Gradient(ReadOnlySpan<double> predictors)
    {
        double t = Math.Max(FromPredictors(predictors).Transformed, 0), factor = 2 * t * BiasCorrection;
        double[] gradient = new double[predictors.Length + 1];
        gradient[0] = factor;
        for (int k = 0; k < predictors.Length; k++)
        {
            gradient[k + 1] = factor * predictors[k];
        }

        return gradient;
    }

    private static Dictionary<string, GediModel> Load()
    {
        FactorTable table = FactorTable.Embedded("l4a_models.csv");
        Dictionary<string, GediModel> models = new(StringComparer.Ordinal);
        foreach (string[] row in table.Rows)
        {
            double[] Numbers(string column) => [.. table.Text(row, column).Split(' ').Select(double.Parse)];
            double[] parameters = Numbers("par"), flat = Numbers("vcov");
            double[,] covariance = new double[parameters.Length, parameters.Length];
            Buffer.BlockCopy(flat, 0, covariance, 0, flat.Length * sizeof(double));
            string stratum = table.Text(row, "predict_stratum");
            models[stratum] = new GediModel(
                stratum, table.Text(row, "fit_stratum"), [.. Numbers("rh_index").Select(index => (int)index)], parameters, covariance,
                table.Number(row, "rse"), table.Number(row, "dof"), table.Number(row, "bias_correction"), Numbers("predictor_max"), table.Number(row, "response_max"));
        }

        return models;
    }
}
