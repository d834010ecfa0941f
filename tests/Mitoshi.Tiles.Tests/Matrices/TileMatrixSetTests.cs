namespace Mitoshi.Tiles.Tests.Matrices;

public sealed class TileMatrixSetTests
{
    // OGC 17-083r4, annexes D.1 and D.2.
    [Theory]
    [InlineData("WebMercatorQuad", 0, 559082264.028717, 156543.033928041, 1, 1)]
    [InlineData("WebMercatorQuad", 14, 34123.6733415965, 9.55462853565344, 16384, 16384)]
    [InlineData("WorldCRS84Quad", 0, 279541132.014358, 0.703125, 2, 1)]
    [InlineData("WorldCRS84Quad", 10, 272989.386732772, 0.0006866455078125, 2048, 1024)]
    public void Scales_are_those_of_the_standard(string id, int level, double denominator, double resolution, int columns, int rows)
    {
        TileMatrix matrix = TileMatrixSets.Named(id).Matrices[level];
        Assert.Equal(denominator, matrix.ScaleDenominator, denominator * 1e-9);
        Assert.Equal(resolution, matrix.Resolution, resolution * 1e-9);
        Assert.Equal((columns, rows), (matrix.Columns, matrix.Rows));
    }

    // Worked example of the mercantile documentation: tile 486-332-10 has the upper left corner (-9.140625, 53.33087298301705) in degrees.
    [Fact]
    public void A_known_tile_lies_where_others_put_it()
    {
        Grid tile = TileMatrixSets.WebMercatorQuad.Tile(10, 486, 332);
        double longitude = tile.Transform.OriginX / 6378137 * 180 / Math.PI, latitude = Math.Atan(Math.Sinh(tile.Transform.OriginY / 6378137)) * 180 / Math.PI;
        Assert.Equal(-9.140625, longitude, 9);
        Assert.Equal(53.33087298301705, latitude, 9);
    }

    [Fact]
    public void Pixels_of_Sentinel_2_fall_on_pixels_of_the_UTM_set()
    {
        // A granule's corner, as ESA tiles UTM: a multiple of 60 m.
        Grid tile = TileMatrixSets.Named("UTM54N").Tile(12, 117, 2343);
        (double column, double row) = tile.Transform.ToPixel(300000, 4000020);
        Assert.Equal(10, tile.Transform.ColumnX);
        Assert.Equal((Math.Round(column), Math.Round(row)), (column, row));
    }

    [Fact]
    public void The_native_level_has_pixels_nearest_in_size()
    {
        Grid scene = new(new Crs("EPSG:32654"), AffineTransform.NorthUp(300000, 4000020, 10), 10980, 10980);
        Assert.Equal(14, TileMatrixSets.WebMercatorQuad.NativeLevel(scene));
        Assert.Equal(12, TileMatrixSets.Named("UTM54N").NativeLevel(scene));
        Assert.InRange(TileMatrixSets.WebMercatorQuad.OverallLevel(scene), 7, 8);
    }

    [Theory]
    [InlineData(-1, 0, 0)]
    [InlineData(3, 8, 0)]
    [InlineData(3, 0, -1)]
    [InlineData(25, 0, 0)]
    [InlineData(int.MaxValue, int.MaxValue, int.MinValue)]
    public void A_tile_that_is_not_there_is_named(int level, int column, int row)
        => Assert.Equal("tiles.no_such_tile", Assert.Throws<MitoshiException>(() => TileMatrixSets.WebMercatorQuad.Tile(level, column, row)).Code);

    [Fact]
    public void An_unknown_set_is_named()
        => Assert.Equal("tiles.unknown_matrix_set", Assert.Throws<MitoshiException>(() => TileMatrixSets.Named("Mars")).Code);
}
