namespace Mitoshi.Lidar;

/// <summary>The stream of one attribute of a chunk.</summary>
internal sealed class Layer
{
    /// <summary>Decodes it.</summary>
    public ArithmeticDecoder Source { get; } = new();

    /// <summary>False when the chunk has no bytes for it: the attribute stays as the first point has it.</summary>
    public bool Changes { get; private set; }

    /// <summary><paramref name="count"/> layers.</summary>
    public static Layer[] Make(int count)
    {
        Layer[] layers = new Layer[count];
        for (int i = 0; i < count; i++)
        {
            layers[i] = new Layer();
        }

        return layers;
    }

    /// <summary>Opens the bytes from start to end of the chunk.</summary>
    public void Open(byte[] data, int start, int end)
    {
        Changes = end > start;
        if (Changes)
        {
            Source.Start(data, start, end);
        }
    }
}
