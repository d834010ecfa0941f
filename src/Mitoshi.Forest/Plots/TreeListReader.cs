namespace Mitoshi.Forest;

/// <summary>Units a tree list may be measured in.</summary>
public enum DiameterUnit
{
    /// <summary>Centimetres.</summary>
    Cm,

    /// <summary>Millimetres.</summary>
    Mm,
}

/// <summary>Reads plots and trees from tables, asks for units that are not declared, and refuses what cannot be true.</summary>
internal sealed record TreeListReader(AllometryKind Allometry, DiameterUnit? DbhUnit, bool AreHeightsInMetres, string? Prefecture, bool AreRadiiHorizontal)
{
    private const double DbhMax = 400, HeightMax = 120;

    public SortedDictionary<string, PlotSite> ReadPlots(PlotTable table, string? plotColumn, string? xColumn, string? yColumn)
    {
        int plot = table.Require(plotColumn, "plot", "plot_id", "plotid", "id", "プロット", "プロット番号", "プロットID");
        int x = table.Find(xColumn, "x", "easting", "lon", "longitude", "経度"), y = table.Find(yColumn, "y", "northing", "lat", "latitude", "緯度");
        int share = table.Find(null, "inside_share", "edge_share", "share", "区域内割合"), slope = table.Find(null, "slope_deg", "slope", "傾斜", "傾斜角");
        int age = table.Find(null, "age_years", "age", "林齢");
        SortedDictionary<string, PlotSite> plots = new(StringComparer.Ordinal);
        for (int row = 0; row < table.Rows.Count; row++)
        {
            string id = table.Text(row, plot);
            (double X, double Y)? place = PlotGeometry.Read(table.Geometries[row]);
            if (place is null && x >= 0 && y >= 0)
            {
                place = (table.Number(row, x), table.Number(row, y));
            }

            double inside = share >= 0 ? table.Number(row, share) : 1, slopeDegrees = slope >= 0 ? table.Number(row, slope) : 0;
            Require(inside is > 0 and <= 1 || double.IsNaN(inside), table, row, "inside_share", inside, ("above 0 up to 1", "0より大きく1以下"));
            Require(slopeDegrees is >= 0 and < 80 || double.IsNaN(slopeDegrees), table, row, "slope", slopeDegrees, ("0 to 80 degrees", "0〜80度"));
            double years = age >= 0 ? table.Number(row, age) : double.NaN;
            PlotSite site = new(
                id, place?.X ?? double.NaN, place?.Y ?? double.NaN, double.IsNaN(inside) ? 1 : inside,
                AreRadiiHorizontal || double.IsNaN(slopeDegrees) ? 0 : slopeDegrees, double.IsNaN(years) ? null : (int)years);
            if (!plots.TryAdd(id, site))
            {
                throw new MitoshiException(
                    "plots.duplicate",
                    found: ($"{table.Name}, row {row + 2}: plot {id} stands there twice", $"{table.Name} {row + 2}行目：プロット{id}が二度あります"),
                    expected: ("every plot once", "プロットは一度ずつ"),
                    remedy: ("Remove one, or give visits of other years their own names.", "片方を除くか、別の年の調査には別の名前をつけてください。"));
            }
        }

        return plots;
    }

    public Dictionary<string, List<Tree>> ReadTrees(PlotTable table, SortedDictionary<string, PlotSite> plots, string? plotColumn, string? defaultSpecies)
    {
        int plot = table.Require(plotColumn, "plot", "plot_id", "plotid", "プロット", "プロット番号", "プロットID");
        (int dbh, double toCentimetres) = DiameterColumn(table);
        int height = HeightColumn(table), species = table.Find(null, "species", "樹種", "樹種名", "sp");
        int equation = table.Find(null, "volume_equation", "材積式"), density = table.Find(null, "wood_density", "wood_density_g_cm3", "density");
        int prefecture = table.Find(null, "prefecture", "都道府県");
        if (species < 0 && defaultSpecies is null)
        {
            species = table.Require(null, "species");
        }

        Dictionary<string, List<Tree>> trees = new(StringComparer.Ordinal);
        Dictionary<string, string> equations = new(StringComparer.Ordinal);
        for (int row = 0; row < table.Rows.Count; row++)
        {
            string id = table.Text(row, plot);
            if (!plots.ContainsKey(id))
            {
                throw new MitoshiException(
                    "plots.unknown_plot",
                    found: ($"{table.Name}, row {row + 2}: plot {id} is not in the plot table", $"{table.Name} {row + 2}行目：プロット{id}はプロット表にありません"),
                    expected: ("trees of plots that are listed", "表にあるプロットの木"),
                    remedy: ("Add the plot or correct its name; spaces and zeros count.", "プロットを加えるか名前を直してください（空白や先頭の0も区別します）。"));
            }

            double d = table.Number(row, dbh) * toCentimetres, h = height >= 0 ? table.Number(row, height) : double.NaN;
            Require(d is > 0 and < DbhMax, table, row, table.Columns[dbh], d, ($"a diameter above 0 and below {DbhMax} cm", $"0より大きく{DbhMax} cm未満の直径"));
            Require(double.IsNaN(h) || h is > 0 and < HeightMax, table, row, "height", h, ($"a height above 0 and below {HeightMax} m", $"0より大きく{HeightMax} m未満の樹高"));
            TreeSpecies kind = SpeciesNames.Find(species >= 0 ? table.Text(row, species) : defaultSpecies!);
            string name = Allometry == AllometryKind.JapanInventory
                ? equation >= 0 && table.Rows[row][equation]?.Trim() is { Length: > 0 } named ? named : EquationFor(prefecture >= 0 ? table.Text(row, prefecture) : null, kind, equations)
                : string.Empty;
            double rho = density >= 0 ? table.Number(row, density) : double.NaN;
            Require(Allometry != AllometryKind.Chave2014 || rho is > 0.05 and < 1.5, table, row, "wood_density", rho, ("wood density in g/cm3, 0.05 to 1.5", "木材密度 0.05〜1.5 g/cm3"));
            if (!trees.TryGetValue(id, out List<Tree>? list))
            {
                trees[id] = list = [];
            }

            list.Add(new Tree(id, d, h, kind, name, rho));
        }

        return trees;
    }

    private string EquationFor(string? prefecture, TreeSpecies species, Dictionary<string, string> known)
    {
        prefecture ??= Prefecture ?? throw new MitoshiException(
            "plots.no_prefecture",
            found: ("no prefecture for the stem volume equations", "材積式を選ぶ都道府県がありません"),
            expected: ("a column prefecture, the option --prefecture, or a column volume_equation", "列 prefecture、--prefecture、または列 volume_equation"),
            remedy: ("For example --prefecture Tokyo.", "例：--prefecture 東京都"));
        string key = prefecture + "|" + species.Key;
        if (!known.TryGetValue(key, out string? name))
        {
            known[key] = name = StemVolumeNames.For(prefecture, species);
        }

        return name;
    }

    private (int Column, double ToCentimetres) DiameterColumn(PlotTable table)
    {
        (string Name, double Factor)[] declared = [("dbh_cm", 1), ("dbh_mm", 0.1), ("胸高直径_cm", 1), ("胸高直径(cm)", 1), ("胸高直径（cm）", 1), ("diameter_cm", 1), ("diameter_mm", 0.1)];
        foreach ((string name, double factor) in declared)
        {
            int found = table.Find(null, name);
            if (found >= 0)
            {
                return (found, factor);
            }
        }

        int bare = table.Require(null, "dbh", "胸高直径", "直径", "diameter", "d");
        return DbhUnit is { } unit
            ? (bare, unit == DiameterUnit.Mm ? 0.1 : 1)
            : throw UnitNeeded(table, bare, "cm", "--dbh-unit cm");
    }

    private int HeightColumn(PlotTable table)
    {
        int declared = table.Find(null, "height_m", "h_m", "樹高_m", "樹高(m)", "樹高（m）");
        if (declared >= 0)
        {
            return declared;
        }

        int bare = table.Find(null, "height", "樹高", "h");
        return bare < 0 || AreHeightsInMetres ? bare : throw UnitNeeded(table, bare, "m", "--heights-in-metres");
    }

    private static MitoshiException UnitNeeded(PlotTable table, int column, string unit, string option) => new(
        "plots.unit_needed",
        found: ($"{table.Name}: column {table.Columns[column]} does not say its unit", $"{table.Name}：列「{table.Columns[column]}」の単位が分かりません"),
        expected: ($"a name with a unit, such as {table.Columns[column]}_{unit}, or a declared unit", $"「{table.Columns[column]}_{unit}」のような単位つきの名前か、単位の宣言"),
        remedy: ($"Declare it: {option}. Units are never guessed.", $"{option} で宣言してください。単位は推測しません。"));

    private static void Require(bool isRight, PlotTable table, int row, string column, double value, Text expected)
    {
        if (!isRight)
        {
            throw new MitoshiException(
                "plots.implausible",
                found: ($"{table.Name}, row {row + 2}, column {column}: {(double.IsNaN(value) ? "no value" : value)}", $"{table.Name} {row + 2}行目 列「{column}」：{(double.IsNaN(value) ? "値なし" : value)}"),
                expected: expected,
                remedy: ("Check the unit and the decimal mark of the column.", "列の単位と小数点を確かめてください。"));
        }
    }
}
