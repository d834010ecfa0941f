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

    /// <summary>Says that the claim must not be issued, and why.</summary>
    public void NotForIssuance(Text why) => _reasons.Add(why);

    /// <summary>Worst mark of all equations and factors.</summary>
    public Mark Mark() => _lines.SelectMany(line => line.Inputs.Select(input => input.Mark ?? Core.Mark.Verified).Append(line.Mark)).DefaultIfEmpty(Core.Mark.Verified).Max();

    /// <summary>Everything that stands against issuing: what the method said, marks R, marks S without a confirmation, factors without a citation.</summary>
    public IReadOnlyList<Text> Reasons()
    {
        List<Text> reasons = [.. _reasons];
        foreach (IGrouping<(Mark, string), ClaimLine> group in _lines.Where(line => !IsSettled(line.Mark, line.Source, line.Equation)).GroupBy(line => (line.Mark, line.Source)))
        {
            string numbers = string.Join(", ", group.Select(line => line.Equation).Distinct());
            reasons.Add(Reason(group.Key.Item1, ($"equation {numbers}", $"式{numbers}"), group.Key.Item2));
        }

        foreach (ClaimInput factor in _lines.SelectMany(line => line.Inputs).Where(input => input.Mark is not null).DistinctBy(input => (input.Name.En, input.Citation)))
        {
            if (!IsSettled(factor.Mark!.Value, factor.Citation, factor.Symbol))
            {
                reasons.Add(Reason(factor.Mark.Value, ($"factor \"{factor.Name.En}\"", $"係数「{factor.Name.Ja}」"), factor.Citation));
            }

            if (factor.Citation.Length == 0)
            {
                reasons.Add(($"The factor \"{factor.Name.En}\" has no citation.", $"係数「{factor.Name.Ja}」に出典がありません。"));
            }
        }

        return reasons;
    }

    // V and C stand by themselves, S with a recorded confirmation of its source, equation or symbol, R never.
    private bool IsSettled(Mark mark, string source, string key) => mark switch
    {
        Core.Mark.Verified or Core.Mark.Corroborated => true,
        Core.Mark.Secondary => project.Confirmations.Any(item => item.Of == source || item.Of == key),
        _ => false,
    };

    private static Text Reason(Mark mark, Text what, string source) => mark == Core.Mark.Reconstructed
        ? ($"Mark R, never issues: {what.En}; {source}.", $"印R（発行不可）：{what.Ja}。{source}")
        : ($"Mark S without a recorded confirmation: {what.En}; {source}.", $"印S（確認記録なし）：{what.Ja}。{source}");
}

/// <summary>Result of a line, ready to go into another.</summary>
internal readonly record struct LineResult(int Number, decimal Value, Unit Unit)
{
    public ClaimInput As(string symbol, Text name) => new(symbol, name, Value, Unit, $"line {Number}", null);
}
