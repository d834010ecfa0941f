namespace Mitoshi.Lidar;

/// <summary>Compressed bytes that no encoder can have written. The reader of the file adds its name and says it as <c>laz.damaged_chunk</c>.</summary>
internal sealed class DamagedChunkException(string what) : Exception(what);
