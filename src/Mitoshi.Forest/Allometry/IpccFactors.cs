namespace Mitoshi.Forest;

/// <summary>One default factor of the IPCC Guidelines with its range.</summary>
/// <param name="Factor">R, CF or BCEF_S.</param>
/// <param name="Domain">Climate domain.</param>
/// <param name="Group">Ecological zone or tree group.</param>
/// <param name="Condition">Biomass or growing stock that it holds for.</param>
/// <param name="Value">Default.</param>
/// <param name="Low">Lower end of the printed range, NaN without one.</param>
/// <param name="High">Upper end.</param>
/// <param name="Unit">Unit.</param>
/// <param name="Citation">Document and table.</param>
/// <param name="IsVerified">False while it was not compared with its document.</param>
public sealed record IpccFactor(
    string Factor, string Domain, string Group, string Condition, double Value, double Low, double High, string Unit, string Citation, bool IsVerified);

/// <summary>Default root:shoot ratios, carbon fractions and BCEF of the IPCC 2006 Guidelines, Vol. 4. BCEF holds density already: never times D.</summary>
public static class IpccFactors
{
    /// <summary>All rows, in the order of the table.</summary>
    public static IReadOnlyList<IpccFactor> All { get; } = Load();

    private static List<IpccFactor> Load()
    {
        FactorTable table = FactorTable.Embedded("ipcc_factors.csv");
        return [.. table.Rows.Select(row => new IpccFactor(
            table.Text(row, "factor"), table.Text(row, "domain"), table.Text(row, "group"), table.Text(row, "condition"), table.Number(row, "value"),
            table.Number(row, "low"), table.Number(row, "high"), table.Text(row, "unit"), table.Text(row, "citation"),
            table.Text(row, "checked").StartsWith("yes", StringComparison.OrdinalIgnoreCase)))];
    }
}
