using System.Buffers;
using System.Runtime.Intrinsics;

namespace Mitoshi.Tiles;

/// <summary>
/// Pixels of a picture before they have colours: for each group of up to three bands a plane of quads (three values, and 1 where valid).
/// Its arrays are borrowed; dispose it soon.
/// </summary>
internal sealed class QuadPicture : IDisposable
{
    private readonly Vector128<float>[][] _groups;

    public QuadPicture(int width, int height, int bandCount)
    {
        (Width, Height, BandCount) = (width, height, bandCount);
        _groups = [.. Enumerable.Range(0, Math.Max(1, (bandCount + 2) / 3)).Select(_ => ArrayPool<Vector128<float>>.Shared.Rent(width * height))];
        foreach (Vector128<float>[] group in _groups)
        {
            group.AsSpan(0, width * height).Clear();
        }
    }

    public int Width { get; }

    public int Height { get; }

    /// <summary>Bands that it holds.</summary>
    public int BandCount { get; }

    /// <summary>True when every pixel is valid.</summary>
    public bool IsFull { get; set; }

    public Span<Vector128<float>> Group(int index) => _groups[index].AsSpan(0, Width * Height);

    /// <summary>Keeps a pixel only where all groups have it, and notes whether all pixels are valid.</summary>
    public void Agree()
    {
        if (_groups.Length > 1)
        {
            for (int i = 0; i < Width * Height; i++)
            {
                bool isValid = Array.TrueForAll(_groups, group => group[i].GetElement(3) != 0);
                foreach (Vector128<float>[] group in _groups)
                {
                    group[i] = isValid ? group[i] : Vector128<float>.Zero;
                }
            }
        }

        IsFull = IsWhole(Group(0));
    }

    /// <summary>Copies one band out, NaN where invalid.</summary>
    /// <param name="band">Index in this picture.</param>
    /// <param name="values">Receives rows × columns.</param>
    public void CopyBand(int band, Span<float> values)
    {
        Span<Vector128<float>> group = Group(band / 3);
        int lane = band % 3;
        for (int i = 0; i < group.Length; i++)
        {
            values[i] = group[i].GetElement(3) != 0 ? group[i].GetElement(lane) : float.NaN;
        }
    }

    public void Dispose() => Array.ForEach(_groups, group => ArrayPool<Vector128<float>>.Shared.Return(group));

    private static bool IsWhole(ReadOnlySpan<Vector128<float>> quads)
    {
        Vector128<float> least = Vector128<float>.One;
        foreach (Vector128<float> quad in quads)
        {
            least = Vector128.Min(least, quad);
        }

        return least.GetElement(3) != 0;
    }
}
