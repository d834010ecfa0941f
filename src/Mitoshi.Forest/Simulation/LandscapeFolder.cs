using System.Text;
using Mitoshi.Gdal;

namespace Mitoshi.Forest.Simulation;

/// <summary>Where the files of a simulated landscape lie.</summary>
internal sealed class LandscapeFolder
{
    private const double WrongStandShare = 0.06;

    private readonly IFiles _files;

    /// <summary>Makes the folder when it is absent.</summary>
    public LandscapeFolder(string root, IFiles files)
    {
        (Root, _files) = (root, files);
        files.CreateFolder(root);
    }

    /// <summary>Its path.</summary>
    public string Root { get; }

    /// <summary>A folder within, made when it is absent.</summary>
    public string Sub(string name)
    {
        string path = Path.Combine(Root, name);
        _files.CreateFolder(path);
        return path;
    }

    /// <summary>Writes a text file.</summary>
    public void WriteText(string name, string text) => _files.WriteAtomically(Path.Combine(Root, name), Encoding.UTF8.GetBytes(text));

    /// <summary>Height and biomass of a year.</summary>
    public void WriteTruth(Landscape landscape, ForestState state)
    {
        string folder = Sub("truth");
        RasterFormat format = new(PixelType.Float32, 1);
        SimulatedRaster.Write(Path.Combine(folder, $"agb_{state.Year}.tif"), landscape.Grid, format with { Unit = "Mg/ha" }, $"true above-ground biomass {state.Year}", state.Agb);
        SimulatedRaster.Write(Path.Combine(folder, $"height_{state.Year}.tif"), landscape.Grid, format with { Unit = "m" }, $"true canopy height {state.Year}", state.Height);
        SimulatedRaster.Write(Path.Combine(folder, $"landcover_{state.Year}.tif"), landscape.Grid, new RasterFormat(PixelType.UInt8, 1), $"true land cover {state.Year}", state.LandCover);
        SimulatedRaster.Write(Path.Combine(folder, $"species_{state.Year}.tif"), landscape.Grid, new RasterFormat(PixelType.UInt8, 1), $"true species {state.Year}", state.Species);
    }

    /// <summary>Elevation, the maps of cover and species that a user would have, and the true changes.</summary>
    /// <param name="landscape">The landscape.</param>
    /// <param name="states">All years.</param>
    /// <param name="random">Stream of the mistakes of the forest register.</param>
    public void WriteGround(Landscape landscape, IReadOnlyList<ForestState> states, RandomStream random)
    {
        RasterFormat codes = new(PixelType.UInt8, 1) { NoData = 0 };
        SimulatedRaster.Write(Path.Combine(Root, "dem.tif"), landscape.Grid, new RasterFormat(PixelType.Float32, 1) { Unit = "m" }, "elevation", landscape.Terrain.Elevation);
        foreach (ForestState state in states)
        {
            SimulatedRaster.Write(Path.Combine(Root, $"landcover_{state.Year}.tif"), landscape.Grid, codes, $"land cover {state.Year}", state.LandCover);
        }

        SimulatedRaster.Write(Path.Combine(Root, "species.tif"), landscape.Grid, codes, "species by a forest register with mistakes", Register(landscape, states[0], random));
        byte[] events = [.. Enumerable.Range(0, landscape.Size * landscape.Size).Select(pixel => (byte)landscape.EventAt(pixel))];
        SimulatedRaster.Write(Path.Combine(Sub("truth"), "change.tif"), landscape.Grid, new RasterFormat(PixelType.UInt8, 1), "true events between the first and the last year", events);
    }

    /// <summary>The tables of a year's inventory.</summary>
    public void WritePlots(PlotInventory inventory, ForestState state)
    {
        (string plots, string trees, string truth) = inventory.Measure(state);
        Sub("plots");
        WriteText($"plots/plots_{state.Year}.csv", plots);
        WriteText($"plots/trees_{state.Year}.csv", trees);
        Sub("truth");
        WriteText($"truth/plots_{state.Year}.csv", truth);
    }

    /// <summary>The lidar survey.</summary>
    public void WriteLidar(Landscape landscape, ForestState state, RandomStream random)
    {
        string folder = Sub("lidar");
        AirborneLidar survey = new(landscape, state, random);
        survey.WriteCanopyHeightModel(Path.Combine(folder, $"chm_2m_{state.Year}.tif"));
        survey.WriteReference(Path.Combine(folder, $"height_{state.Year}.tif"), Path.Combine(folder, $"agb_{state.Year}.tif"));
        survey.WriteFarTruth(Path.Combine(Sub("truth"), $"agb_{state.Year}_far.tif"));
        _files.WriteAtomically(Path.Combine(folder, $"sample_{state.Year}.las"), LidarSample.Make(landscape, survey, random.Fork("sample"), new DateOnly(state.Year, 8, 10)));
    }

    /// <summary>The boundary. GeoJSON, because a GeoPackage carries the time of its making.</summary>
    public void WriteArea(Landscape landscape, ProjectArea area)
        => area.Write(Path.Combine(Root, "boundary.geojson"), landscape.Grid.Crs);

    // The register knows the stands of the first year, and has some of them wrong.
    private static byte[] Register(Landscape landscape, ForestState first, RandomStream random)
    {
        byte[] codes = [.. landscape.Mosaic.Stands.Select((stand, index) =>
        {
            RandomStream mistake = random.Fork($"{index}");
            bool isWrong = mistake.NextDouble() < WrongStandShare;
            return stand.Species is null ? (byte)0 : isWrong ? (byte)(1 + mistake.NextInt(SpeciesTraits.All.Count)) : stand.Species.Code;
        })];
        return [.. first.LandCover.Select((cover, pixel) => cover == (byte)LandCoverClass.Water ? (byte)0 : codes[landscape.Mosaic.StandOf[pixel]])];
    }
}
