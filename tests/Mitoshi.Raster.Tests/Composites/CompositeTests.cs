namespace Mitoshi.Raster.Tests.Composites;

public sealed class CompositeTests
{
    private static readonly CubeShape Shape = new(DateCount: 9, BandCount: 4, PixelCount: 21);

    [Fact]
    public void The_median_agrees_with_numpy()
    {
        float[] actual = new float[Shape.CompositeCount];
        MedianComposite.Compute(Cube(), Shape, actual);
        GoldenNumbers.AssertClose(GoldenNumbers.ReadCsv("Composites/golden/numpy/median.csv"), actual, 1e-7);
    }

    [Fact]
    public void The_medoid_agrees_with_numpy()
    {
        float[] actual = new float[Shape.CompositeCount];
        MedoidComposite.Compute(Cube(), Shape, actual);
        GoldenNumbers.AssertClose(GoldenNumbers.ReadCsv("Composites/golden/numpy/medoid.csv"), actual, 1e-7);
    }

    [Fact]
    public void The_geometric_median_and_its_deviations_agree_with_numpy()
    {
        float[] centre = new float[Shape.CompositeCount], deviations = new float[3 * Shape.PixelCount];
        GeometricMedian.Compute(Cube(), Shape, centre);
        GoldenNumbers.AssertClose(GoldenNumbers.ReadCsv("Composites/golden/numpy/geometric_median.csv"), centre, 2e-6);
        SpectralDeviation.Compute(Cube(), Shape, centre, deviations);
        GoldenNumbers.AssertClose(GoldenNumbers.ReadCsv("Composites/golden/numpy/deviations.csv"), deviations, 5e-6);
    }

    [Fact]
    public void The_geometric_median_of_a_triangle_sees_its_sides_under_120_degrees()
    {
        // Fermat's point of the equilateral triangle is its centre.
        float[] centre = new float[2];
        GeometricMedian.Compute([0, 0, 1, 0, 0.5f, MathF.Sqrt(0.75f)], new CubeShape(DateCount: 3, BandCount: 2, PixelCount: 1), centre);
        GoldenNumbers.AssertClose([0.5f, MathF.Sqrt(0.75f) / 3], centre, 1e-3);
    }

    [Fact]
    public void A_cloud_that_was_missed_on_one_of_five_dates_moves_the_geometric_median_little()
    {
        float[] clear = [0.1f, 0.3f, 0.11f, 0.31f, 0.09f, 0.29f, 0.1f, 0.3f], cloudy = [.. clear, 0.8f, 0.8f], a = new float[2], b = new float[2];
        GeometricMedian.Compute(clear, new CubeShape(4, 2, 1), a);
        GeometricMedian.Compute(cloudy, new CubeShape(5, 2, 1), b);
        GoldenNumbers.AssertClose(a, b, 0.01);
    }

    [Fact]
    public void The_order_of_the_dates_does_not_matter_to_the_median()
    {
        float[] cube = Cube(), forward = new float[Shape.CompositeCount], backward = new float[Shape.CompositeCount];
        float[] reversed = [.. cube.Chunk(Shape.CompositeCount).Reverse().SelectMany(date => date)];
        MedianComposite.Compute(cube, Shape, forward);
        MedianComposite.Compute(reversed, Shape, backward);
        SameBits.Assert(forward, backward);
    }

    [Fact]
    public void The_vector_paths_give_the_same_bits_as_the_scalar_twins()
        => Gen.Select(Gen.Int[0, 12], Gen.Int[1, 4], Gen.Int[1, 20]).SelectMany(size => Gen.OneOf(Gen.Double[0, 1].Select(x => (float)x), Gen.Double[0, 1].Select(x => (float)x), Gen.Double[0, 1].Select(x => (float)x), Gen.Const(float.NaN))
                .Array[size.Item1 * size.Item2 * size.Item3].Select(values => (Shape: new CubeShape(size.Item1, size.Item2, size.Item3), values)))
            .Sample(cube =>
            {
                float[] expected = new float[cube.Shape.CompositeCount], actual = new float[cube.Shape.CompositeCount];
                MedianComposite.ComputeScalar(cube.values, cube.Shape, 0, expected);
                MedianComposite.Compute(cube.values, cube.Shape, actual);
                SameBits.Assert(expected, actual);
                MedoidComposite.ComputeScalar(cube.values, cube.Shape, 0, expected);
                MedoidComposite.Compute(cube.values, cube.Shape, actual);
                SameBits.Assert(expected, actual);
                GeometricMedian.ComputeScalar(cube.values, cube.Shape, 0, expected);
                GeometricMedian.Compute(cube.values, cube.Shape, actual);
                SameBits.Assert(expected, actual);
            }, iter: 300);

    [Fact]
    public void Clear_dates_need_every_band()
    {
        float[] count = new float[2];
        ClearDates.Count([1, 2, 3, 4, 1, float.NaN, 3, 4, 1, 2, float.NaN, 4], new CubeShape(DateCount: 3, BandCount: 2, PixelCount: 2), count);
        Assert.Equal([2, 2], count);
    }

    [Fact]
    public void Nothing_is_allocated()
    {
        float[] cube = Cube(), composite = new float[Shape.CompositeCount], deviations = new float[3 * Shape.PixelCount];
        Allocation.AssertNone(() => MedianComposite.Compute(cube, Shape, composite));
        Allocation.AssertNone(() => MedoidComposite.Compute(cube, Shape, composite));
        Allocation.AssertNone(() => GeometricMedian.Compute(cube, Shape, composite));
        Allocation.AssertNone(() => SpectralDeviation.Compute(cube, Shape, composite, deviations));
    }

    private static float[] Cube() => GoldenNumbers.ReadCsv("Composites/golden/numpy/cube.csv");
}
