namespace Mitoshi.Tiles;

/// <summary>A finished picture; dispose it when it has been sent.</summary>
/// <param name="Bytes">The file.</param>
/// <param name="MediaType">For example <c>image/png</c>.</param>
/// <param name="IsEmpty">True when no pixel of it is valid.</param>
public sealed record Picture(PooledBytes Bytes, string MediaType, bool IsEmpty) : IDisposable
{
    /// <inheritdoc/>
    public void Dispose() => Bytes.Dispose();
}
