using System.Text.Json.Nodes;
using Mitoshi.Catalog.Products;
using Mitoshi.Forest.Change;
using Mitoshi.Raster;
using Mitoshi.Statistics;

namespace Mitoshi.Forest.Measures;

/// <summary>
/// The area of a place that lost its forest between two dates, by a stratified sample of points: the map of change only says where to look more
/// often, what was lost is what the reference shows there. Pixel counts of a map are biased by its errors; this estimate isn't.
/// </summary>
/// <remarks>Olofsson et al. 2014, Remote Sensing of Environment 148:42-57, eq. 9 to 11.</remarks>
[Process("forest_loss", En = "Measure the area lost in a place by a sample of points, with its standard error, for credits", Ja = "標本点により、ある場所の減少面積と標準誤差を測り、クレジット用の測定値にする",
    Examples = ["forest loss --change workspace/products/change --zones classes.tif --zone-value 9 --place evergreen --reference interpreted.tif --loss-values 2 4 --output loss.json"])]
public sealed record MeasureLoss : Process<ForestMeasurement>
{
    /// <summary>Product of forest change.</summary>
    [Parameter(En = "Change map (folder of the product)", Ja = "変化地図(成果物のフォルダ)", IsPath = true)]
    public required string Change { get; init; }

    /// <summary>Raster that marks the place.</summary>
    [Parameter(En = "Raster that marks the place", Ja = "場所を示すラスタ", IsPath = true)]
    public required string Zones { get; init; }

    /// <summary>Value of the raster inside the place.</summary>
    [Parameter(En = "Value of that raster inside the place", Ja = "場所の内側の値")]
    public int ZoneValue { get; init; } = 1;

    /// <summary>Name of the place.</summary>
    [Parameter(En = "Name of the place", Ja = "場所の名前")]
    public required string Place { get; init; }

    /// <summary>What was interpreted.</summary>
    [Parameter(En = "Raster of the reference interpretation; only the sampled points are read", Ja = "参照判読のラスタ。標本点だけを読む", IsPath = true)]
    public required string Reference { get; init; }

    /// <summary>Values of the reference that mean loss.</summary>
    [Parameter(En = "Values of the reference that mean loss", Ja = "減少を意味する参照の値")]
    public int[] LossValues { get; init; } = [1];

    /// <summary>Points in each stratum.</summary>
    [Parameter(En = "Points in each stratum (mapped loss, and the rest)", Ja = "層(減少と判定、それ以外)ごとの点数", Min = 2, Max = 1_000_000)]
    public int Samples { get; init; } = 200;

    /// <summary>Where to write.</summary>
    [Parameter(En = "File to write (JSON)", Ja = "出力ファイル(JSON)", IsPath = true)]
    public required string Output { get; init; }

    /// <inheritdoc/>
    protected override Task<ForestMeasurement> RunAsync(ProcessContext context)
    {
        JsonNode properties = ProductFolder.ReadItem(Change)["properties"]!;
        using ISource change = RasterSource.Open(ClassPath, IsLocal(properties) ? Crs.Local : null, properties["proj:transform"]?[0]?.GetValue<double>() ?? 1);
        Grid grid = change.Grid;
        using ISource zones = Aligned(Zones, grid), reference = Aligned(Reference, grid);
        List<int>[] strata = Strata(change.ReadBlock(grid.Whole).Band(0), zones.ReadBlock(grid.Whole).Band(0));
        float[] truth = reference.ReadBlock(grid.Whole).Band(0).ToArray();
        double pixels = strata.Sum(stratum => stratum.Count);
        RandomStream random = context.Random($"forest/loss/{Place}");
        Estimate share = StratifiedSample.Mean(
            [.. strata.Where(stratum => stratum.Count > 0).Select(stratum => new Stratum(stratum.Count / pixels, [.. Draw(stratum, random).Select(pixel => IsLoss(truth[pixel]) ? 1.0 : 0.0)]))], Unit.One);
        double hectares = pixels * grid.PixelArea / 10_000;
        DateOnly from = Day(properties, "start_datetime"), to = Day(properties, "end_datetime");
        Estimate lost = new(share.Value * hectares, Unit.Hectare, new StandardError(share.Error.Magnitude * hectares), share.DegreesOfFreedom, "design_based.stratified");
        Measurement measurement = new($"{Place}-loss-{to.Year}", lost, Place, hectares, from, to.AddDays(1), "agb", LineageOf(context));
        context.Files.CreateFolder(Path.GetDirectoryName(Path.GetFullPath(Output))!);
        context.Files.WriteAtomically(Output, MeasurementJson.Write([measurement]));
        return Task.FromResult(new ForestMeasurement(measurement, Path.GetFullPath(Output)));
    }

    private string ClassPath => Path.Combine(Change, "change_class.tif");

    private static bool IsLocal(JsonNode properties) => properties["proj:code"] is null && properties["proj:wkt2"] is null;

    private static ISource Aligned(string path, Grid grid)
        => AlignedSource.Classes(RasterSource.Open(path, grid.Crs.IsLocal ? Crs.Local : null, Math.Abs(grid.Transform.ColumnX), [0]), grid);

    private static DateOnly Day(JsonNode properties, string name) => DateOnly.Parse(properties[name]!.GetValue<string>()[..10]);

    private bool IsLoss(float value) => LossValues.Contains((int)value);

    // Mapped loss, and the rest of the place.
    private List<int>[] Strata(ReadOnlySpan<float> change, ReadOnlySpan<float> zones)
    {
        List<int>[] strata = [[], []];
        for (int i = 0; i < change.Length; i++)
        {
            if (zones[i] == ZoneValue && float.IsFinite(change[i]))
            {
                strata[(ChangeClass)change[i] == ChangeClass.Loss ? 0 : 1].Add(i);
            }
        }

        // Two points are the least that a variance needs; a handful of pixels is joined to the rest.
        if (strata[0].Count < 2)
        {
            strata[1].AddRange(strata[0]);
            strata[0].Clear();
        }

        return strata[1].Count >= 2 ? strata : throw new MitoshiException("measure.empty",
            found: ($"no pixel of the change map has the value {ZoneValue} in {Zones}", $"{Zones} の値 {ZoneValue} に、変化地図の画素がありません"),
            expected: ("a place that lies in the map", "地図の中の場所"),
            remedy: ("Check the value.", "値を確かめてください。"));
    }

    // Without replacement: the first steps of a shuffle.
    private IEnumerable<int> Draw(List<int> stratum, RandomStream random)
    {
        int count = Math.Min(Samples, stratum.Count);
        for (int i = 0; i < count; i++)
        {
            int j = i + random.NextInt(stratum.Count - i);
            (stratum[i], stratum[j]) = (stratum[j], stratum[i]);
        }

        return stratum.Take(count);
    }

    private Lineage LineageOf(ProcessContext context)
    {
        string root = context.Workspace.Root;
        InputFile[] inputs = [InputFiles.Of(ClassPath, "forest_change", root), InputFiles.Of(Path.Combine(Change, ProductFolder.ItemName), "forest_change", root), InputFiles.Of(Zones, "zones", root), InputFiles.Of(Reference, "reference", root)];
        return new Lineage("forest_loss", context.Version, [.. inputs.OrderBy(input => input.Name, StringComparer.Ordinal)], RecordedProcess.Write(this, root), context.Seed);
    }
}
