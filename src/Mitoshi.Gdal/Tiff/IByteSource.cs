namespace Mitoshi.Gdal;

/// <summary>Bytes by position: a file on disk, or one behind a door to the network. From any thread.</summary>
public interface IByteSource : IDisposable
{
    /// <summary>Reads from a position until the span is full or the bytes end.</summary>
    /// <returns>Bytes read; fewer than the span's length only at the end.</returns>
    /// <exception cref="MitoshiException">The network refused.</exception>
    int Read(Span<byte> bytes, long offset);
}
