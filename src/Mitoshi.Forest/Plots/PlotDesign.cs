namespace Mitoshi.Forest;

/// <summary>One circle (or other figure) of a plot, in which trees of a diameter class were measured.</summary>
/// <param name="DbhMin">Smallest diameter, included, cm.</param>
/// <param name="DbhMax">Diameter that belongs to the next circle, cm.</param>
/// <param name="AreaHectares">Horizontal area.</param>
public readonly record struct PlotCircle(double DbhMin, double DbhMax, double AreaHectares)
{
    /// <summary>Radius of a circle of this area, m.</summary>
    public double RadiusMetres => Math.Sqrt(AreaHectares * 10_000 / Math.PI);
}

/// <summary>How trees were chosen on a plot: nested circles by diameter. Areas are horizontal.</summary>
/// <param name="Name">For reports.</param>
/// <param name="Circles">In ascending order of diameter, without overlap.</param>
public sealed record PlotDesign(string Name, IReadOnlyList<PlotCircle> Circles)
{
    /// <summary>Japan's national forest inventory: 0.01 / 0.04 / 0.10 ha for DBH 1-5 / 5-18 / 18 cm and more.</summary>
    public static PlotDesign JapanNationalInventory { get; } = new(
        "japan_nfi", [new PlotCircle(1, 5, 0.01), new PlotCircle(5, 18, 0.04), new PlotCircle(18, double.PositiveInfinity, 0.10)]);

    /// <summary>One plot of fixed area for all trees.</summary>
    public static PlotDesign Fixed(double areaHectares, double dbhMin = 0)
        => new($"fixed {areaHectares} ha", [new PlotCircle(dbhMin, double.PositiveInfinity, areaHectares)]);

    /// <summary>Trees per hectare that one measured tree stands for; 0 when its diameter is below the smallest circle's.</summary>
    /// <param name="dbhCentimetres">Diameter. A limit belongs to the larger circle: 5.0 to the middle one, 18.0 to the large one.</param>
    /// <param name="insideShare">Share of the plot inside the area, above 0 up to 1; a plot cut in half counts each tree twice per hectare.</param>
    /// <param name="slopeDegrees">
    /// Slope when the radii were laid along the ground and not corrected: the horizontal area is smaller by its cosine. 0 for horizontal radii.
    /// </param>
    public double ExpansionFactor(double dbhCentimetres, double insideShare = 1, double slopeDegrees = 0)
    {
        foreach (PlotCircle circle in Circles)
        {
            if (dbhCentimetres >= circle.DbhMin && dbhCentimetres < circle.DbhMax)
            {
                return 1 / (circle.AreaHectares * insideShare * Math.Cos(slopeDegrees * Math.PI / 180));
            }
        }

        return 0;
    }

    /// <summary>Area of the largest circle, ha: the support of the plot for a comparison with pixels.</summary>
    public double SupportHectares => Circles.Max(circle => circle.AreaHectares);

    /// <summary>The design of a name, an area in hectares (<c>0.04</c>), or a table with <c>dbh_min_cm, dbh_max_cm, area_ha</c>.</summary>
    /// <exception cref="MitoshiException"><c>plots.bad_design</c>.</exception>
    public static PlotDesign Parse(string text, IFiles files)
    {
        if (text is "japan_nfi")
        {
            return JapanNationalInventory;
        }

        if (double.TryParse(text, out double hectares) && hectares > 0)
        {
            return Fixed(hectares);
        }

        if (!files.Exists(text))
        {
            throw BadDesign(($"the design {text} is no name, area or file", $"設計「{text}」は名前でも面積でもファイルでもありません"));
        }

        FactorTable table = FactorTable.Read(text, files);
        PlotCircle[] circles = [.. table.Rows.Select(row => new PlotCircle(
            table.Number(row, "dbh_min_cm"), double.IsNaN(table.Number(row, "dbh_max_cm")) ? double.PositiveInfinity : table.Number(row, "dbh_max_cm"),
            table.Number(row, "area_ha"))).OrderBy(circle => circle.DbhMin)];
        for (int i = 0; i < circles.Length; i++)
        {
            if (!(circles[i].AreaHectares > 0) || !(circles[i].DbhMax > circles[i].DbhMin) || (i > 0 && circles[i].DbhMin < circles[i - 1].DbhMax))
            {
                throw BadDesign(($"{table.Name}, row {i + 2}: diameters overlap or the area is not above 0", $"{table.Name} {i + 2}行目：直径が重なるか面積が0以下"));
            }
        }

        return circles.Length > 0 ? new PlotDesign(table.Name, circles) : throw BadDesign(($"{table.Name} has no row", $"{table.Name} に行がありません"));
    }

    private static MitoshiException BadDesign(Text found) => new(
        "plots.bad_design", found,
        expected: ("japan_nfi, one area in hectares, or a CSV with dbh_min_cm, dbh_max_cm, area_ha", "japan_nfi、ヘクタール単位の面積、または dbh_min_cm, dbh_max_cm, area_ha のCSV"),
        remedy: ("Write for example --design 0.04, or make the table.", "例：--design 0.04、または表を作ってください。"));
}
