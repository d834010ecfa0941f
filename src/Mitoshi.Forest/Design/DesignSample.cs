using Mitoshi.Gdal;
using Mitoshi.Statistics;

namespace Mitoshi.Forest;

/// <summary>How the plots will be used, which decides how many are needed.</summary>
public enum SamplePlan
{
    /// <summary>Simple random plots, no map.</summary>
    SimpleRandom,

    /// <summary>Plots stratified by the map.</summary>
    Stratified,

    /// <summary>Simple random plots with the map in the regression estimator.</summary>
    Regression,
}

/// <summary>How points are placed.</summary>
public enum PointDraw
{
    /// <summary>Spread over the area by the local pivotal method.</summary>
    Balanced,

    /// <summary>Independently at random.</summary>
    Random,
}

/// <summary>How many plots a wanted interval needs, and where.</summary>
[Process("forest_design", En = "Plan a sample: how many plots, and where, for a wanted interval", Ja = "標本設計：必要なプロット数と配置を決める",
    Examples = ["forest design agb.tif --half-width 10 --residual 40", "forest design agb.tif --areas project.gpkg --pilot plots.gpkg --plan regression --output points.gpkg"])]
public sealed record DesignSample : Process<SampleDesign>
{
    private const int Bins = 1000, CandidatesMax = 4000, PilotMin = 8;

    /// <summary>Map.</summary>
    [Parameter(En = "Map of biomass", Ja = "バイオマスの地図", Position = 0, IsPath = true)]
    public required string Map { get; init; }

    /// <summary>Areas.</summary>
    [Parameter(En = "Areas to sample (polygons); the whole map when left out", Ja = "調査地域（ポリゴン）。省けば地図全体", IsPath = true)]
    public string? Areas { get; init; }

    /// <summary>Output of points.</summary>
    [Parameter(En = "Points: .gpkg, .gpx, .geojson, .csv", Ja = "点の出力：.gpkg、.gpx、.geojson、.csv", IsPath = true)]
    public string Output { get; init; } = "points.gpkg";

    /// <summary>Wanted half-width.</summary>
    [Parameter(En = "Wanted half-width of the interval, in percent of the mean", Ja = "望む区間の半幅（平均に対する割合）", Unit = "%", Min = 0.1, Max = 100)]
    public double HalfWidth { get; init; } = 10;

    /// <summary>Level.</summary>
    [Parameter(En = "Confidence level", Ja = "信頼水準", Min = 0.5, Max = 0.999)]
    public double Level { get; init; } = 0.95;

    /// <summary>Plan.</summary>
    [Parameter(En = "How the plots will be used", Ja = "プロットの使い方")]
    public SamplePlan Plan { get; init; } = SamplePlan.Stratified;

    /// <summary>Draw.</summary>
    [Parameter(En = "How points are placed", Ja = "点の配置")]
    public PointDraw Draw { get; init; } = PointDraw.Balanced;

    /// <summary>Strata.</summary>
    [Parameter(En = "Strata of the map", Ja = "地図の層の数", Min = 2, Max = 10)]
    public int Strata { get; init; } = 4;

    /// <summary>Standard deviation of plots around the map.</summary>
    [Parameter(En = "Standard deviation of plot values around the map, in the map's unit", Ja = "地図に対するプロット値の標準偏差（地図の単位）", Min = 0)]
    public double? Residual { get; init; }

    /// <summary>Pilot plots.</summary>
    [Parameter(En = "Earlier plots, to learn that deviation from", Ja = "過去のプロット（その偏差を求める）", IsPath = true)]
    public string? Pilot { get; init; }

    /// <summary>Column of the pilot's value.</summary>
    [Parameter(En = "Column with the earlier plots' value", Ja = "過去のプロットの値の列")]
    public string? ValueColumn { get; init; }

    /// <summary>CRS of a pilot table.</summary>
    [Parameter(En = "CRS of x and y when the earlier plots are a table", Ja = "過去のプロットが表のときの座標参照系")]
    public string? Crs { get; init; }

    /// <summary>Least plots in a stratum.</summary>
    [Parameter(En = "Least plots in a stratum", Ja = "層ごとの最少プロット数", Min = 2, Max = 100)]
    public int StratumMin { get; init; } = 5;

    /// <summary>Reserve points.</summary>
    [Parameter(En = "Reserve points, for plots that cannot be reached", Ja = "予備点（到達できないプロットの代わり）", Unit = "%", Min = 0, Max = 100)]
    public double Reserve { get; init; } = 10;

    /// <summary>Change to be seen by a remeasurement.</summary>
    [Parameter(En = "Change of the mean that a remeasurement should see, in the map's unit", Ja = "再調査で検出したい平均の変化（地図の単位）", Min = 0)]
    public double? Change { get; init; }

    /// <summary>Spread of plot changes.</summary>
    [Parameter(En = "Standard deviation of the plots' change; without it 0.5 times that of the plots is assumed and said", Ja = "プロット変化量の標準偏差。なければプロットの0.5倍と仮定して明記", Min = 0)]
    public double? ChangeDeviation { get; init; }

    /// <inheritdoc/>
    protected override Task<SampleDesign> RunAsync(ProcessContext context)
    {
        using RasterFile map = RasterFile.Open(Map);
        List<AreaPolygon> areas = AreaReader.Read(Areas, null, map.Grid);
        PixelStream pixels = new(map, 0, areas);
        (double slope, double residual, Text source) = Spread(map, areas, context.Files);
        DesignStratum[] strata = ReadStrata(pixels, slope, residual, context);
        double total = strata.Sum(stratum => stratum.Pixels), mean = strata.Sum(stratum => stratum.Pixels * stratum.MapMean) / total;
        SamplePlanner planner = new(strata, slope, residual, mean, HalfWidth / 100, Level, StratumMin);
        SamplePlan[] plans = [SamplePlan.SimpleRandom, SamplePlan.Stratified, SamplePlan.Regression];
        PlannedSample[] planned = [.. plans.Select(planner.Plan)];
        PlannedSample chosen = planned[(int)Plan];
        if (chosen.Count > total)
        {
            throw new MitoshiException(
                "design.too_many",
                found: ($"{chosen.Count} plots for a half-width of {HalfWidth} %, in {total:0} pixels", $"半幅{HalfWidth} %に{chosen.Count}プロット必要だが画素は{total:0}"),
                expected: ("fewer plots than pixels", "画素より少ないプロット"),
                remedy: ("Ask for a wider interval, or use the map (--plan regression).", "区間を広くするか、地図を使ってください（--plan regression）。"));
        }

        List<DesignPoint> points = PointPlacer.Place(chosen, strata, Plan, Draw, Reserve / 100, map.Grid, context.Random("forest_design"));
        PointFile.Write(Output, points, map.Grid.Crs, context.Files);
        RemeasurementPower? power = Change is { } change ? Power(change, planner.PlotDeviation, chosen.Count) : null;
        return Task.FromResult(new SampleDesign(points)
        {
            Plans = planned,
            Chosen = chosen,
            Strata = strata,
            Mean = mean,
            HalfWidthPercent = HalfWidth,
            Level = Level,
            Source = source,
            Output = Output,
            Draw = Draw,
            Power = power,
        });
    }

    private RemeasurementPower Power(double change, double plotDeviation, int count)
    {
        double deviation = ChangeDeviation ?? (0.5 * plotDeviation);
        return new RemeasurementPower(
            change, deviation, ChangeDeviation is null, Remeasurement.Power(change, deviation, count, Level), Remeasurement.PlotsForPower(change, deviation, 0.8, Level));
    }

    private (double Slope, double Residual, Text Source) Spread(RasterFile map, IReadOnlyList<AreaPolygon> areas, IFiles files)
    {
        if (Pilot is not null)
        {
            SamplePlot[] plots = [.. new SampleReader(ValueColumn, null, Crs, DecimalMark.Point, 0.1).Read(Pilot, map, 0, areas, files).Where(plot => !double.IsNaN(plot.MapValue))];
            if (plots.Length >= PilotMin)
            {
                LinearRegression fit = LinearRegression.Fit(
                    DesignMatrix.Intercept(plots.Length).WithColumn("map", [.. plots.Select(plot => plot.MapValue)]), [.. plots.Select(plot => plot.Value)]);
                return (fit.Coefficients[1], Math.Sqrt(fit.ResidualVariance), ($"{plots.Length} earlier plots: slope {fit.Coefficients[1]:0.00}, deviation {Math.Sqrt(fit.ResidualVariance):0.0}",
                    $"過去の{plots.Length}プロット：傾き{fit.Coefficients[1]:0.00}、偏差{Math.Sqrt(fit.ResidualVariance):0.0}"));
            }
        }

        return Residual is { } declared
            ? (1, declared, ($"declared deviation {declared:0.0}", $"宣言された偏差{declared:0.0}"))
            : throw new MitoshiException(
                "design.no_spread",
                found: (Pilot is null ? "nothing about how far plots lie from the map" : $"fewer than {PilotMin} earlier plots on the map", Pilot is null ? "プロットが地図からどれだけ外れるかの情報がありません" : $"地図上の過去のプロットが{PilotMin}未満です"),
                expected: ("the standard deviation of plots around the map, or earlier plots", "地図に対するプロットの標準偏差、または過去のプロット"),
                remedy: ("Give --residual 40 (the RMSE of the map will do) or --pilot plots.gpkg.", "--residual 40（地図のRMSEでよい）または --pilot plots.gpkg を与えてください。"));
    }

    private DesignStratum[] ReadStrata(PixelStream pixels, double slope, double residual, ProcessContext context)
    {
        double minimum = double.PositiveInfinity, maximum = double.NegativeInfinity;
        pixels.ForEach((_, _, value) => (minimum, maximum) = (Math.Min(minimum, value), Math.Max(maximum, value)), context.Cancellation);
        if (!(maximum > minimum))
        {
            throw new MitoshiException(
                "design.flat_map",
                found: (double.IsPositiveInfinity(minimum) ? "no pixel with a value in the areas" : $"every pixel is {minimum}", double.IsPositiveInfinity(minimum) ? "地域内に値のある画素がありません" : $"すべての画素が{minimum}です"),
                expected: ("a map with different values in the areas", "地域内で値の異なる地図"),
                remedy: ("Check that map and areas overlap.", "地図と地域が重なるか確かめてください。"));
        }

        double width = (maximum - minimum) / Bins;
        long[] histogram = new long[Bins];
        pixels.ForEach((_, _, value) => histogram[Math.Min((int)((value - minimum) / width), Bins - 1)]++, context.Cancellation);
        double[] breaks = StratumBreaks.Of(histogram, minimum, width, Strata);
        DesignStratum[] strata = [.. Enumerable.Range(0, breaks.Length + 1).Select(h => new DesignStratum(
            h == 0 ? minimum : breaks[h - 1], h == breaks.Length ? maximum : breaks[h], slope, residual, CandidatesMax, context.Random($"forest_design/candidates/{h}")))];
        pixels.ForEach(
            (column, row, value) =>
            {
                int h = 0;
                while (h < breaks.Length && value > breaks[h])
                {
                    h++;
                }

                strata[h].Add(column, row, value);
            },
            context.Cancellation);
        return strata;
    }
}
