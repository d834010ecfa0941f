namespace Mitoshi.Core;

/// <summary>An exact number with its unit, and the set of global warming potentials behind it where it is CO2-equivalent.</summary>
/// <param name="Value">Exact decimal.</param>
/// <param name="Unit">Unit of the value.</param>
/// <param name="GwpSet">For example <c>AR5-100</c>; null where no warming potential was used.</param>
public sealed record Quantity(decimal Value, Unit Unit, string? GwpSet = null)
{
    /// <summary>Sum; both must have the same unit and the same set of warming potentials.</summary>
    /// <exception cref="MitoshiException"><c>quantities.unit_mismatch</c> or <c>quantities.gwp_mismatch</c>.</exception>
    public Quantity Plus(Quantity other)
    {
        if (Unit != other.Unit)
        {
            throw UnitAlgebra.Mismatch(
                ($"{Value} {Unit} and {other.Value} {other.Unit} cannot be added", $"{Value} {Unit} と {other.Value} {other.Unit} は足せません"));
        }

        return new Quantity(Value + other.Value, Unit, CommonGwpSet(other));
    }

    /// <summary>Product; a unit below the line of one cancels against the same unit above the line of the other, nothing else does.</summary>
    /// <exception cref="MitoshiException"><c>quantities.unit_mismatch</c> or <c>quantities.gwp_mismatch</c>.</exception>
    public Quantity Times(Quantity other) => new(Value * other.Value, UnitAlgebra.Multiply(Unit, other.Unit), CommonGwpSet(other));

    /// <summary>The same amount in another unit of the same substance and dimension; carbon to CO2 by 44/12.</summary>
    /// <exception cref="MitoshiException"><c>quantities.unit_mismatch</c> when no exact factor leads there.</exception>
    public Quantity In(Unit target) => new(UnitConversions.Convert(Value, Unit, target), target, GwpSet);

    private string? CommonGwpSet(Quantity other)
    {
        if (GwpSet is not null && other.GwpSet is not null && GwpSet != other.GwpSet)
        {
            throw new MitoshiException("quantities.gwp_mismatch",
                found: ($"CO2-equivalents by {GwpSet} and by {other.GwpSet}", $"{GwpSet} と {other.GwpSet} によるCO2換算値が混ざっています"),
                expected: ("one set of global warming potentials in a calculation", "一つの計算では一組の地球温暖化係数"),
                remedy: ("Go back to tonnes of each gas and convert them all with the same set.", "各ガスの質量に戻り、同じ係数の組で換算し直してください。"));
        }

        return GwpSet ?? other.GwpSet;
    }
}
