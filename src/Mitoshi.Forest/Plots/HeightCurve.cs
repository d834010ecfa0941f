using Mitoshi.Statistics;

namespace Mitoshi.Forest;

/// <summary>Heights of trees that were not measured, from those that were: Näslund's curve H = 1.2 + D^2 / (a + b D)^2.</summary>
internal sealed record HeightCurve(double A, double B, double RelativeDeviation, int TreeCount)
{
    // Breast height in Japan.
    private const double BreastHeight = 1.2;
    private const int TreesMin = 10;

    public double Height(double dbh)
    {
        double ratio = dbh / (A + (B * dbh));
        return BreastHeight + (ratio * ratio);
    }

    /// <summary>Fits D / sqrt(H - 1.2) = a + b D; null with fewer than 10 trees or a curve that does not rise.</summary>
    public static HeightCurve? Fit(IReadOnlyList<(double Dbh, double Height)> trees)
    {
        (double Dbh, double Height)[] usable = [.. trees.Where(tree => tree.Height > BreastHeight + 0.3 && tree.Dbh > 0)];
        if (usable.Length < TreesMin || usable.Select(tree => tree.Dbh).Distinct().Count() < 3)
        {
            return null;
        }

        LinearRegression fit = LinearRegression.Fit(
            DesignMatrix.Intercept(usable.Length).WithColumn("dbh", [.. usable.Select(tree => tree.Dbh)]),
            [.. usable.Select(tree => tree.Dbh / Math.Sqrt(tree.Height - BreastHeight))]);
        HeightCurve curve = new(fit.Coefficients[0], fit.Coefficients[1], 0, usable.Length);
        if (!(curve.A > 0 && curve.B > 0))
        {
            return null;
        }

        double squares = usable.Sum(tree => Math.Pow((tree.Height / curve.Height(tree.Dbh)) - 1, 2));
        return curve with { RelativeDeviation = Math.Sqrt(squares / (usable.Length - 2)) };
    }
}
