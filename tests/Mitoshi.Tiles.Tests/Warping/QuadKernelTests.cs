using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Mitoshi.Tiles.Tests.Warping;

public sealed class QuadKernelTests
{
    private static readonly Gen<Vector128<float>> Quads = Gen.Select(Gen.Float[-1000, 1000], Gen.Float[-1000, 1000], Gen.Float[0, 70000], Gen.Int[0, 3])
        .Select((a, b, c, isGap) => isGap == 0 ? Vector128<float>.Zero : Vector128.Create(a, b, c, 1));

    [Fact]
    public void Bilinear_gives_the_same_bits_as_its_scalar_twin()
        => Gen.Select(Quads.Array[63], Gen.Float[-3, 12], Gen.Float[-3, 12], Gen.Float[-2, 2], Gen.Float[-2, 2], Gen.Int[0, 40])
            .Sample((pixels, x, y, dx, dy, count) =>
            {
                Vector128<float>[] expected = new Vector128<float>[count], actual = new Vector128<float>[count];
                QuadWindow window = new(pixels, 9, 7);
                QuadKernels.BilinearScalar(window, x, y, dx, dy, expected);
                QuadKernels.Bilinear(window, x, y, dx, dy, actual);
                Assert.Equal(MemoryMarshal.AsBytes<Vector128<float>>(expected), MemoryMarshal.AsBytes<Vector128<float>>(actual));
            });

    [Fact]
    public void Stretch_gives_the_same_bytes_as_its_scalar_twin()
        => Gen.Select(Quads.Array[0, 40], Gen.Float[-2, 2], Gen.Float[-500, 500]).Sample((quads, scale, offset) =>
        {
            byte[] expected = new byte[4 * quads.Length], actual = new byte[4 * quads.Length];
            Vector128<float> scales = Vector128.Create(scale, -scale, scale / 70, 255), offsets = Vector128.Create(offset, 0, -offset, 0);
            PixelPacking.StretchScalar(quads, scales, offsets, expected);
            PixelPacking.Stretch(quads, scales, offsets, actual);
            Assert.Equal(expected, actual);
        });

    [Fact]
    public void A_position_that_is_nowhere_gives_nothing()
    {
        Vector128<float>[] pixels = new Vector128<float>[9], target = new Vector128<float>[3];
        Array.Fill(pixels, Vector128.Create(5f, 6, 7, 1));
        QuadKernels.Bilinear(new QuadWindow(pixels, 3, 3), float.NaN, 1, 0, 0, target);
        Assert.All(target, quad => Assert.Equal(Vector128<float>.Zero, quad));
        QuadKernels.Nearest(new QuadWindow(pixels, 3, 3), float.NaN, 1, 0, 0, target);
        Assert.All(target, quad => Assert.Equal(Vector128<float>.Zero, quad));
        QuadKernels.Average(new QuadWindow(pixels, 3, 3), float.NaN, 1, 0, 0, 2, target);
        Assert.All(target, quad => Assert.Equal(Vector128<float>.Zero, quad));
    }

    [Fact]
    public void The_average_is_that_of_the_pixels_in_the_box()
    {
        Vector128<float>[] pixels = [.. Enumerable.Range(0, 36).Select(i => Vector128.Create(i, 0, 0, 1f))];
        Vector128<float>[] target = new Vector128<float>[1];

        // The box from 0.5 to 3.5 holds columns and rows 1, 2 and 3; their middle is row 2, column 2 of a plane: 14.
        QuadKernels.Average(new QuadWindow(pixels, 6, 6), 2, 2, 0, 0, 1.5f, target);
        Assert.Equal(Vector128.Create(14f, 0, 0, 1), target[0]);
    }
}
