using Mitoshi.Lidar.Tests.Laz;

namespace Mitoshi.Lidar.Tests.Las;

public sealed class HeaderTests
{
    [Fact]
    public void The_CRS_is_read_from_geotiff_keys()
    {
        using LasFile file = LasFile.Open(LazCorpus.PathOf("lidar/las_chablais3.laz"));
        Assert.Equal("EPSG:2154", file.Crs?.Definition);
    }

    [Fact]
    public void The_CRS_is_read_from_WKT()
    {
        using LasFile file = LasFile.Open(LazCorpus.PathOf("laz/single/autzen_clip_native.copc.laz"));
        Assert.Contains("[", file.Crs!.Definition, StringComparison.Ordinal);
    }

    [Fact]
    public void A_projected_key_goes_before_a_geographic_one_and_a_user_defined_one_names_nothing()
    {
        Assert.Equal(32654, LasCrs.Epsg(Keys((2048, 4326), (3072, 32654))));
        Assert.Equal(4326, LasCrs.Epsg(Keys((2048, 4326))));
        Assert.Null(LasCrs.Epsg(Keys((2048, 4326), (3072, 32767))));
        Assert.Null(LasCrs.Epsg([1, 0, 1]));
    }

    [Theory]
    [InlineData("COMPD_CS[\"a\",PROJCS[\"b\",UNIT[\"metre\",1]],VERT_CS[\"h\",VERT_DATUM[\"d\",2005],UNIT[\"US survey foot\",0.3048006096012192],AXIS[\"Up\",UP]]]", 0.3048006096012192)]
    [InlineData("COMPOUNDCRS[\"a\",VERTCRS[\"h\",VDATUM[\"d\"],CS[vertical,1],LENGTHUNIT[\"foot\",0.3048]]]", 0.3048)]
    [InlineData("PROJCS[\"b\",UNIT[\"metre\",1]]", null)]
    [InlineData("VERT_CS[\"h\",UNIT[\"", null)]
    public void The_unit_of_heights_is_read_from_WKT(string wkt, double? metres) => Assert.Equal(metres, LasCrs.HeightUnit(wkt));

    [Fact]
    public void Extra_bytes_are_named_and_what_is_left_over_too()
    {
        using LasFile file = LasFile.Open(LazCorpus.PathOf("laz/pairs/extrabytes.laz"));
        Assert.Equal(27, file.ExtraBytes.Sum(field => field.ByteCount));
        Assert.Equal(34, file.ExtraBytes[0].Offset);
        Assert.Contains(file.ExtraBytes, field => field.Name == "Colors");
    }

    [Fact]
    public void The_first_and_the_last_point_lie_where_the_expectation_says()
    {
        using LasFile file = LasFile.Open(LazCorpus.PathOf("laz/pairs/point10.laz"));
        PointBlock block = file.ReadBlocks().Single();
        Assert.Equal(494428.61, block.Position(0).X, 1e-6);
        Assert.Equal(4878741.67, block.Position(block.Count - 1).Y, 1e-6);
        Assert.Equal(129.21, block.Position(block.Count - 1).Z, 1e-6);
    }

    [Theory]
    [InlineData("laz/single/1.2-with-color.copc.laz", 1065)]
    [InlineData("laz/single/autzen_clip_native.copc.laz", 43)]
    [InlineData("laz/single/simple_with_page.copc.laz", 1065)]
    [InlineData("laz/single/example.copc.laz", 30)]
    public void The_nodes_of_a_COPC_file_hold_all_its_points_inside_their_cubes(string name, long points)
    {
        using LasFile file = LasFile.Open(LazCorpus.PathOf(name));
        CopcHierarchy hierarchy = CopcHierarchy.Read(file)!;
        Assert.Equal(points, hierarchy.Nodes.Sum(node => (long)node.PointCount));
        foreach (CopcNode node in hierarchy.Nodes)
        {
            double edge = 2 * hierarchy.HalfSize / (1 << node.Key.Level), west = hierarchy.Center.X - hierarchy.HalfSize + (node.Key.X * edge);
            foreach (PointBlock block in file.ReadBlocks([node.ChunkIndex]))
            {
                for (int i = 0; i < block.Count; i++)
                {
                    Assert.InRange(block.Position(i).X, west - 1e-6, west + edge + 1e-6);
                }
            }
        }
    }

    [Fact]
    public void A_plain_file_has_no_COPC_hierarchy()
    {
        using LasFile file = LasFile.Open(LazCorpus.PathOf("laz/pairs/point10.laz"));
        Assert.Null(CopcHierarchy.Read(file));
    }

    [Fact]
    public void Decoding_a_second_chunk_allocates_next_to_nothing()
    {
        using LasFile file = LasFile.Open(LazCorpus.PathOf("laz/generated/pf3_v12_eb5_ch1.laz"));
        ChunkReader reader = file.OpenReader();
        reader.Open(0);
        byte[] buffer = reader.Next(null)!.Buffer;
        reader.Open(1);
        reader.Next(buffer);
        reader.Open(0);
        long before = GC.GetAllocatedBytesForCurrentThread();
        reader.Next(buffer);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 1_000);
    }

    private static byte[] Keys(params (ushort Key, ushort Value)[] keys)
        => [.. BitConverter.GetBytes((ushort)1), .. BitConverter.GetBytes((ushort)1), 0, 0, .. BitConverter.GetBytes((ushort)keys.Length),
            .. keys.SelectMany(key => (byte[])[.. BitConverter.GetBytes(key.Key), 0, 0, 1, 0, .. BitConverter.GetBytes(key.Value)])];
}
