namespace Mitoshi.Core;

/// <summary>Standard deviation of an estimator, in the unit of the estimate. Not the spread of the data.</summary>
public readonly record struct StandardError(double Magnitude);

/// <summary>Spread of single values, in their unit. It becomes a standard error only with a sample size and a model of correlation.</summary>
public readonly record struct StandardDeviation(double Magnitude);

/// <summary>Half the width of a two-sided 90 % interval, in the unit of the estimate.</summary>
public readonly record struct HalfWidth90(double Magnitude);

/// <summary>Half the width of a two-sided 95 % interval, in the unit of the estimate.</summary>
public readonly record struct HalfWidth95(double Magnitude);

/// <summary>A closed interval that holds the truth with the stated probability.</summary>
/// <param name="Lower">Lower end, in the unit of the estimate.</param>
/// <param name="Upper">Upper end.</param>
/// <param name="Level">Nominal coverage, for example 0.90.</param>
public readonly record struct Interval(double Lower, double Upper, double Level)
{
    /// <summary>Upper - Lower.</summary>
    public double Width => Upper - Lower;

    /// <summary>True when <paramref name="truth"/> lies in the closed interval.</summary>
    public bool Holds(double truth) => truth >= Lower && truth <= Upper;
}
