namespace Mitoshi.Lidar;

/// <summary>Where the parts of a point record lie.</summary>
/// <param name="Format">Point data record format, 0 to 10.</param>
/// <param name="RecordLength">Bytes of a record, extra bytes included.</param>
/// <remarks>Source: ASPRS LAS specification 1.4 R15, tables 6 to 23.</remarks>
public readonly record struct PointLayout(int Format, int RecordLength)
{
    private static ReadOnlySpan<byte> StandardLengths => [20, 28, 26, 34, 57, 63, 30, 36, 38, 59, 67];

    private static ReadOnlySpan<sbyte> TimeOffsets => [-1, 20, -1, 20, 20, 20, 22, 22, 22, 22, 22];

    private static ReadOnlySpan<sbyte> ColourOffsets => [-1, -1, 20, 28, -1, 28, -1, 30, 30, -1, 30];

    /// <summary>The highest format.</summary>
    public const int FormatMax = 10;

    /// <summary>Bytes of a record without extra bytes; they begin there.</summary>
    public int StandardLength => StandardLengths[Format];

    /// <summary>Bytes that the file adds to each record.</summary>
    public int ExtraByteCount => RecordLength - StandardLength;

    /// <summary>True for formats 6 to 10, which have 4-bit return numbers, 8-bit classes and 16-bit scan angles.</summary>
    public bool IsExtended => Format >= 6;

    /// <summary>Byte of the GPS time (float64), or -1.</summary>
    public int TimeOffset => TimeOffsets[Format];

    /// <summary>Byte of red (uint16; green and blue follow), or -1.</summary>
    public int ColourOffset => ColourOffsets[Format];

    /// <summary>Byte of the near infrared (uint16), or -1.</summary>
    public int NearInfraredOffset => Format is 8 or 10 ? 36 : -1;

    /// <summary>Byte of the class.</summary>
    public int ClassOffset => IsExtended ? 16 : 15;
}
