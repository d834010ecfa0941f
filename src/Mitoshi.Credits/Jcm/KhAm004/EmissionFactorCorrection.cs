namespace Mitoshi.Credits.Jcm;

/// <summary>
/// Correction of emission factors from a map: weighted regression of the reference on the map, ref = a + b map (equation 5). With residual
/// variance s2 = sum w r2/(n - 2): var(b) = s2/Sxx, var(a) = s2 (1/sum w + xbar2/Sxx), var of the mean at x = s2 (1/sum w + (x - xbar)2/Sxx).
/// </summary>
internal sealed record EmissionFactorCorrection
{
    /// <summary>Fewest independent points that may lead to an issue.</summary>
    public const int PointsForIssuance = 5;

    public required double Intercept { get; init; }

    public required double Slope { get; init; }

    /// <summary>Standard error of the intercept; NaN with two points.</summary>
    public required double InterceptError { get; init; }

    public required double SlopeError { get; init; }

    public required double RSquared { get; init; }

    public required double[] Residuals { get; init; }

    public required double[] Leverage { get; init; }

    private double ResidualVariance { get; init; }

    private double WeightSum { get; init; }

    private double MeanMap { get; init; }

    private double SpreadMap { get; init; }

    private (double Least, double Most) Sampled { get; init; }

    /// <summary>Refuses a correction that rests on too few points, or on means of the map that it corrects.</summary>
    public static void RequireForIssuance(int pointCount, bool areClassMeansOnly)
    {
        if (pointCount < PointsForIssuance || areClassMeansOnly)
        {
            throw Refusal.InsufficientCorrectionSample(areClassMeansOnly
                ? ($"{pointCount} class means of the map itself", $"補正する地図自身の区分平均{pointCount}個")
                : ($"{pointCount} points", $"{pointCount}点"));
        }
    }

    /// <summary>Fits the line.</summary>
    public static EmissionFactorCorrection Fit(double[] map, double[] reference, double[] weights)
    {
        Check.SameLength(map.Length, reference.Length, "ref");
        Check.SameLength(map.Length, weights.Length, "weight");
        if (map.Length < 2)
        {
            throw Refusal.InsufficientCorrectionSample(($"{map.Length} points", $"{map.Length}点"));
        }

        double weightSum = 0, mapSum = 0, referenceSum = 0;
        for (int i = 0; i < map.Length; i++)
        {
            weightSum += Check.NotNegative(weights[i], "weight");
            mapSum += weights[i] * map[i];
            referenceSum += weights[i] * reference[i];
        }

        double meanMap = mapSum / weightSum, meanReference = referenceSum / weightSum, sxx = 0, sxy = 0, syy = 0;
        for (int i = 0; i < map.Length; i++)
        {
            double x = map[i] - meanMap, y = reference[i] - meanReference;
            sxx += weights[i] * x * x;
            sxy += weights[i] * x * y;
            syy += weights[i] * y * y;
        }

        if (!(sxx > 0))
        {
            throw Refusal.InsufficientCorrectionSample(("all points have the same map value", "すべての点の地図の値が同じです"));
        }

        double slope = sxy / sxx, intercept = meanReference - (slope * meanMap), residualSum = 0;
        double[] residuals = new double[map.Length], leverage = new double[map.Length];
        for (int i = 0; i < map.Length; i++)
        {
            residuals[i] = reference[i] - intercept - (slope * map[i]);
            residualSum += weights[i] * residuals[i] * residuals[i];
            leverage[i] = weights[i] * ((1 / weightSum) + ((map[i] - meanMap) * (map[i] - meanMap) / sxx));
        }

        double variance = map.Length > 2 ? residualSum / (map.Length - 2) : double.NaN;
        return new EmissionFactorCorrection
        {
            Intercept = intercept,
            Slope = slope,
            InterceptError = Math.Sqrt(variance * ((1 / weightSum) + (meanMap * meanMap / sxx))),
            SlopeError = Math.Sqrt(variance / sxx),
            RSquared = syy > 0 ? 1 - (residualSum / syy) : 1,
            Residuals = residuals,
            Leverage = leverage,
            ResidualVariance = variance,
            WeightSum = weightSum,
            MeanMap = meanMap,
            SpreadMap = sxx,
            Sampled = (map.Min(), map.Max()),
        };
    }

    /// <summary>The corrected factor at a map value and the standard error of its mean.</summary>
    public (double Value, double StandardError, bool IsOutsideSample) At(double map)
    {
        double distance = map - MeanMap;
        return (Intercept + (Slope * map), Math.Sqrt(ResidualVariance * ((1 / WeightSum) + (distance * distance / SpreadMap))),
            map < Sampled.Least || map > Sampled.Most);
    }
}
