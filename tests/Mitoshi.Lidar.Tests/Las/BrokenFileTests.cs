using System.Buffers.Binary;
using Mitoshi.Lidar.Tests.Laz;

namespace Mitoshi.Lidar.Tests.Las;

public sealed class BrokenFileTests
{
    // Stands for the place of the "laszip encoded" record's content, which differs from file to file.
    private const int CompressionRecord = 1_000_000;

    // Each row: a sound file, where to write what into it (8 bytes, little endian, as many as asked), and the code it must give.
    public static TheoryData<string, string, int, int, ulong, string> Damages => new()
    {
        { "letters", "laz/pairs/point10.laz", 0, 4, 0x4142_4344, "las.not_las" },
        { "version 2.0", "laz/pairs/point10.laz", 24, 2, 2, "las.not_las" },
        { "header of 10 bytes", "laz/pairs/point10.laz", 94, 2, 10, "las.bad_header" },
        { "header longer than the file", "laz/pairs/point10.laz", 94, 2, 65_535, "las.bad_header" },
        { "format 11", "laz/pairs/point10.laz", 104, 1, 0x8B, "las.unsupported_format" },
        { "record of 5 bytes", "laz/pairs/point10.laz", 105, 2, 5, "las.bad_header" },
        { "record of 21 bytes in LAZ", "laz/pairs/point10.laz", 105, 2, 21, "laz.bad_record" },
        { "points behind the end", "laz/pairs/point10.laz", 96, 4, 20_000_000, "las.bad_header" },
        { "scale of zero", "laz/pairs/point10.laz", 131, 8, 0, "las.bad_header" },
        { "scale that is not a number", "laz/pairs/point10.laz", 131, 8, 0x7FF8_0000_0000_0000, "las.bad_header" },
        { "four billion points", "laz/pairs/point10.laz", 107, 4, 0xFFFF_FFFF, "las.bad_header" },
        { "60,000 points", "laz/pairs/point10.laz", 107, 4, 60_000, "laz.bad_chunk_table" },
        { "more points than compressed", "laz/pairs/point10.laz", 107, 4, 40_000, "laz.damaged_chunk" },
        { "LAS with more points than bytes", "laz/pairs/point10.las", 107, 4, 2_000, "las.truncated" },
        { "LAS that says it is LAZ", "laz/pairs/point10.las", 104, 1, 0x80, "laz.bad_record" },
        { "no variable length record", "laz/pairs/point10.laz", 100, 4, 0, "laz.bad_record" },
        { "compressor 7", "laz/pairs/point10.laz", CompressionRecord, 2, 7, "laz.unsupported" },
        { "coder 1", "laz/pairs/point10.laz", CompressionRecord + 2, 2, 1, "laz.unsupported" },
        { "item of version 9", "laz/pairs/point10.laz", CompressionRecord + 38, 2, 9, "laz.unsupported" },
        { "40 items", "laz/pairs/point10.laz", CompressionRecord + 32, 2, 40, "laz.bad_record" },
        { "chunks of 10 points", "laz/pairs/point10.laz", CompressionRecord + 12, 4, 10, "laz.bad_chunk_table" },
    };

    [Theory]
    [MemberData(nameof(Damages))]
    public void A_damaged_file_is_refused_with_a_code(string damage, string name, int offset, int byteCount, ulong value, string code)
    {
        byte[] content = File.ReadAllBytes(LazCorpus.PathOf(name));
        byte[] bytes = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, value);
        int at = offset < CompressionRecord ? offset : offset - CompressionRecord + content.AsSpan().IndexOf("laszip encoded"u8) + 52;
        bytes.AsSpan(0, byteCount).CopyTo(content.AsSpan(at));
        MitoshiException refusal = Assert.Throws<MitoshiException>(() => ReadAll(content));
        Assert.True(refusal.Code == code, $"{damage}: {refusal.Code}, expected {code}");
        Assert.NotEqual(refusal.Found.En, refusal.Found.Ja);
    }

    [Theory]
    [InlineData("laz/pairs/point10.laz", 0, "las.not_las")]
    [InlineData("laz/pairs/point10.laz", 100, "las.truncated")]
    [InlineData("laz/pairs/point10.laz", 5_000, "laz.bad_chunk_table")]
    [InlineData("laz/pairs/point10.las", 5_000, "las.truncated")]
    [InlineData("laz/generated/pf7_v14_eb0_ch1.laz", 20_000, "laz.bad_chunk_table")]
    public void A_file_that_ends_too_early_is_refused_with_a_code(string name, int length, string code)
    {
        byte[] content = File.ReadAllBytes(LazCorpus.PathOf(name))[..length];
        Assert.Equal(code, Assert.Throws<MitoshiException>(() => ReadAll(content)).Code);
    }

    [Fact]
    public void A_missing_file_is_named()
    {
        MitoshiException refusal = Assert.Throws<MitoshiException>(() => LasFile.Open("nowhere.laz"));
        Assert.Equal("las.not_found", refusal.Code);
        Assert.Contains("nowhere.laz", refusal.Found.En, StringComparison.Ordinal);
    }

    // Odd files that other projects keep: what can be read is read, and what is odd is said.
    [Theory]
    [InlineData("bad_vlr_count.las", true)]
    [InlineData("extra_byte.las", false)]
    [InlineData("gps-time-nan.las", false)]
    [InlineData("malformed_extrabytes.las", false)]
    [InlineData("no-points.las", false)]
    [InlineData("nocrs.las", false)]
    [InlineData("unregistered_extra_bytes.las", false)]
    public void An_odd_file_is_read_and_what_is_odd_is_said(string name, bool hasWarning)
    {
        using LasFile file = LasFile.Open(LazCorpus.PathOf($"laz/broken/{name}"));
        long count = file.ReadBlocks().Sum(block => (long)block.Count);
        Assert.Equal((long)file.Header.PointCount, count);
        Assert.Equal(file.Header.Layout.ExtraByteCount, file.ExtraBytes.Sum(field => field.ByteCount));
        Assert.Equal(hasWarning, file.Warnings.Count > 0);
        _ = file.Crs;
    }

    [Fact]
    public void A_file_with_garbage_for_a_header_is_refused()
    {
        string path = LazCorpus.PathOf("laz/broken/garbage_nVariableLength.las");
        Assert.Equal("las.truncated", Assert.Throws<MitoshiException>(() => LasFile.Open(path)).Code);
    }

    internal static long ReadAll(byte[] content)
    {
        using LasFile file = LasFile.Open("damaged.laz", LasBytes.Of(content));
        long count = 0;
        foreach (PointBlock block in file.ReadBlocks())
        {
            count += block.Count;
        }

        _ = file.Crs;
        _ = file.ExtraBytes;
        _ = CopcHierarchy.Read(file);
        return count;
    }
}
