using Mitoshi.Gdal;

namespace Mitoshi.Forest.Inputs;

/// <summary>What simulated files say of themselves, so that nothing made from them can pass for a measurement.</summary>
internal static class SimulationMark
{
    /// <summary>Key in the metadata of maps.</summary>
    public const string OfMaps = "MITOSHI_SIMULATED";

    /// <summary>Key in the metadata of scenes and references.</summary>
    public const string OfScenes = "SIMULATED";

    /// <summary>True when the file is marked; the mark survives re-gridding by GDAL.</summary>
    public static bool IsOn(RasterFile file) => file.Header.Metadata.ContainsKey(OfMaps) || file.Header.Metadata.ContainsKey(OfScenes);
}
