using Mitoshi.Gdal;

namespace Mitoshi.Forest;

/// <summary>Reads GEDI granules, filters the shots with the reasons counted, and writes them as points.</summary>
[Process("forest_gedi", En = "Read GEDI footprints, filter them and count the reasons", Ja = "GEDIフットプリントを読み、理由を数えながら選別する",
    Examples = ["forest gedi GEDI04_A_*.h5 --output footprints.gpkg", "forest gedi GEDI02_A_*.h5 --sensitivity 0.97"])]
public sealed record ReadGedi : Process<GediFootprints>
{
    /// <summary>Granules.</summary>
    [Parameter(En = "L2A or L4A granules (HDF5)", Ja = "L2A・L4Aグラニュール（HDF5）", Position = 0, IsPath = true)]
    public required string[] Granules { get; init; }

    /// <summary>Output.</summary>
    [Parameter(En = "Points that were kept: .gpkg, .geojson, .fgb or .csv", Ja = "残した点：.gpkg、.geojson、.fgb、.csv", IsPath = true)]
    public string Output { get; init; } = "gedi.gpkg";

    /// <summary>Smallest sensitivity.</summary>
    [Parameter(En = "Smallest sensitivity outside the tropics", Ja = "熱帯以外の感度の下限", Min = 0, Max = 1)]
    public double Sensitivity { get; init; } = 0.95;

    /// <summary>Smallest sensitivity in the tropics.</summary>
    [Parameter(En = "Smallest sensitivity in the tropics", Ja = "熱帯の感度の下限", Min = 0, Max = 1)]
    public double SensitivityTropics { get; init; } = 0.98;

    /// <summary>Keeps degraded shots.</summary>
    [Parameter(En = "Keep shots with a degrade flag", Ja = "劣化フラグのあるショットも残す")]
    public bool KeepDegraded { get; init; }

    /// <summary>Only night.</summary>
    [Parameter(En = "Night shots only", Ja = "夜間のショットだけ")]
    public bool NightOnly { get; init; }

    /// <summary>Western bound.</summary>
    [Parameter(En = "Western bound", Ja = "西端", Unit = "degree", Min = -180, Max = 180)]
    public double? West { get; init; }

    /// <summary>Southern bound.</summary>
    [Parameter(En = "Southern bound", Ja = "南端", Unit = "degree", Min = -90, Max = 90)]
    public double? South { get; init; }

    /// <summary>Eastern bound.</summary>
    [Parameter(En = "Eastern bound", Ja = "東端", Unit = "degree", Min = -180, Max = 180)]
    public double? East { get; init; }

    /// <summary>Northern bound.</summary>
    [Parameter(En = "Northern bound", Ja = "北端", Unit = "degree", Min = -90, Max = 90)]
    public double? North { get; init; }

    /// <inheritdoc/>
    protected override Task<GediFootprints> RunAsync(ProcessContext context)
    {
        (double, double, double, double)? bounds = West is null && South is null && East is null && North is null
            ? null
            : (West ?? -180, South ?? -90, East ?? 180, North ?? 90);
        GediFilter filter = new(Sensitivity, SensitivityTropics, KeepDegraded, NightOnly, bounds);
        SortedDictionary<GediReason, int> counts = [];
        List<Footprint> kept = [];
        List<Footprint> all = [];
        using (IProgressTask task = context.Progress.Start(("Granules", "グラニュール"), Granules.Length))
        {
            foreach (string granule in Granules.Order(StringComparer.Ordinal))
            {
                context.Cancellation.ThrowIfCancellationRequested();
                foreach (Footprint shot in GediReader.Read(granule))
                {
                    GediReason reason = filter.Judge(shot);
                    counts[reason] = counts.GetValueOrDefault(reason) + 1;
                    all.Add(shot);
                    if (reason == GediReason.Kept)
                    {
                        kept.Add(shot);
                    }
                }

                task.Advance(1);
            }
        }

        if (Path.GetDirectoryName(Path.GetFullPath(Output)) is { } folder)
        {
            context.Files.CreateFolder(folder);
        }

        VectorFile.Write(Output, Layer(kept), VectorGeometry.Point);
        return Task.FromResult(new GediFootprints(kept, counts) { Output = Output, RecomputedWorst = ProductCheck.Worst(all), Hybrid = GediHybrid.Mean(kept) });
    }

    private static VectorLayer Layer(List<Footprint> shots)
    {
        VectorField[] fields =
        [
            new("shot", false), new("granule", false), new("beam", false), new("stratum", false), new("agb_mg_ha", true), new("agb_se_mg_ha", true),
            new("rh98_m", true), new("elevation_m", true), new("sensitivity", true), new("lon", true), new("lat", true), new("position_se_m", true),
        ];
        return new VectorLayer("footprints", Crs.Wgs84, fields, [.. shots.Select((shot, i) => new VectorFeature(i, PlotGeometry.Point(shot.Longitude, shot.Latitude),
        [
            VectorAttribute.Of(shot.Shot.ToString()), VectorAttribute.Of(shot.Granule), VectorAttribute.Of(shot.Beam), VectorAttribute.Of(shot.Stratum), Of(shot.Agbd),
            Of(shot.Recomputed is { } biomass ? biomass.DeltaError(GediModel.Find(shot.Stratum).BiasCorrection).Magnitude : double.NaN),
            Of(shot.Rh98Metres), Of(shot.ElevationMetres), Of(shot.Sensitivity), Of(shot.Longitude), Of(shot.Latitude), Of(GediFootprints.PositionErrorMetres),
        ]))]);

        static VectorAttribute Of(double number) => double.IsNaN(number) ? VectorAttribute.Nothing : VectorAttribute.Of(number);
    }
}
