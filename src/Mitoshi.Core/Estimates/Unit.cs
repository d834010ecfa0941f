namespace Mitoshi.Core;

/// <summary>A unit by its symbol. Two quantities add only when their units are the same record.</summary>
/// <param name="Symbol">As printed: <c>Mg/ha</c>, <c>tCO2e</c>.</param>
public sealed record Unit(string Symbol)
{
    /// <summary>Metre.</summary>
    public static Unit Metre { get; } = new("m");

    /// <summary>Hectare.</summary>
    public static Unit Hectare { get; } = new("ha");

    /// <summary>Megagrams of dry matter per hectare.</summary>
    public static Unit MegagramPerHectare { get; } = new("Mg/ha");

    /// <summary>Cubic metres of stem wood per hectare.</summary>
    public static Unit CubicMetrePerHectare { get; } = new("m3/ha");

    /// <summary>Tonnes of carbon.</summary>
    public static Unit TonneCarbon { get; } = new("tC");

    /// <summary>Tonnes of carbon dioxide.</summary>
    public static Unit TonneCarbonDioxide { get; } = new("tCO2");

    /// <summary>Tonnes of carbon dioxide equivalent.</summary>
    public static Unit TonneCarbonDioxideEquivalent { get; } = new("tCO2e");

    /// <summary>A pure number.</summary>
    public static Unit One { get; } = new("1");

    /// <inheritdoc/>
    public override string ToString() => Symbol;
}
