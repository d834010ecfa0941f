using System.Buffers;

namespace Mitoshi.Raster;

/// <summary>
/// Where pixels go, in two steps, so that a killed job loses nothing that is done and leaves nothing half: workers encode tiles into records,
/// which the executor keeps; when all are there, the sink builds its product from the records and puts it in its place.
/// </summary>
public interface ISink
{
    /// <summary>Edge of the tiles that are encoded one by one, in pixels.</summary>
    int TileSize { get; }

    /// <summary>A text that differs when the product may differ: path, format.</summary>
    string Identity { get; }

    /// <summary>Called once before all else, also when a job goes on.</summary>
    /// <param name="grid">Grid of the job.</param>
    /// <param name="layers">Bands that the kernel gives.</param>
    /// <exception cref="MitoshiException">The product cannot be made there: <c>disk.read_only</c>, <c>disk.not_found</c>.</exception>
    void Begin(Grid grid, IReadOnlyList<Layer> layers);

    /// <summary>Encodes one tile; any thread. The same pixels give the same bytes.</summary>
    /// <param name="tile">The tile's pixels, all within <paramref name="block"/>.</param>
    /// <param name="block">Bands of the job.</param>
    /// <param name="record">Receives the record.</param>
    void Encode(Window tile, Block block, IBufferWriter<byte> record);

    /// <summary>Builds the product beside its place from the records of all tiles.</summary>
    /// <param name="records">Records by tile, row by row.</param>
    /// <param name="workers">Threads that may be used.</param>
    /// <param name="cancellation">Stops; nothing remains.</param>
    void Build(ITileRecords records, int workers, CancellationToken cancellation);

    /// <summary>Puts what <see cref="Build"/> made in its place.</summary>
    void Publish();

    /// <summary>Bytes that the encoding of one tile needs at most.</summary>
    /// <param name="bandCount">Bands of the job.</param>
    long EncodeBytes(int bandCount);
}

/// <summary>The records of a job's tiles for one sink.</summary>
public interface ITileRecords
{
    /// <summary>Length of the record of a tile (counted row by row), in bytes.</summary>
    int Length(int tileIndex);

    /// <summary>Reads bytes of a record; any thread.</summary>
    void Read(int tileIndex, int offset, Span<byte> bytes);
}
