namespace Mitoshi.Raster;

/// <summary>A question about one pixel of a mask layer, as a value type so that kernels compile it in.</summary>
public interface IPixelTest
{
    /// <summary>True when the pixel is to be masked.</summary>
    bool Holds(byte value);
}
