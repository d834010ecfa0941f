namespace Mitoshi.Raster.Tests.Classes;

public sealed class ClassTests
{
    private static readonly Grid Fine = new(new Crs("EPSG:32654"), AffineTransform.NorthUp(0, 40, 10), 4, 4);

    [Fact]
    public void The_commonest_class_wins_and_of_two_equal_ones_the_smaller_code()
    {
        byte[] classes = [7, 7, 1, 2, 7, 3, 1, 2, 9, 9, 0, 0, 9, 9, 0, 0], mode = new byte[4];
        ClassCoarsening.Mode(classes, Footprints(20), noData: 0, new Window(0, 0, 2, 2), mode);
        Assert.Equal([7, 1, 9, 0], mode);
    }

    [Fact]
    public void A_share_counts_known_area_only()
    {
        byte[] classes = [7, 7, 1, 2, 7, 3, 1, 0, 9, 9, 0, 0, 9, 9, 0, 0];
        float[] share = new float[4];
        ClassCoarsening.Share(classes, Footprints(20), noData: 0, [7, 2], new Window(0, 0, 2, 2), share);
        GoldenNumbers.AssertClose([0.75f, 1f / 3, 0, float.NaN], share, 1e-6);
    }

    [Fact]
    public void A_pixel_that_cuts_the_fine_ones_weighs_them_by_area()
    {
        // A 15 m pixel over 10 m ones: the first column counts whole, the second half.
        byte[] classes = [1, 2, 2, 2, 1, 2, 2, 2, 1, 2, 2, 2, 1, 2, 2, 2];
        float[] share = new float[1];
        ClassCoarsening.Share(classes, Footprints(15), noData: 0, [1], new Window(0, 0, 1, 1), share);
        Assert.Equal(10.0 / 15, share[0], tolerance: 1e-6);
    }

    [Fact]
    public void Windows_give_what_the_whole_gives()
    {
        byte[] classes = [.. Enumerable.Range(0, 16).Select(i => (byte)(1 + (i % 3)))], whole = new byte[9], part = new byte[1];
        ClassCoarsening.Mode(classes, Footprints(13), noData: 0, new Window(0, 0, 3, 3), whole);
        ClassCoarsening.Mode(classes, Footprints(13), noData: 0, new Window(1, 2, 1, 1), part);
        Assert.Equal(whole[7], part[0]);
    }

    [Fact]
    public void Nothing_is_allocated()
    {
        byte[] classes = new byte[16], mode = new byte[4];
        float[] share = new float[4];
        ClassFootprints footprints = Footprints(20);
        Allocation.AssertNone(() => ClassCoarsening.Mode(classes, footprints, 0, new Window(0, 0, 2, 2), mode));
        Allocation.AssertNone(() => ClassCoarsening.Share(classes, footprints, 0, [1], new Window(0, 0, 2, 2), share));
    }

    private static ClassFootprints Footprints(double pixel)
    {
        int size = (int)Math.Ceiling(40 / pixel);
        return ClassFootprints.Of(Fine, new Grid(Fine.Crs, AffineTransform.NorthUp(0, 40, pixel), size, size));
    }
}
