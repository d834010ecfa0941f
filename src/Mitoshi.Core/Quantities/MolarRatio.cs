namespace Mitoshi.Core;

/// <summary>An exact ratio of molar masses, such as 44/12; never its rounded decimal 3.67.</summary>
/// <param name="Numerator">Mass of the product, g/mol.</param>
/// <param name="Denominator">Mass of the part that is counted, g/mol.</param>
public readonly record struct MolarRatio(int Numerator, int Denominator)
{
    /// <summary>C to CO2: 44/12.</summary>
    public static MolarRatio CarbonToCarbonDioxide { get; } = new(44, 12);

    /// <summary>N2O-N to N2O: 44/28.</summary>
    public static MolarRatio NitrogenToNitrousOxide { get; } = new(44, 28);

    /// <summary>CH4-C to CH4: 16/12.</summary>
    public static MolarRatio CarbonToMethane { get; } = new(16, 12);

    /// <summary>Multiplies first and divides last, so that 12 t of carbon are 44 t of CO2 exactly.</summary>
    public static decimal operator *(decimal mass, MolarRatio ratio) => mass * ratio.Numerator / ratio.Denominator;

    /// <summary>The way back: from the product to the part.</summary>
    public static decimal operator /(decimal mass, MolarRatio ratio) => mass * ratio.Denominator / ratio.Numerator;

    /// <inheritdoc cref="op_Multiply(decimal, MolarRatio)"/>
    public static decimal Multiply(decimal mass, MolarRatio ratio) => mass * ratio;

    /// <inheritdoc cref="op_Division(decimal, MolarRatio)"/>
    public static decimal Divide(decimal mass, MolarRatio ratio) => mass / ratio;

    /// <inheritdoc/>
    public override string ToString() => $"{Numerator}/{Denominator}";
}
