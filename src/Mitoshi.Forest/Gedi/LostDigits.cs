using Mitoshi.Statistics;

namespace Mitoshi.Forest;

/// <summary>Undoes what the storage of GEDI L4A in float32 takes away: of the predictors exactly, of the coefficients from the shots themselves.</summary>
/// <remarks>
/// Measured on 790 shots of release 2.1: the product takes RH in whole centimetres, computes x = sqrt(RH + 100) and t in float64 with coefficients
/// of more digits than its tables hold, and stores t in float32. There are coefficients that round to the stored ones and reproduce t of all 671
/// shots with RH in whole centimetres to half a unit of its last float32 digit; with the stored ones t is off by a constant 3.6e-6 (EBT_SA).
/// </remarks>
internal static class LostDigits
{
    // Shots below which the three coefficients are not worth recovering.
    private const int ShotsMin = 30;

    // x near 10.5 has a float32 step of 9.5e-7, which is 2e-5 m of height.
    private const double CentimetreTolerance = 2e-5;

    /// <summary>x = sqrt(RH + 100) in float64 where RH is a whole centimetre within what float32 holds; otherwise x as stored.</summary>
    /// <param name="stored">Predictor as the product stores it.</param>
    /// <param name="isRestored">True where the centimetre was found.</param>
    public static double Predictor(double stored, out bool isRestored)
    {
        double rhMetres = (stored * stored) - 100, rounded = Math.Round(rhMetres * 100) / 100;
        isRestored = Math.Abs(rhMetres - rounded) < CentimetreTolerance;
        return isRestored ? GediModel.Transform(rounded) : stored;
    }

    /// <summary>The model with the coefficients that reproduce the product's t best, when they round to the stored ones; otherwise the model as it is.</summary>
    /// <param name="model">Model of one fit.</param>
    /// <param name="shots">Predictors as stored and the product's t of shots of that fit; each weighs by the step of its t.</param>
    public static GediModel Recover(GediModel model, IEnumerable<(IReadOnlyList<double> Predictors, double Transformed)> shots)
    {
        List<double[]> rows = [];
        List<double> left = [], weights = [];
        foreach ((IReadOnlyList<double> predictors, double t) in shots)
        {
            bool isWhole = true;
            double[] row = [1, .. predictors.Select(stored =>
            {
                double x = Predictor(stored, out bool isRestored);
                isWhole &= isRestored;
                return x;
            })];
            if (isWhole)
            {
                double step = Math.Max(Step(t), 1e-9);
                rows.Add(row);
                left.Add(t - model.FromPredictors(row.AsSpan(1)).Transformed);
                weights.Add(1 / (step * step));
            }
        }

        if (rows.Count < ShotsMin)
        {
            return model;
        }

        IReadOnlyList<double> lost = LinearRegression.Fit(new DesignMatrix([.. Enumerable.Range(0, rows[0].Length).Select(k => $"x{k}")], rows), left, weights).Coefficients;
        bool roundsToStored = Enumerable.Range(0, lost.Count).All(k => Math.Abs(lost[k]) <= Step(model.Parameters[k]) / 2);
        return roundsToStored ? model.With([.. model.Parameters.Zip(lost, (stored, digits) => stored + digits)]) : model;
    }

    // Distance to the next float32.
    private static double Step(double number) => (double)MathF.BitIncrement(MathF.Abs((float)number)) - MathF.Abs((float)number);
}
