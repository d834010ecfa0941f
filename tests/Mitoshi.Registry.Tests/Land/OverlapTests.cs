using System.Text.Json;

namespace Mitoshi.Registry.Tests.Land;

public sealed class OverlapTests
{
    [Fact]
    public void A_ring_across_the_antimeridian_and_the_split_one_are_the_same_land()
    {
        Boundary jumping = Read("""{"type":"Polygon","coordinates":[[[179.99,-16.6],[-179.99,-16.6],[-179.99,-16.58],[179.99,-16.58],[179.99,-16.6]]]}""");
        Boundary split = Read("""{"type":"MultiPolygon","coordinates":[[[[179.99,-16.6],[180,-16.6],[180,-16.58],[179.99,-16.58],[179.99,-16.6]]],[[[-180,-16.6],[-179.99,-16.6],[-179.99,-16.58],[-180,-16.58],[-180,-16.6]]]]}""");

        // The vertex at 180 keeps the geodesic edge on the parallel: 0.03 m2 less of 4.7 million.
        Assert.Equal(jumping.Hectares, split.Hectares, 1e-5);
        Assert.Equal(jumping.Hectares, jumping.Intersect(split)!.Hectares, 1e-5);
        Assert.Null(jumping.Subtract(split));
    }

    [Fact]
    public void Shared_edges_corners_and_filled_holes_are_no_overlap()
    {
        Boundary square = Read(Square(105.5, 13.1));
        Assert.Null(square.Intersect(Read(Square(105.52, 13.1))));
        Assert.Null(square.Intersect(Read(Square(105.52, 13.12))));
        Boundary ring = Read("""{"type":"Polygon","coordinates":[[[105.5,13.1],[105.53,13.1],[105.53,13.13],[105.5,13.13],[105.5,13.1]],[[105.51,13.11],[105.51,13.12],[105.52,13.12],[105.52,13.11],[105.51,13.11]]]}""");
        Assert.Null(ring.Intersect(Read("""{"type":"Polygon","coordinates":[[[105.51,13.11],[105.52,13.11],[105.52,13.12],[105.51,13.12],[105.51,13.11]]]}""")));
    }

    [Fact]
    public void A_vertex_in_the_middle_of_a_neighbours_slanted_edge_makes_no_overlap_that_blocks()
    {
        Boundary left = Read("""{"type":"Polygon","coordinates":[[[105.5,13.1],[105.521,13.1],[105.534,13.137],[105.5,13.137],[105.5,13.1]]]}""");
        Boundary right = Read("""{"type":"Polygon","coordinates":[[[105.521,13.1],[105.6,13.1],[105.6,13.137],[105.534,13.137],[105.527,13.117076923],[105.521,13.1]]]}""");
        LandClaim a = Claim(left), b = Claim(right);
        Assert.False(Overlap.Of(a, b).IsBlocked);
        Assert.InRange(Overlap.Of(a, b).Hectares, 0, 1e-3);
    }

    [Fact]
    public void What_is_trimmed_off_the_later_claim_is_the_common_land()
    {
        Boundary earlier = Read(Square(105.5, 13.1)), later = Read(Square(105.51999, 13.1));
        Overlap overlap = Overlap.Of(Claim(earlier), Claim(later));
        Assert.True(overlap.IsSliver);
        Boundary rest = later.Subtract(earlier)!;
        Assert.Equal(later.Hectares - overlap.Hectares, rest.Hectares, 1e-4);
        Assert.Null(rest.Intersect(earlier));
        Assert.Equal(rest.Hectares, Read(rest.ToGeoJson()).Hectares, 1e-6);
    }

    [Fact]
    public void Overlap_is_symmetric_and_no_larger_than_either_land()
        => Gen.Select(Gen.Double[-0.03, 0.03], Gen.Double[-0.03, 0.03], Gen.Double[0.005, 0.04]).Sample((dx, dy, side) =>
        {
            Boundary a = Read(Square(179.99, -16.6)), b = Read(Square(179.99 + dx, -16.6 + dy, side));
            double ab = a.Intersect(b)?.Hectares ?? 0, ba = b.Intersect(a)?.Hectares ?? 0;
            Assert.Equal(ab, ba, 1e-5);
            Assert.InRange(ab, 0, Math.Min(a.Hectares, b.Hectares) + 1e-5);
        });

    [Theory]
    [InlineData("""{"type":"Polygon","coordinates":[[[0,0],[1,1],[1,0],[0,1],[0,0]]]}""")]
    [InlineData("""{"type":"Polygon","coordinates":[[[0,0],[1,0],[0,0]]]}""")]
    [InlineData("""{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,1]]]}""")]
    [InlineData("""{"type":"Polygon","coordinates":[[[0,89],[1,89],[1,91],[0,91],[0,89]]]}""")]
    [InlineData("""{"type":"Polygon","coordinates":[[[0,null],[1,0],[1,1],[0,1],[0,null]]]}""")]
    [InlineData("""{"type":"Polygon","coordinates":[[[0,"NaN"],[1,0],[1,1],[0,1],[0,"NaN"]]]}""")]
    [InlineData("""{"type":"Polygon","coordinates":[]}""")]
    [InlineData("""{"type":"Polygon"}""")]
    [InlineData("""{"type":"Point","coordinates":[0,0]}""")]
    [InlineData("""{"type":"MultiPolygon","coordinates":[[[[0,0],[2,0],[2,2],[0,2],[0,0]]],[[[1,1],[3,1],[3,3],[1,3],[1,1]]]]}""")]
    [InlineData("""{"type":"Polygon","coordinates":[[[0,85],[90,85],[180,85],[-90,85],[0,85]]]}""")]
    [InlineData("""{"type":"Polygon","coordinates":[[[0,0],[2,0],[2,2],[0,2],[0,0]],[[3,3],[4,3],[4,4],[3,4],[3,3]]]}""")]
    [InlineData("[]")]
    public void Bad_geometry_is_refused_and_never_repaired(string geometry)
        => Assert.Equal("registry.invalid_geometry", Assert.Throws<MitoshiException>(() => Read(geometry)).Code);

    private static string Square(double west, double south, double side = 0.02) => Ledger.TestClaims.Square(west, south, side);

    private static LandClaim Claim(Boundary land) => new(land, new DateOnly(2026, 1, 1), new DateOnly(2027, 1, 1), ["agb"], ClaimState.Issued);

    private static Boundary Read(string geoJson)
    {
        using JsonDocument document = JsonDocument.Parse(geoJson);
        return Boundary.Read(document.RootElement);
    }
}
