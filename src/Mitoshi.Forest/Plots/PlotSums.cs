namespace Mitoshi.Forest;

/// <summary>Plots with their biomass.</summary>
/// <param name="Plots">In ordinal order of name.</param>
public sealed record PlotSums(IReadOnlyList<PlotValue> Plots) : ProcessResult
{
    /// <summary>File that was written.</summary>
    public required string Output { get; init; }

    /// <summary>Name of the plot design.</summary>
    public required string Design { get; init; }

    /// <summary>Allometry used.</summary>
    public required AllometryKind Allometry { get; init; }

    /// <summary>Factor table used: <c>built-in</c> or a file.</summary>
    public required string FactorTable { get; init; }

    /// <summary>Error of the mean over all plots from the factors that all share, Mg/ha; more plots do not make it smaller.</summary>
    public required StandardError MeanErrorShared { get; init; }

    /// <summary>Trees below the smallest diameter of the design, left out.</summary>
    public required int TreesTooThin { get; init; }

    /// <summary>Plots without a tree: biomass 0.</summary>
    public required int PlotsWithoutTrees { get; init; }

    /// <summary>Trees whose height came from a curve.</summary>
    public required int HeightsFromCurve { get; init; }

    /// <inheritdoc/>
    public override Summary Summarise()
    {
        List<Text> notes =
        [
            ($"Design {Design}, allometry {Allometry}, factors {FactorTable}.", $"設計 {Design}、アロメトリー {Allometry}、係数 {FactorTable}。"),
            ($"The standard error holds measurement and allometry. {MeanErrorShared.Magnitude:0.##} Mg/ha of the mean's error is shared by all plots and does not fall with more plots.",
                $"標準誤差は測定とアロメトリーの誤差を含む。平均の誤差のうち{MeanErrorShared.Magnitude:0.##} Mg/haは全プロットに共通で、プロットを増やしても減らない。"),
        ];
        if (FactorTable == "built-in" && Allometry != AllometryKind.Chave2014)
        {
            notes.Add(("Built-in factors are marked as not compared with their documents: check them before any credit is computed.",
                "組み込みの係数は原典と照合していない印つき：クレジットの計算前に確認すること。"));
        }

        AddCount(notes, TreesTooThin, "trees below the smallest diameter were left out", "本の木は最小直径未満のため除外");
        AddCount(notes, PlotsWithoutTrees, "plots have no tree and count as 0", "プロットには木がなく0とした");
        AddCount(notes, HeightsFromCurve, "heights come from a curve fitted to the measured trees", "本の樹高は測定木の樹高曲線による");
        int shown = Math.Min(Plots.Count, 12);
        return new Summary(($"{Plots.Count} plots", $"{Plots.Count}プロット"))
        {
            Notes = notes,
            Tables =
            [
                new SummaryTable(
                    (shown < Plots.Count ? $"First {shown} of {Plots.Count} plots" : "Plots", shown < Plots.Count ? $"{Plots.Count}プロットのうち{shown}" : "プロット"),
                    [("Plot", "プロット"), ("Trees", "木"), ("Stems/ha", "本/ha"), ("Basal area m2/ha", "胸高断面積 m2/ha"), ("AGB Mg/ha", "AGB Mg/ha"), ("SE", "標準誤差")],
                    [.. Plots.Take(shown).Select(plot => (IReadOnlyList<Text>)
                        [plot.Plot, $"{plot.Trees}", $"{plot.StemsPerHectare:0}", $"{plot.BasalArea:0.0}", $"{plot.Agb.Value:0.0}", $"{plot.Agb.Error.Magnitude:0.0}"])]),
            ],
            Files = [new OutputFile(("Biomass per plot", "プロットのバイオマス"), Output)],
            NextSteps = [($"mitoshi forest estimate map.tif {Output} areas.gpkg", $"mitoshi forest estimate map.tif {Output} areas.gpkg")],
        };
    }

    private static void AddCount(List<Text> notes, int count, string english, string japanese)
    {
        if (count > 0)
        {
            notes.Add(($"{count} {english}.", $"{count}{japanese}。"));
        }
    }
}
