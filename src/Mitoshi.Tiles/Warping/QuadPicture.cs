using System.Runtime.Intrinsics;

namespace Mitoshi.Tiles;

/// <summary>
/// Pixels of a picture before they have colours: for each group of up to three bands a plane of quads (three values, and 1 where valid).
/// Its arrays are borrowed; dispose it soon.
/// </summary>
internal sealed class QuadPicture : IDisposable
{
    private readonly Vector128<float>[][] _groups;
    private readonly (int Group, int Lane)[] _bands;

    /// <param name="width">Columns.</param>
    /// <param name="height">Rows.</param>
    /// <param name="groupSizes">Bands of each group, one to three.</param>
    public QuadPicture(int width, int height, IReadOnlyList<int> groupSizes)
    {
        (Width, Height) = (width, height);
        _bands = [.. groupSizes.SelectMany((size, group) => Enumerable.Range(0, size).Select(lane => (group, lane)))];
        _groups = [.. groupSizes.Select(_ => QuadArrays.Rent(width * height))];
        foreach (Vector128<float>[] group in _groups)
        {
            group.AsSpan(0, width * height).Clear();
        }
    }

    public int Width { get; }

    public int Height { get; }

    /// <summary>Bands that it holds.</summary>
    public int BandCount => _bands.Length;

    /// <summary>Groups that it holds.</summary>
    public int GroupCount => _groups.Length;

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
        Span<Vector128<float>> group = Group(_bands[band].Group);
        int lane = _bands[band].Lane;
        for (int i = 0; i < group.Length; i++)
        {
            values[i] = group[i].GetElement(3) != 0 ? group[i].GetElement(lane) : float.NaN;
        }
    }

    /// <summary>All bands, band after band, NaN where invalid.</summary>
    public void CopyBands(Span<float> values)
    {
        for (int band = 0; band < BandCount; band++)
        {
            CopyBand(band, values.Slice(band * Width * Height, Width * Height));
        }
    }

    /// <summary>One to three planes of values as one group; a pixel is valid where all planes are.</summary>
    public static QuadPicture Of(ReadOnlySpan<float> planes, int bandCount, int width, int height)
    {
        QuadPicture picture = new(width, height, [bandCount]);
        Span<Vector128<float>> group = picture.Group(0);
        int count = width * height;
        for (int i = 0; i < count; i++)
        {
            Vector128<float> quad = Vector128.Create(
                planes[i], bandCount > 1 ? planes[count + i] : 0, bandCount > 2 ? planes[(2 * count) + i] : 0, 1);
            group[i] = Vector128.EqualsAll(quad, quad) ? quad : Vector128<float>.Zero;
        }

        picture.Agree();
        return picture;
    }

    /// <summary>Any number of planes; up to three are one group, valid together, more are groups that agree.</summary>
    public static QuadPicture OfMany(ReadOnlySpan<float> planes, int bandCount, int width, int height)
    {
        if (bandCount <= 3)
        {
            return Of(planes, bandCount, width, height);
        }

        QuadPicture picture = new(width, height, [.. Enumerable.Repeat(1, bandCount)]);
        for (int band = 0; band < bandCount; band++)
        {
            Span<Vector128<float>> group = picture.Group(band);
            for (int i = 0; i < group.Length; i++)
            {
                float number = planes[(band * group.Length) + i];
                group[i] = float.IsNaN(number) ? Vector128<float>.Zero : Vector128.Create(number, 0, 0, 1);
            }
        }

        picture.Agree();
        return picture;
    }

    /// <summary>Keeps the pixels of which at least half lies inside.</summary>
    public void Keep(ReadOnlySpan<float> shares)
    {
        for (int index = 0; index < _groups.Length; index++)
        {
            Span<Vector128<float>> group = Group(index);
            for (int i = 0; i < group.Length; i++)
            {
                group[i] = shares[i] >= 0.5f ? group[i] : Vector128<float>.Zero;
            }
        }

        IsFull = IsWhole(Group(0));
    }

    /// <summary>True when no pixel is valid.</summary>
    public bool IsEmpty()
    {
        foreach (Vector128<float> quad in Group(0))
        {
            if (quad.GetElement(3) != 0)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Takes pixels of another picture of the same shape where this one has none.</summary>
    public void FillFrom(QuadPicture other)
    {
        for (int index = 0; index < _groups.Length; index++)
        {
            Span<Vector128<float>> mine = Group(index), theirs = other.Group(index);
            for (int i = 0; i < mine.Length; i++)
            {
                mine[i] = mine[i].GetElement(3) != 0 ? mine[i] : theirs[i];
            }
        }

        IsFull = IsWhole(Group(0));
    }

    public void Dispose() => Array.ForEach(_groups, group => QuadArrays.Return(group));

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
