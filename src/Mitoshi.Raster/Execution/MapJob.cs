namespace Mitoshi.Raster;

/// <summary>A map to be made: what is read, what is done to it, where it goes.</summary>
/// <param name="What">For the progress line.</param>
/// <param name="Source">Its grid is the grid of the job.</param>
/// <param name="Kernel">From the source's bands to the output bands.</param>
/// <param name="Sinks">One or more products, all of one tile size; each takes the bands that it wants.</param>
public sealed record MapJob(Text What, ISource Source, IKernel Kernel, params IReadOnlyList<ISink> Sinks);
