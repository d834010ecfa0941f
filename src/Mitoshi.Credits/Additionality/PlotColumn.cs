namespace Mitoshi.Credits.Additionality;

/// <summary>A column that was taken out of both tables before the matching: the controls were not chosen by it, so it can test them.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Plots">Values of the project plots.</param>
/// <param name="Donors">Values of the donors.</param>
internal sealed record PlotColumn(string Name, double[] Plots, double[] Donors)
{
    /// <summary>Takes the column out of both tables.</summary>
    /// <exception cref="MitoshiException"><c>credits.missing_field</c>.</exception>
    public static PlotColumn TakeFrom(ref PlotTable plots, ref PlotTable donors, string name)
    {
        int index = plots.Covariates.ToList().IndexOf(name);
        if (index < 0 || plots.Covariates.Count < 2)
        {
            throw new MitoshiException("credits.missing_field",
                found: ($"no covariate {name}, or none beside it", $"共変量 {name} がないか、他の共変量がありません"),
                expected: (string.Join(", ", plots.Covariates), string.Join("、", plots.Covariates)),
                remedy: ("Name a column of both tables; at least one must be left to match by.", "両方の表にある列を指定し、対応づけ用に1列以上残してください。"));
        }

        PlotColumn column = new(name, [.. plots.Values.Select(row => row[index])], [.. donors.Values.Select(row => row[index])]);
        (plots, donors) = (Without(plots, index), Without(donors, index));
        return column;
    }

    /// <summary>Differences of project plots and their weighted controls in this column, tested against zero.</summary>
    /// <param name="matching">Who is whose control.</param>
    /// <param name="controls">Weights, in the order of the pairs.</param>
    public PlaceboTest Placebo(Matching matching, IReadOnlyList<RegisteredControl> controls)
    {
        double[] differences = [.. matching.Pairs.Select((pair, i) => (pair.Project, Weighted: controls[i].Weight * Donors[pair.Control])).GroupBy(item => item.Project)
            .Select(group => Plots[group.Key] - group.Sum(item => item.Weighted))];
        (double mean, double t, double p, bool passes) = Effects.Placebo(differences);
        return new PlaceboTest(Name, differences, mean, t, p, passes);
    }

    private static PlotTable Without(PlotTable table, int index)
        => new([.. table.Covariates.Where((_, k) => k != index)], table.Ids, [.. table.Values.Select(row => row.Where((_, k) => k != index).ToArray())]);
}

/// <summary>Differences before the start, where honest controls show none.</summary>
internal sealed record PlaceboTest(string Column, IReadOnlyList<double> Differences, double Mean, double T, double P, bool Passes);
