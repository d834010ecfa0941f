using Mitoshi.Forest.Inputs;
using Mitoshi.Forest.Maps;
using Mitoshi.Forest.Models;
using Mitoshi.Forest.Simulation;
using Mitoshi.Raster;
using Mitoshi.Raster.Cubes;

namespace Mitoshi.Forest.Tests.EndToEnd;

/// <summary>A simulated landscape on disk, a model of its two years, and maps on demand.</summary>
internal sealed record LandscapeRun(string Folder, int Size, ProcessContext Context)
{
    public static async Task<LandscapeRun> Make(string folder, int size, ulong seed, bool isUnchanging = false, int rows = 16_000)
    {
        ProcessContext context = new() { Workspace = new Workspace(Path.Combine(folder, "workspace")), Threads = 2, Seed = seed };
        string landscape = Path.Combine(folder, "landscape");
        await new SimulateLandscape { Output = landscape, Size = size, Unchanging = isUnchanging }.RunTypedAsync(context);
        LandscapeRun run = new(landscape, size, context);
        await new TrainForest { Sites = [run.Site(2020), run.Site(2024)], Rows = rows, ReferenceError = 0.094, Simulated = true }.RunTypedAsync(context);
        return run;
    }

    public async Task<MappedSite> Map(int year) => (await new MapForest { Sites = [Site(year)], Name = $"m{year}" }.RunTypedAsync(Context)).Sites[0];

    /// <summary>Share of the pixels farther than <paramref name="near"/> pixels from any reference whose interval holds the truth.</summary>
    public async Task<double> Coverage(int year, int near)
    {
        MappedSite map = await Map(year);
        float[] truth = Read($"truth/agb_{year}.tif"), reference = Read($"lidar/agb_{year}.tif"), lower = ReadAt(map.Folder, MapFiles.Lower), upper = ReadAt(map.Folder, MapFiles.Upper);
        int[] unseen = [.. Enumerable.Range(0, truth.Length).Where(pixel => IsUnseen(reference, pixel, near))];
        return unseen.Count(pixel => truth[pixel] >= lower[pixel] && truth[pixel] <= upper[pixel]) / (double)unseen.Length;
    }

    public float[] Read(string name) => ReadAt(Folder, name);

    public static float[] ReadAt(string folder, string name)
    {
        using RasterSource source = RasterSource.Open(Path.Combine(folder, name));
        return source.ReadBlock(source.Grid.Whole).Array;
    }

    public ForestSite Site(int year, bool hasReference = true) => SiteOf(Folder, year, hasReference);

    /// <summary>Every input of a year: terrain, species, cover, both radars, optical scenes with their masks.</summary>
    public static ForestSite SiteOf(string folder, int year, bool hasReference = true)
    {
        List<ForestInput> inputs =
        [
            new() { Path = Path.Combine(folder, "dem.tif"), Role = LayerRole.Elevation }, new() { Path = Path.Combine(folder, "species.tif"), Role = LayerRole.Species },
            new() { Path = Path.Combine(folder, $"landcover_{year}.tif"), Role = LayerRole.LandCover },
        ];
        foreach (string path in Directory.EnumerateFiles(Path.Combine(folder, "sentinel1"), $"S1_{year}*.tif").Order(StringComparer.Ordinal))
        {
            string[] parts = Path.GetFileName(path).Split('_');
            inputs.Add(new ForestInput { Path = path, Role = LayerRole.Sentinel1, Unit = InputUnit.Decibel, Date = DateOnly.ParseExact(parts[1], "yyyyMMdd"), Orbit = parts[2] });
        }

        foreach (string path in Directory.EnumerateFiles(Path.Combine(folder, "sentinel2"), $"S2_{year}*_L2A_*.tif").Order(StringComparer.Ordinal))
        {
            inputs.Add(new ForestInput
            {
                Path = path, Role = LayerRole.Sentinel2, Date = DateOnly.ParseExact(Path.GetFileName(path).Split('_')[1], "yyyyMMdd"), Baseline = year < 2022 ? "02.14" : "05.10",
                Mask = path.Replace("_L2A_", "_SCL_", StringComparison.Ordinal),
            });
        }

        foreach (string band in new[] { "HH", "HV" })
        {
            string path = Directory.EnumerateFiles(Path.Combine(folder, "palsar2"), $"*_{year % 100:00}_sl_{band}_*.tif").Single();
            inputs.Add(new ForestInput { Path = path, Role = LayerRole.Palsar, Bands = band, Date = new DateOnly(year, 7, 1), Mask = path.Replace($"sl_{band}", "mask", StringComparison.Ordinal) });
        }

        return new ForestSite
        {
            Name = $"landscape_{year}", Inputs = [.. inputs],
            Agb = hasReference ? Path.Combine(folder, "lidar", $"agb_{year}.tif") : null, Height = hasReference ? Path.Combine(folder, "lidar", $"height_{year}.tif") : null,
        };
    }

    private bool IsUnseen(float[] reference, int pixel, int near)
    {
        // The lines run from north to south: only columns matter.
        int row = pixel / Size, column = pixel % Size;
        for (int other = Math.Max(0, column - near); other <= Math.Min(Size - 1, column + near); other++)
        {
            if (float.IsFinite(reference[(row * Size) + other]))
            {
                return false;
            }
        }

        return true;
    }
}
