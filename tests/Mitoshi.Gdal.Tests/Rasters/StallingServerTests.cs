using System.Net;
using System.Net.Sockets;

namespace Mitoshi.Gdal.Tests.Rasters;

public sealed class StallingServerTests
{
    [Fact]
    public void A_server_that_never_answers_is_given_up_with_its_address()
    {
        using TcpListener silent = new(IPAddress.Loopback, 0);
        silent.Start();
        string url = $"http://127.0.0.1:{((IPEndPoint)silent.LocalEndpoint).Port}/B04.tif";

        // This thread only, so that no other test waits less; the defaults (10 s to connect, 60 s in all) are for people.
        GdalLibrary.Start();
        NativeMethods.CPLSetThreadLocalConfigOption("GDAL_HTTP_TIMEOUT", "1");
        NativeMethods.CPLSetThreadLocalConfigOption("GDAL_HTTP_MAX_RETRY", "0");
        try
        {
            MitoshiException error = Assert.Throws<MitoshiException>(() => RasterFile.Open(url));
            Assert.Equal("url.stalled", error.Code);
            Assert.Contains(url, error.Message);
        }
        finally
        {
            NativeMethods.CPLSetThreadLocalConfigOption("GDAL_HTTP_TIMEOUT", null);
            NativeMethods.CPLSetThreadLocalConfigOption("GDAL_HTTP_MAX_RETRY", null);
        }
    }

    [Fact]
    public void A_server_that_is_not_there_is_told_from_one_that_stalls()
    {
        TcpListener gone = new(IPAddress.Loopback, 0);
        gone.Start();
        int port = ((IPEndPoint)gone.LocalEndpoint).Port;
        gone.Stop();
        Assert.Equal("url.failed", Assert.Throws<MitoshiException>(() => RasterFile.Open($"http://127.0.0.1:{port}/B04.tif")).Code);
    }
}
