using System.Net;
using Mitoshi.Gdal;
using Mitoshi.Raster;

namespace Mitoshi.Tiles.Tests.Remote;

public sealed class RemoteTests(RemoteTests.Shared shared) : IClassFixture<RemoteTests.Shared>
{
    private static readonly RemoteLimits Quick = new() { Silence = TimeSpan.FromMilliseconds(700), Wait = TimeSpan.FromMilliseconds(5) };

    [Fact]
    public void A_remote_raster_gives_the_same_picture_as_the_file()
    {
        using HostileServer server = new(shared.Bytes);
        using GuardedHttp http = Http(server);
        using DatasetPool pool = new(new RemoteDoor(http, new BlockCache(16 << 20)));
        using DatasetLoan loan = pool.Borrow(server.At("good").ToString());
        using TileDataset local = shared.Scene.Open();
        foreach (Window window in (Window[])[new(300, 300, 256, 256), new(0, 0, 900, 900)])
        {
            Grid grid = shared.Scene.Grid.Crop(window);
            Assert.Equal(Values(local, grid), Values(loan.Dataset, grid));
        }

        // The head once for the tag and once to open; then two by two tiles of three bands, a request each, and one of each band of the level above.
        Assert.InRange(server.Requests, 4, 2 + 12 + 3 + 6);
        Assert.Contains("If-Range: \"a\"", server.LastRequest, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void A_format_that_only_GDAL_reads_comes_through_the_same_door()
    {
        string path = Path.ChangeExtension(shared.Scene.Path, ".lzw.tif");
        using (RasterWriter writer = RasterWriter.Create(path, shared.Scene.Grid, new RasterFormat(PixelType.UInt16, 1) { Compression = "LZW" }))
        {
            writer.Write<ushort>(writer.Grid.Whole, 0, [.. Enumerable.Range(0, writer.Grid.Whole.PixelCount).Select(i => (ushort)(i % 5000))]);
            writer.Commit();
        }

        using HostileServer server = new(File.ReadAllBytes(path));
        using GuardedHttp http = Http(server);
        using DatasetPool pool = new(new RemoteDoor(http, new BlockCache(16 << 20)));
        using DatasetLoan loan = pool.Borrow(server.At("good").ToString());
        float[] values = PictureRenderer.Values([[new BandOf(loan.Dataset, 0)]], shared.Scene.Grid.Crop(new Window(0, 0, 100, 2)), new PictureOptions { Resampling = Resampling.Nearest });
        Assert.Equal([.. Enumerable.Range(0, 100).Select(i => (float)i), .. Enumerable.Range(900, 100).Select(i => (float)i)], values);
    }

    [Theory]
    [InlineData("stall", "url.stalled")]
    [InlineData("whole", "url.no_ranges")]
    [InlineData("truncate", "url.truncated")]
    [InlineData("lie", "url.bad_answer")]
    [InlineData("short", "url.bad_answer")]
    [InlineData("bomb", "url.bad_answer")]
    [InlineData("busy", "url.busy")]
    [InlineData("circle", "url.failed")]
    [InlineData("missing", "url.failed")]
    [InlineData("inside", "url.not_allowed")]
    [InlineData("loopback-elsewhere", "url.not_allowed")]
    public void A_server_that_misbehaves_at_once_is_named(string path, string code)
    {
        using HostileServer server = new(shared.Bytes);
        using GuardedHttp http = Http(server);
        using DatasetPool pool = new(new RemoteDoor(http, new BlockCache(16 << 20)));
        Assert.Equal(code, Assert.Throws<MitoshiException>(() => pool.Borrow(server.At(path).ToString())).Code);
        Assert.Equal(0, pool.OpenCount);
    }

    [Theory]
    [InlineData("stall-later", "url.stalled")]
    [InlineData("truncate-later", "url.truncated")]
    [InlineData("lie-length", "url.changed")]
    [InlineData("change", "url.changed")]
    [InlineData("change-whole", "url.changed")]
    public void A_server_that_misbehaves_in_the_middle_is_named(string path, string code)
    {
        using HostileServer server = new(shared.Bytes);
        using GuardedHttp http = Http(server);
        using RangeFile file = RangeFile.Open(http, server.At(path));
        byte[] part = new byte[300_000];
        Assert.Equal(code, Assert.Throws<MitoshiException>(() => file.Read(part, 70_000)).Code);
    }

    [Theory]
    [InlineData("busy-once")]
    [InlineData("moved")]
    public void A_server_that_needs_patience_or_a_step_is_read(string path)
    {
        using HostileServer server = new(shared.Bytes);
        using GuardedHttp http = Http(server);
        using RangeFile file = RangeFile.Open(http, server.At(path));
        byte[] part = new byte[300_000];
        Assert.Equal(part.Length, file.Read(part, 70_000));
        Assert.Equal(shared.Bytes[70_000..370_000], part);
    }

    [Fact]
    public void A_host_that_is_not_listed_is_not_asked()
    {
        using HostileServer server = new(shared.Bytes);
        using GuardedHttp http = new(HostList.Parse("data.example.org\n*.example.net"), Quick);
        foreach (string url in (string[])[server.At("good").ToString(), "http://data.example.org:8080/a.tif", "http://user@data.example.org/a.tif", "http://example.net/a.tif", "http://data.example.org.evil.example/a.tif", "http://evilexample.net/a.tif"])
        {
            Assert.Equal("url.not_allowed", Assert.Throws<MitoshiException>(() => RangeFile.Open(http, new Uri(url))).Code);
        }

        Assert.Equal(0, server.Requests);
    }

    // The list names localhost, and the name leads to this machine: what counts is the address that the connection goes to.
    [Fact]
    public void A_listed_name_that_leads_inside_is_refused_at_the_connection()
    {
        using HostileServer server = new(shared.Bytes);
        using GuardedHttp http = new(HostList.Parse($"localhost:{server.Port}\n127.0.0.1:{server.Port}\n[::1]:{server.Port}"), Quick);
        foreach (string host in (string[])["localhost", "127.0.0.1", "0x7f.1", "2130706433"])
        {
            MitoshiException error = Assert.Throws<MitoshiException>(() => RangeFile.Open(http, new Uri($"http://{host}:{server.Port}/good")));
            Assert.Equal("url.private_address", error.Code);
        }

        Assert.Equal(0, server.Requests);
    }

    [Theory]
    [InlineData("8.8.8.8", true)]
    [InlineData("2606:4700::1111", true)]
    [InlineData("10.1.2.3", false)]
    [InlineData("127.0.0.1", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("172.31.255.255", false)]
    [InlineData("192.168.0.1", false)]
    [InlineData("100.64.0.1", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("::1", false)]
    [InlineData("::", false)]
    [InlineData("fe80::1", false)]
    [InlineData("fd00::1", false)]
    [InlineData("::ffff:127.0.0.1", false)]
    [InlineData("::127.0.0.1", false)]
    [InlineData("64:ff9b::7f00:1", false)]
    [InlineData("64:ff9b::808:808", true)]
    [InlineData("2002:7f00:1::", false)]
    [InlineData("2001::1", false)]
    [InlineData("ff02::1", false)]
    public void Addresses_are_public_or_not(string address, bool isPublic) => Assert.Equal(isPublic, PublicAddress.IsPublic(IPAddress.Parse(address)));

    [Fact]
    public void A_signature_is_in_no_message()
    {
        using HostileServer server = new(shared.Bytes);
        using GuardedHttp http = Http(server);
        foreach (string path in (string[])["missing", "lie", "busy", "whole"])
        {
            MitoshiException error = Assert.Throws<MitoshiException>(() => RangeFile.Open(http, new Uri(server.At(path) + "?X-Amz-Signature=secret")));
            Assert.DoesNotContain("secret", error.In(Language.English) + error.In(Language.Japanese) + error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Damaged_files_are_refused_or_read_but_never_more()
    {
        Random random = new(20261126);
        for (int i = 0; i < 60; i++)
        {
            byte[] bytes = shared.Bytes.AsSpan(0, random.Next(2) == 0 ? shared.Bytes.Length : random.Next(200, shared.Bytes.Length)).ToArray();
            for (int k = 0; k < 20; k++)
            {
                bytes[random.Next(Math.Min(bytes.Length, 2000))] = (byte)random.Next(256);
            }

            using HostileServer server = new(bytes);
            using GuardedHttp http = Http(server);
            using DatasetPool pool = new(new RemoteDoor(http, new BlockCache(16 << 20)));
            try
            {
                using DatasetLoan loan = pool.Borrow(server.At("good").ToString());
                Grid grid = Overview.Whole(loan.Dataset, 64);
                PictureRenderer.Values([[new BandOf(loan.Dataset, 0)]], grid, new PictureOptions());
            }
            catch (MitoshiException error)
            {
                Assert.Matches("^(raster|grid|url|tiles|crs)\\.", error.Code);
            }
        }
    }

    private static GuardedHttp Http(HostileServer server) => new(HostList.Parse($"127.0.0.1:{server.Port} private"), Quick);

    private static float[] Values(TileDataset dataset, Grid grid)
        => PictureRenderer.Values([[new BandOf(dataset, 0), new BandOf(dataset, 1), new BandOf(dataset, 2)]], new Grid(grid.Crs, grid.Transform with { ColumnX = grid.Width / 256.0 * 10, RowY = grid.Height / -256.0 * 10 }, 256, 256), new PictureOptions());

    public sealed class Shared : IDisposable
    {
        public Shared() => Bytes = File.ReadAllBytes(Scene.Path);

        internal TestScene Scene { get; } = new();

        internal byte[] Bytes { get; }

        public void Dispose() => Scene.Dispose();
    }
}
