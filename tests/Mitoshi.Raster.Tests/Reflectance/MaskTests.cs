namespace Mitoshi.Raster.Tests.Reflectance;

public sealed class MaskTests
{
    [Fact]
    public void The_default_mask_is_the_one_of_the_specification()
    {
        int[] masked = [.. Enumerable.Range(0, 16).Where(value => SceneClassSet.Masked.Holds((byte)value))];
        int[] dilated = [.. Enumerable.Range(0, 16).Where(value => SceneClassSet.Dilated.Holds((byte)value))];
        Assert.Equal([0, 1, 3, 8, 9, 10, 11], masked);
        Assert.Equal([3, 8, 9], dilated);
        Assert.False(SceneClassSet.Masked.Holds(255));
    }

    [Fact]
    public void Cloud_probability_masks_from_40_percent_on()
    {
        CloudProbability test = new();
        Assert.False(new CloudProbability(CloudProbability.DefaultPercent).Holds(39));
        Assert.True(new CloudProbability(CloudProbability.DefaultPercent).Holds(40));
        Assert.True(test with { SmallestPercent = 40 } is { SmallestPercent: 40 });
    }

    [Theory]
    [InlineData(60, 10, 10, 113)]   // lattice points in a circle of radius 6: 113 (Gauss's circle problem)
    [InlineData(60, 20, 20, 29)]    // radius 3: 29
    [InlineData(30, 30, 30, 5)]     // radius 1: 5
    [InlineData(0, 10, 10, 1)]
    [InlineData(25, 30, 10, 5)]     // wide pixels: only the rows above and below are within reach
    public void One_cloud_pixel_masks_the_disk_around_it(double radiusMetres, double east, double north, int expected)
    {
        DiskRadius radius = new(radiusMetres, new PixelSize(east, north));
        byte[] scl = new byte[21 * 21], rejected = new byte[21 * 21];
        scl[(10 * 21) + 10] = (byte)SceneClass.CloudHigh;
        MaskDilation.Reject(Grow(scl, 21, 21, radius.Halo), radius.Halo, SceneClassSet.Dilated, radius, new Window(0, 0, 21, 21), rejected);
        Assert.Equal(expected, rejected.Sum(value => value));
    }

    [Fact]
    public void Dilation_agrees_with_the_distance_to_the_nearest_picked_pixel()
        => Gen.Select(Gen.Byte[0, 11].Array[12 * 9], Gen.Double[0, 45]).Sample((scl, metres) =>
        {
            DiskRadius radius = new(metres, new PixelSize(10, 12));
            byte[] rejected = new byte[scl.Length];
            MaskDilation.Reject(Grow(scl, 12, 9, 5), 5, SceneClassSet.Dilated, radius, new Window(0, 0, 12, 9), rejected);
            for (int i = 0; i < scl.Length; i++)
            {
                double nearest = Enumerable.Range(0, scl.Length).Where(j => scl[j] is 3 or 8 or 9)
                    .Select(j => Math.Sqrt(Math.Pow(((i % 12) - (j % 12)) * 10, 2) + Math.Pow(((i / 12) - (j / 12)) * 12, 2))).DefaultIfEmpty(1e9).Min();
                Assert.Equal(nearest <= metres, rejected[i] == 1);
            }
        }, iter: 200);

    [Fact]
    public void Two_halves_with_halo_give_the_mask_of_the_whole()
    {
        RandomStream random = new(1, "mask.halves");
        byte[] scl = [.. Enumerable.Range(0, 40 * 30).Select(_ => (byte)(random.NextInt(40) == 0 ? 9 : 4))], padded = Grow(scl, 40, 30, 6);
        DiskRadius radius = new(60, PixelSize.Square(10));
        byte[] whole = new byte[40 * 30], left = new byte[20 * 30];
        MaskDilation.Reject(padded, 6, SceneClassSet.Dilated, radius, new Window(0, 0, 40, 30), whole);
        byte[] part = [.. Enumerable.Range(0, 42).SelectMany(row => padded.Skip(row * 52).Take(32))];
        MaskDilation.Reject(part, 6, SceneClassSet.Dilated, radius, new Window(0, 0, 20, 30), left);
        Assert.Equal(Enumerable.Range(0, 30).SelectMany(row => whole.Skip(row * 40).Take(20)), left);
    }

    [Fact]
    public void A_rejected_pixel_loses_its_value()
    {
        float[] values = [1, 2, 3];
        MaskedValues.Apply([0, 1, 0], values);
        Assert.Equal([1, float.NaN, 3], values);
    }

    [Fact]
    public void Nothing_is_allocated()
    {
        DiskRadius radius = new(60, PixelSize.Square(10));
        byte[] scl = new byte[32 * 32], rejected = new byte[20 * 20];
        scl[100] = 9;
        Allocation.AssertNone(() => MaskDilation.Reject(scl, 6, SceneClassSet.Dilated, radius, new Window(0, 0, 20, 20), rejected));
    }

    private static byte[] Grow(byte[] values, int columns, int rows, int halo)
    {
        byte[] grown = new byte[(columns + (2 * halo)) * (rows + (2 * halo))];
        for (int row = 0; row < rows; row++)
        {
            values.AsSpan(row * columns, columns).CopyTo(grown.AsSpan(((row + halo) * (columns + (2 * halo))) + halo));
        }

        return grown;
    }
}
