using System.Text.Json;
using Mitoshi.Credits.Claims;
using Mitoshi.Gdal;
using Mitoshi.Registry;
using Mitoshi.Testing;

namespace Mitoshi.Cli.Tests.Boundaries;

/// <summary>The boundary of the simulated example, in every format that a project may have.</summary>
public sealed class ClaimBoundaryTests : IDisposable
{
    private static readonly string Example = Path.Combine(SharedData.ProjectRoot, "docs", "examples", "credits");
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("land.kml", "EPSG:4326")]
    [InlineData("land.gpkg", "EPSG:32648")]
    [InlineData("land.shp", "EPSG:32648")]
    [InlineData("land.fgb", "EPSG:32648")]
    public async Task The_same_land_in_another_format_is_the_same_land_for_the_registry(string name, string crs)
    {
        LandClaim original = Land(await QuantifyAsync("boundary.geojson"));
        Write(name, new Crs(crs));
        Claim claim = await QuantifyAsync(name);
        LandClaim same = Land(claim);
        Assert.Equal(original.Land.Hectares, same.Land.Hectares, 1e-3);
        Assert.True(Overlap.Of(original, same, 10).IsBlocked);
        Assert.Contains(claim.Inputs, input => input.Role == "boundary" && input.Name == name);
        Assert.Equal(name.EndsWith(".shp", StringComparison.Ordinal) ? 5 : 1, claim.Inputs.Count(input => input.Role == "boundary"));
    }

    [Fact]
    public async Task A_format_that_no_room_reads_is_refused()
    {
        File.WriteAllText(_folder.File("land.txt"), "140,36");
        Assert.Equal("boundary.unknown_format", (await Assert.ThrowsAsync<MitoshiException>(() => QuantifyAsync("land.txt"))).Code);
    }

    private static LandClaim Land(Claim claim)
    {
        using JsonDocument document = JsonDocument.Parse(claim.Boundary);
        return new LandClaim(Boundary.Read(document.RootElement), claim.From, claim.To, [.. claim.Pools], ClaimState.Submitted);
    }

    private void Write(string name, Crs crs)
    {
        VectorLayer source = VectorFile.Read(Path.Combine(Example, "boundary.geojson"));
        using CoordinateTransform turn = new(Crs.Wgs84, crs);
        VectorFile.Write(_folder.File(name), source with { Crs = crs, Name = "land", Features = [.. source.Features.Select(feature => feature with { Geometry = Turned(feature.Geometry!, turn) })] }, VectorGeometry.Any);
    }

    // A polygon or multipolygon of plain points in little-endian WKB: coordinates are turned in place.
    private static byte[] Turned(byte[] wkb, CoordinateTransform turn)
    {
        byte[] turned = [.. wkb];
        int at = 0;
        TurnGeometry();
        return turned;

        int Count()
        {
            at += 4;
            return BitConverter.ToInt32(turned, at - 4);
        }

        void TurnGeometry()
        {
            at++;
            int type = Count(), parts = Count();
            for (int i = 0; i < parts; i++)
            {
                if (type == 6)
                {
                    TurnGeometry();
                    continue;
                }

                int points = Count();
                for (int p = 0; p < points; p++, at += 16)
                {
                    (double x, double y) = turn.Transform(BitConverter.ToDouble(turned, at), BitConverter.ToDouble(turned, at + 8));
                    BitConverter.TryWriteBytes(turned.AsSpan(at), x);
                    BitConverter.TryWriteBytes(turned.AsSpan(at + 8), y);
                }
            }
        }
    }

    private async Task<Claim> QuantifyAsync(string boundary)
    {
        foreach (string file in Directory.GetFiles(Example))
        {
            File.Copy(file, _folder.File(Path.GetFileName(file)), overwrite: true);
        }

        string project = _folder.File("project.yaml");
        File.WriteAllText(project, File.ReadAllText(project).Replace("boundary: boundary.geojson", $"boundary: {boundary}", StringComparison.Ordinal));
        return (await new QuantifyProject { File = project }.RunTypedAsync(new ProcessContext { Workspace = new Workspace(_folder.Path), Threads = 1 })).Claim;
    }
}
