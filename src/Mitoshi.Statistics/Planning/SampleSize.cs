namespace Mitoshi.Statistics;

/// <summary>How many plots a wanted interval needs (Cochran 1977, ch. 4-5).</summary>
public static class SampleSize
{
    /// <summary>n = (z CV / E)^2 with the normal quantile, before rounding up.</summary>
    public static double Normal(double coefficientOfVariation, double relativeHalfWidth, double level)
    {
        double root = NormalDistribution.Quantile(0.5 + (level / 2)) * coefficientOfVariation / relativeHalfWidth;
        return root * root;
    }

    /// <summary>The smallest n with t_{n-1} CV / sqrt(n) not above E.</summary>
    /// <param name="coefficientOfVariation">Standard deviation of plot values over their mean.</param>
    /// <param name="relativeHalfWidth">E: wanted half-width over the mean.</param>
    /// <param name="level">For example 0.95.</param>
    public static int SimpleRandom(double coefficientOfVariation, double relativeHalfWidth, double level)
    {
        Require(coefficientOfVariation > 0 && relativeHalfWidth > 0);
        int n = Math.Max(2, (int)Math.Ceiling(Normal(coefficientOfVariation, relativeHalfWidth, level)));
        while (StudentDistribution.Quantile(0.5 + (level / 2), n - 1) * coefficientOfVariation / Math.Sqrt(n) > relativeHalfWidth)
        {
            n++;
        }

        return n;
    }

    /// <summary>Neyman: n = (sum W_h S_h / SE)^2, before rounding up. With S = sqrt(U (1 - U)) it is Olofsson et al. 2014, eq. 13.</summary>
    /// <param name="weights">W_h, area shares that sum to 1.</param>
    /// <param name="deviations">S_h, standard deviations inside the strata.</param>
    /// <param name="targetStandardError">Wanted standard error of the mean.</param>
    public static double Neyman(ReadOnlySpan<double> weights, ReadOnlySpan<double> deviations, double targetStandardError)
    {
        StratifiedSample.RequireWeights(weights);
        StatisticsErrors.RequireSameLength(weights.Length, deviations.Length, ("deviations", "標準偏差"));
        Require(targetStandardError > 0);
        double root = LinearAlgebra.Dot(weights, deviations) / targetStandardError;
        return root * root;
    }

    /// <summary>Proportional allocation: n = sum W_h S_h^2 / SE^2, before rounding up.</summary>
    public static double Proportional(ReadOnlySpan<double> weights, ReadOnlySpan<double> deviations, double targetStandardError)
    {
        StratifiedSample.RequireWeights(weights);
        StatisticsErrors.RequireSameLength(weights.Length, deviations.Length, ("deviations", "標準偏差"));
        Require(targetStandardError > 0);
        double sum = 0;
        for (int h = 0; h < weights.Length; h++)
        {
            sum += weights[h] * deviations[h] * deviations[h];
        }

        return sum / (targetStandardError * targetStandardError);
    }

    /// <summary>Plots for the same interval when a map that explains R^2 assists: n (1 - R^2), rounded up.</summary>
    public static int WithMap(int withoutMap, double rSquared)
    {
        Require(rSquared is >= 0 and < 1);
        return Whole(withoutMap * (1 - rSquared));
    }

    /// <summary>Rounds a sample size up, forgiving the last bits of a whole number.</summary>
    public static int Whole(double exact) => (int)Math.Ceiling(exact - (1e-9 * exact));

    private static void Require(bool isRight)
    {
        if (!isRight)
        {
            throw new MitoshiException(
                "statistics.bad_target",
                found: ("a target or spread that is zero, negative or no number", "0、負、または数でない目標・ばらつき"),
                expected: ("a positive spread and a positive target; R2 from 0 to below 1", "正のばらつきと正の目標、R2は0以上1未満"),
                remedy: ("Take the spread from earlier plots or from the map.", "過去のプロットか地図からばらつきを求めてください。"));
        }
    }
}
