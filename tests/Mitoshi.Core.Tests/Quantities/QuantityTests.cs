namespace Mitoshi.Core.Tests.Quantities;

public sealed class QuantityTests
{
    [Fact]
    public void Twelve_tonnes_of_carbon_are_44_tonnes_of_carbon_dioxide_exactly()
        => Assert.Equal(new CarbonDioxideMass(44m), new CarbonMass(12m).ToCarbonDioxide());

    [Fact]
    public void Carbon_and_carbon_dioxide_have_no_operator_between_them()
    {
        foreach (Type type in new[] { typeof(CarbonMass), typeof(CarbonDioxideMass) })
        {
            var operators = type.GetMethods().Where(method => method.Name.StartsWith("op_", StringComparison.Ordinal) && method.Name is not "op_Equality" and not "op_Inequality");
            Assert.All(operators, method => Assert.All(method.GetParameters(), parameter => Assert.Equal(type, parameter.ParameterType)));
            Assert.DoesNotContain(type.GetMethods(), method => method.Name is "op_Implicit" or "op_Explicit");
        }
    }

    [Fact]
    public void Kinds_of_uncertainty_do_not_turn_into_each_other()
    {
        foreach (Type type in new[] { typeof(StandardError), typeof(StandardDeviation), typeof(HalfWidth90), typeof(HalfWidth95) })
        {
            Assert.DoesNotContain(type.GetMethods(), method => method.Name is "op_Implicit" or "op_Explicit" or "op_Addition");
        }
    }

    [Theory]
    [InlineData("tC", "tCO2e", null, null, "quantities.unit_mismatch")]
    [InlineData("ha", "Mg", null, null, "quantities.unit_mismatch")]
    [InlineData("tCO2e", "tCO2e", "AR5-100", "AR4-100", "quantities.gwp_mismatch")]
    public void What_must_not_be_added_is_refused(string left, string right, string? leftSet, string? rightSet, string code)
        => Assert.Equal(code, Assert.Throws<MitoshiException>(
            () => new Quantity(10, new Unit(left), leftSet).Plus(new Quantity(10, new Unit(right), rightSet))).Code);

    [Fact]
    public void Tonnes_of_carbon_per_hectare_times_hectares_are_tonnes_of_carbon()
        => Assert.Equal(new Quantity(4859123.92m, Unit.TonneCarbon), new Quantity(85.72m, new Unit("tC/ha")).Times(new Quantity(56686, Unit.Hectare)));

    [Fact]
    public void A_density_per_hectare_does_not_meet_square_kilometres()
        => Assert.Equal("quantities.unit_mismatch", Assert.Throws<MitoshiException>(
            () => new Quantity(4.9m, new Unit("tCO2e/ha")).Times(new Quantity(3.2m, new Unit("km2")))).Code);

    [Theory]
    [InlineData(3, "tC", "tCO2", 11)]
    [InlineData(11, "tCO2", "tC", 3)]
    [InlineData(1, "km2", "ha", 100)]
    [InlineData(30, "kgCH4-C", "tCH4", 0.04)]
    [InlineData(6, "tC/ha", "kgCO2/m2", 2.2)]
    public void Exact_factors_convert(double value, string from, string to, double expected)
        => Assert.Equal((decimal)expected, new Quantity((decimal)value, new Unit(from)).In(new Unit(to)).Value);

    [Theory]
    [InlineData("m3", "tC")]
    [InlineData("tCH4", "tCO2e")]
    [InlineData("tC/ha", "tC")]
    public void What_needs_a_density_or_a_warming_potential_does_not_convert(string from, string to)
        => Assert.Equal("quantities.unit_mismatch", Assert.Throws<MitoshiException>(() => new Quantity(1, new Unit(from)).In(new Unit(to))).Code);
}
