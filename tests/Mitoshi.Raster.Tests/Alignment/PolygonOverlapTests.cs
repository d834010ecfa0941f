namespace Mitoshi.Raster.Tests.Alignment;

public sealed class PolygonOverlapTests
{
    [Fact]
    public void A_square_turned_by_45_degrees_shares_an_octagon()
    {
        // Unit square and the same square turned about its centre: 2 (sqrt 2 - 1).
        double half = Math.Sqrt(0.5);
        double[] x = [0.5 - half, 0.5, 0.5 + half, 0.5], y = [0.5, 0.5 - half, 0.5, 0.5 + half];
        Assert.Equal(2 * (Math.Sqrt(2) - 1), PolygonOverlap.AreaInCell(x, y, 0, 0), tolerance: 1e-12);
    }

    [Fact]
    public void The_cells_share_out_the_whole_quadrilateral()
        => Gen.Select(Gen.Double[0, 6.28], Gen.Double[0.1, 4], Gen.Double[0.1, 4], Gen.Double[-3, 3], Gen.Double[-3, 3]).Sample((angle, width, height, east, south) =>
        {
            (double sine, double cosine) = Math.SinCos(angle);
            double[] cornersX = [-width / 2, width / 2, width / 2, -width / 2], cornersY = [-height / 2, -height / 2, height / 2, height / 2];
            double[] x = new double[4], y = new double[4];
            for (int i = 0; i < 4; i++)
            {
                x[i] = east + (cornersX[i] * cosine) - (cornersY[i] * sine);
                y[i] = south + (cornersX[i] * sine) + (cornersY[i] * cosine);
            }

            double sum = 0;
            for (int row = -8; row < 8; row++)
            {
                for (int column = -8; column < 8; column++)
                {
                    sum += PolygonOverlap.AreaInCell(x, y, column, row);
                }
            }

            Assert.Equal(width * height, sum, tolerance: 1e-9);
        });
}
