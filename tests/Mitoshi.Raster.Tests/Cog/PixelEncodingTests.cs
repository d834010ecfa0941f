using System.Runtime.InteropServices;
using Mitoshi.Gdal;

namespace Mitoshi.Raster.Tests.Cog;

public sealed class PixelEncodingTests
{
    private static readonly CogFormat[] s_formats =
    [
        CogFormat.Int16, CogFormat.Int16 with { Scale = 0.1, Offset = 3 }, CogFormat.Classes, new(PixelType.UInt16, 0), new(PixelType.Int32, int.MinValue) { Scale = -2 },
        CogFormat.Float32 with { Scale = 0.3 },
    ];

    [Fact]
    public void The_vector_path_gives_the_same_bits_as_the_scalar_twin()
        => Gen.Select(Gen.Int[0, 5], Gen.OneOf(Gen.Float, Gen.Float[-40000, 40000], Gen.Int[-5, 5].Select(n => n + 0.5f), Gen.Const(float.NaN)).Array[0, 40]).Sample((index, values) =>
        {
            float[] expected = [.. values], actual = [.. values];
            PixelEncoding.QuantiseScalar(expected, s_formats[index]);
            PixelEncoding.Quantise(actual, s_formats[index]);
            Assert.Equal(MemoryMarshal.AsBytes<float>(expected).ToArray(), MemoryMarshal.AsBytes<float>(actual).ToArray());
        });

    [Theory]
    [InlineData(-32768, -32767)]
    [InlineData(-1e9f, -32767)]
    [InlineData(40000, 32767)]
    [InlineData(2.5f, 2)]
    [InlineData(3.5f, 4)]
    [InlineData(float.NaN, float.NaN)]
    public void A_value_is_rounded_to_even_and_kept_within_the_range_and_off_no_data(float value, float stored)
    {
        float[] values = [value];
        PixelEncoding.Quantise(values, CogFormat.Int16);
        Assert.Equal(stored, values[0]);
    }
}
