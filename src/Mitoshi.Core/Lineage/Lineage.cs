namespace Mitoshi.Core;

/// <summary>How a product came about. It is the same on every machine: no path, no clock, no thread count.</summary>
/// <param name="Process">Name of the process, for example <c>forest_map</c>.</param>
/// <param name="Version">Version of Mitoshi.</param>
/// <param name="Inputs">Every file that was read, in ordinal order of name.</param>
/// <param name="Parameters">The process record as canonical JSON.</param>
/// <param name="Seed">Seed of all random streams.</param>
public sealed record Lineage(string Process, string Version, IReadOnlyList<InputFile> Inputs, string Parameters, ulong Seed);

/// <summary>A file that went in.</summary>
/// <param name="Name">File name, relative to the project file.</param>
/// <param name="Sha256">SHA-256 of its bytes, 64 lower-case hex digits.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Role">What it was used as: <c>sentinel2</c>, <c>plots</c>, <c>model</c>.</param>
public sealed record InputFile(string Name, string Sha256, long Bytes, string Role);
