namespace Mitoshi.Gdal;

/// <summary>How a file stores a pixel. In memory Mitoshi works with <c>float32</c>; other types live at the edges.</summary>
public enum PixelType
{
    /// <summary>0 to 255.</summary>
    UInt8,

    /// <summary>0 to 65,535.</summary>
    UInt16,

    /// <summary>-32,768 to 32,767.</summary>
    Int16,

    /// <summary>0 to 4,294,967,295.</summary>
    UInt32,

    /// <summary>32 bits with sign.</summary>
    Int32,

    /// <summary>Single precision.</summary>
    Float32,

    /// <summary>Double precision.</summary>
    Float64,
}

/// <summary>What the types are made of.</summary>
public static class PixelTypes
{
    /// <summary>Bytes of one pixel.</summary>
    public static int Bytes(this PixelType type) => type switch
    {
        PixelType.UInt8 => 1,
        PixelType.UInt16 or PixelType.Int16 => 2,
        PixelType.UInt32 or PixelType.Int32 or PixelType.Float32 => 4,
        _ => 8,
    };

    /// <summary>True for single and double precision.</summary>
    public static bool IsFloatingPoint(this PixelType type) => type is PixelType.Float32 or PixelType.Float64;

    internal static int ToGdal(this PixelType type) => (int)type + 1;

    /// <summary>Null for types that no band of ours may have: complex numbers, 64-bit and signed 8-bit integers.</summary>
    internal static PixelType? FromGdal(int type) => type is >= 1 and <= 7 ? (PixelType)(type - 1) : null;

    /// <summary>The type of a buffer of <typeparamref name="T"/>.</summary>
    internal static PixelType Of<T>()
        where T : unmanaged
        => Type.GetTypeCode(typeof(T)) switch
        {
            TypeCode.Byte => PixelType.UInt8,
            TypeCode.UInt16 => PixelType.UInt16,
            TypeCode.Int16 => PixelType.Int16,
            TypeCode.UInt32 => PixelType.UInt32,
            TypeCode.Int32 => PixelType.Int32,
            TypeCode.Single => PixelType.Float32,
            TypeCode.Double => PixelType.Float64,
            _ => throw new ArgumentException($"{typeof(T).Name} is no pixel type"),
        };
}
