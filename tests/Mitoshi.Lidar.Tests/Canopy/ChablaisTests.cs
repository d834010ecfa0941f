namespace Mitoshi.Lidar.Tests.Canopy;

public sealed class ChablaisTests
{
    [Fact]
    public void The_highest_point_of_each_cell_equals_the_published_model()
    {
        (PointSet points, int[] first) = Chablais.Normalised(Chablais.Points());
        CanopyRaster canopy = CanopyRaster.Highest(points.Z, first, Chablais.Cell, Chablais.Columns, Chablais.Rows);
        double[] differences = [.. Chablais.Reference().Select(cell => (double)canopy.Heights[(cell.Row * canopy.Columns) + cell.Column] - cell.Height)
            .Where(difference => !double.IsNaN(difference))];
        double mean = differences.Average(), sd = Math.Sqrt(differences.Sum(d => (d - mean) * (d - mean)) / differences.Length);
        TestContext.Current.TestOutputHelper?.WriteLine($"n {differences.Length} mean {mean:F4} sd {sd:F4} max {differences.Max(Math.Abs):F3}");
        
        // One of the 20,127 cells holds no point; how it is filled is a choice.
        Assert.Equal(20_126, differences.Length);
        Assert.Equal(-0.0005, mean, 0.0005);
        Assert.InRange(sd, 0, 0.0565);
        Assert.InRange(differences.Max(Math.Abs), 0, 0.315);
    }

    [Theory]
    [InlineData(1.0, 2.364, -0.957)]
    [InlineData(1.5, 2.016, 0.141)]
    [InlineData(2.0, 2.094, 0.499)]
    [InlineData(2.5, 2.593, 0.852)]
    public void The_highest_cell_near_a_stem_errs_as_measured_with_the_plain_method(double radius, double rmse, double bias)
    {
        double[] errors = Chablais.StemErrors(Chablais.PlainModel(Chablais.Points()), radius);
        Assert.Equal(42, errors.Length);
        Assert.Equal(rmse, Chablais.Rmse(errors), 0.01);
        Assert.Equal(bias, errors.Average(), 0.01);
    }

    [Fact]
    public void The_pit_free_model_near_a_stem_errs_by_less_than_two_metres()
    {
        double[] errors = Chablais.StemErrors(Chablais.PitFreeModel(Chablais.Points()), 1.5);
        TestContext.Current.TestOutputHelper?.WriteLine($"rmse {Chablais.Rmse(errors):F3} bias {errors.Average():F3}");
        Assert.Equal(42, errors.Length);
        Assert.InRange(Chablais.Rmse(errors), 0, 2.0);
        Assert.InRange(errors.Average(), -0.5, 0.5);
    }

    [Fact]
    public void Tree_tops_meet_38_of_42_stems_at_95_centimetres()
    {
        CanopyRaster canopy = Chablais.PlainModel(Chablais.Points());
        (int topCount, double[] errors) = Chablais.Match(new TreeTops().Find(canopy, new Window(0, 0, canopy.Columns, canopy.Rows)));
        TestContext.Current.TestOutputHelper?.WriteLine($"tops {topCount} matched {errors.Length} rmse {Chablais.Rmse(errors):F3} bias {errors.Average():F3}");
        Assert.InRange(errors.Length, 38, 42);
        Assert.InRange(Chablais.Rmse(errors), 0, 0.95);
        Assert.InRange(topCount, 80, 115);
    }
}
