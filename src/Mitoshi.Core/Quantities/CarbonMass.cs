namespace Mitoshi.Core;

/// <summary>Tonnes of carbon. It does not add to tonnes of CO2: that does not compile.</summary>
/// <param name="Tonnes">Exact decimal, tC.</param>
public readonly record struct CarbonMass(decimal Tonnes)
{
    /// <summary>Sum of two masses of carbon.</summary>
    public static CarbonMass operator +(CarbonMass left, CarbonMass right) => new(left.Tonnes + right.Tonnes);

    /// <summary>Difference of two masses of carbon.</summary>
    public static CarbonMass operator -(CarbonMass left, CarbonMass right) => new(left.Tonnes - right.Tonnes);

    /// <inheritdoc cref="op_Addition(CarbonMass, CarbonMass)"/>
    public static CarbonMass Add(CarbonMass left, CarbonMass right) => left + right;

    /// <inheritdoc cref="op_Subtraction(CarbonMass, CarbonMass)"/>
    public static CarbonMass Subtract(CarbonMass left, CarbonMass right) => left - right;

    /// <summary>The CO2 that holds this carbon: x 44/12.</summary>
    public CarbonDioxideMass ToCarbonDioxide() => new(Tonnes * MolarRatio.CarbonToCarbonDioxide);
}

/// <summary>Tonnes of carbon dioxide. It does not add to tonnes of carbon: that does not compile.</summary>
/// <param name="Tonnes">Exact decimal, tCO2.</param>
public readonly record struct CarbonDioxideMass(decimal Tonnes)
{
    /// <summary>Sum of two masses of CO2.</summary>
    public static CarbonDioxideMass operator +(CarbonDioxideMass left, CarbonDioxideMass right) => new(left.Tonnes + right.Tonnes);

    /// <summary>Difference of two masses of CO2.</summary>
    public static CarbonDioxideMass operator -(CarbonDioxideMass left, CarbonDioxideMass right) => new(left.Tonnes - right.Tonnes);

    /// <inheritdoc cref="op_Addition(CarbonDioxideMass, CarbonDioxideMass)"/>
    public static CarbonDioxideMass Add(CarbonDioxideMass left, CarbonDioxideMass right) => left + right;

    /// <inheritdoc cref="op_Subtraction(CarbonDioxideMass, CarbonDioxideMass)"/>
    public static CarbonDioxideMass Subtract(CarbonDioxideMass left, CarbonDioxideMass right) => left - right;

    /// <summary>The carbon in this CO2: x 12/44.</summary>
    public CarbonMass ToCarbon() => new(Tonnes / MolarRatio.CarbonToCarbonDioxide);
}
