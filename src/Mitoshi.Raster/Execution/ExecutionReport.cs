namespace Mitoshi.Raster;

/// <summary>How a run went.</summary>
/// <param name="Plan">What it took.</param>
/// <param name="TileCount">Tiles of the map.</param>
/// <param name="TilesFoundDone">Tiles that an earlier, stopped run had finished.</param>
public sealed record ExecutionReport(ExecutionPlan Plan, int TileCount, int TilesFoundDone);
