using Mitoshi.Credits.Projects;

namespace Mitoshi.Credits.Claims;

/// <summary>The calculation of a claim while it grows: every result is a line with its equation, inputs and rounding.</summary>
internal sealed class Worksheet(CarbonProject project, ulong seed, int threads)
{
    private readonly List<ClaimLine> _lines = [];
    private readonly List<Text> _reasons = [];

    public IReadOnlyList<ClaimLine> Lines => _lines;

    /// <summary>Seed of all simulations.</summary>
    public ulong Seed => seed;

    /// <summary>Threads that a simulation may use; its bytes do not depend on them.</summary>
    public int Threads => threads;

    /// <summary>Relative 90 % half-width of the gross quantity in percent, when the method has one.</summary>
    public decimal? HalfWidth90Percent { get; set; }

    /// <summary>Adds a line and gives its result to the next ones.</summary>
    public LineResult Add(Equation equation, decimal value, Unit unit, params IReadOnlyList<ClaimInput> inputs)
        => AddRounded(equation, value, unit, Rounding.None, inputs);

    /// <summary>Adds a line whose result was rounded.</summary>
    public LineResult AddRounded(Equation equation, decimal value, Unit unit, Text rounding, params IReadOnlyList<ClaimInput> inputs)
    {
        _lines.Add(new ClaimLine(equation.Number, equation.Name, equation.Formula, value, unit, equation.Mark, equation.Source, rounding, inputs));
        return new LineResult(_lines.Count, value, unit);
    }

    /// <summary>Adds a line in tCO2e.</summary>
    public LineResult Tonnes(Equation equation, decimal value, params IReadOnlyList<ClaimInput> inputs) => Add(equation, value, Unit.TonneCarbonDioxideEquivalent, inputs);

    /// <summary>Adds the last line, whole credits, and gives the way to them.</summary>
    public Waterfall Finish(Equation equation, Waterfall waterfall, params IReadOnlyList<ClaimInput> inputs)
    {
        AddRounded(equation, waterfall.Credits, Unit.TonneCarbonDioxideEquivalent, Rounding.CreditsRule, inputs);
        return waterfall;
    }

    /// <summary>A number that the project file states under <c>parameters</c>.</summary>
    public ClaimInput Stated(string key, string symbol, Text name, Unit unit) => new(symbol, name, project.Parameters.Decimal(key), unit, "project file", null);

    /// <summary>
    /// A factor of the project with its citation, that of the place (<c>key.place</c>) where there is one, in the unit that the equation needs:
    /// tC and tCO2 differ by 44/12, and nothing is converted silently.
    /// </summary>
    /// <exception cref="MitoshiException"><c>credits.missing_factor</c>, <c>quantities.unit_mismatch</c>.</exception>
    public ClaimInput Factor(string key, string unit, string symbol, Text name, string place = "")
    {
        Factor factor = project.Factor(key, place);
        return factor.Unit == unit ? factor.As(symbol, name)
            : throw UnitAlgebra.Mismatch(($"the factor {factor.Key} in {factor.Unit}, where {unit} belongs", $"係数 {factor.Key} の単位が {factor.Unit}（必要な単位は {unit}）"));
    }

    /// <summary>Length of the period.</summary>
    public ClaimInput Years() => new("years", ("Years of the period", "期間の年数"), Check.Years(project.Years), new Unit("yr"), "period of the claim", null);

    /// <summary>Says that the claim must not be issued, and why.</summary>
    public void NotForIssuance(Text why) => _reasons.Add(why);

    /// <summary>Worst mark of all equations and factors.</summary>
    public Mark Mark() => _lines.SelectMany(line => line.Inputs.Select(input => input.Mark ?? Core.Mark.Verified).Append(line.Mark)).DefaultIfEmpty(Core.Mark.Verified).Max();

    /// <summary>What never issues: what the method said, marks R, factors without a citation.</summary>
    public IReadOnlyList<Text> Refusals()
    {
        List<Text> reasons = [.. _reasons, .. Unsettled(Core.Mark.Reconstructed)];
        foreach (ClaimInput factor in Factors().Where(factor => factor.Citation.Length == 0))
        {
            reasons.Add(($"The factor \"{factor.Name.En}\" has no citation.", $"係数「{factor.Name.Ja}」に出典がありません。"));
        }

        return reasons;
    }

    /// <summary>Rules and factors of mark S that the project file names no confirmed clause for.</summary>
    public IReadOnlyList<Text> NeedsConfirmation() => [.. Unsettled(Core.Mark.Secondary)];

    private IEnumerable<ClaimInput> Factors() => _lines.SelectMany(line => line.Inputs).Where(input => input.Mark is not null).DistinctBy(input => (input.Name.En, input.Citation));

    private IEnumerable<Text> Unsettled(Mark mark)
    {
        foreach (IGrouping<string, ClaimLine> group in _lines.Where(line => line.Mark == mark && !IsConfirmed(mark, line.Source, line.Equation)).GroupBy(line => line.Source))
        {
            string numbers = string.Join(", ", group.Select(line => line.Equation).Distinct());
            yield return Reason(mark, ($"equation {numbers}", $"式{numbers}"), group.Key);
        }

        foreach (ClaimInput factor in Factors().Where(factor => factor.Mark == mark && !IsConfirmed(mark, factor.Citation, factor.Symbol)))
        {
            yield return Reason(mark, ($"factor \"{factor.Name.En}\"", $"係数「{factor.Name.Ja}」"), factor.Citation);
        }
    }

    private bool IsConfirmed(Mark mark, string source, string key)
        => mark == Core.Mark.Secondary && project.Confirmations.Any(item => item.Of == source || item.Of == key);

    private static Text Reason(Mark mark, Text what, string source) => mark == Core.Mark.Reconstructed
        ? ($"Mark R, never issues: {what.En}; {source}.", $"印R（発行不可）：{what.Ja}。{source}")
        : ($"Mark S without a recorded confirmation: {what.En}; {source}.", $"印S（確認記録なし）：{what.Ja}。{source}");
}

/// <summary>Result of a line, ready to go into another.</summary>
internal readonly record struct LineResult(int Number, decimal Value, Unit Unit)
{
    public ClaimInput As(string symbol, Text name) => new(symbol, name, Value, Unit, $"line {Number}", null);
}
