namespace Mitoshi.Gdal.Tests.Codecs;

public sealed class UnpackBeginningTests
{
    // Bytes without any order are stored as they are (RFC 1951, section 3.2.4): there the answer may be that it cannot be told.
    private static readonly Gen<byte[]> Any = Gen.Byte.Array[1000, 20_000];
    private static readonly Gen<byte[]> Ordered = Gen.OneOf(Gen.Byte[0, 3].Array[1000, 20_000], Gen.Byte.Array[10, 50].Select(part => (byte[])[.. Enumerable.Repeat(part, 200).SelectMany(bytes => bytes)]));

    [Fact]
    public void The_beginning_is_that_of_the_whole()
        => Gen.Select(Gen.OneOf(Any, Ordered), Gen.Double[0, 1], Gen.Int[1, 9]).Sample((tile, share, level) =>
        {
            if (Begin(tile, share, level, out int wanted) is { } unpacked)
            {
                Assert.Equal(tile[..wanted], unpacked[..wanted]);
            }
        }, iter: 300);

    // From sixteen bytes on: fewer may equal the marks by chance.
    [Fact]
    public void The_beginning_of_packed_bytes_is_told()
        => Gen.Select(Ordered, Gen.Double[0.05, 1], Gen.Int[1, 9]).Sample((tile, share, level) => Assert.NotNull(Begin(tile, share, level, out _)), iter: 300);

    [Fact]
    public void A_stream_that_is_cut_short_is_noticed()
        => Gen.Select(Gen.Byte.Array[5000, 20_000], Gen.Double[0, 1]).Sample((tile, share) =>
        {
            byte[] packed = new byte[TileCodec.Bound(tile.Length)], unpacked = new byte[tile.Length];
            int length = TileCodec.Pack(TileCompression.Deflate, 6, tile, packed), wanted = tile.Length - 1000;
            Assert.False(TileCodec.TryUnpackBeginning(packed.AsSpan(0, (int)(share * length * 0.8)), unpacked, wanted));
        }, iter: 200);

    private static byte[]? Begin(byte[] tile, double share, int level, out int wanted)
    {
        byte[] packed = new byte[TileCodec.Bound(tile.Length)], unpacked = new byte[tile.Length];
        int length = TileCodec.Pack(TileCompression.Deflate, level, tile, packed);
        wanted = 1 + (int)(share * (tile.Length - 300));
        return TileCodec.TryUnpackBeginning(packed.AsSpan(0, length), unpacked, wanted) ? unpacked : null;
    }
}
