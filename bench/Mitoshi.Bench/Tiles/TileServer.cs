using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Hosting;
using Mitoshi.Tiles;

namespace Mitoshi.Bench;

/// <summary>One scene over HTTP, as the real server does it.</summary>
internal static class TileServer
{
    public static bool Run(string scene)
    {
        DatasetPool pool = new(new LocalDoor(new BlockCache(TileLimits.CacheBytes)));
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        WebApplication application = builder.Build();
        application.Run(async context =>
        {
            string[] steps = context.Request.Path.Value!.Split('/');
            Grid grid = TileMatrixSets.WebMercatorQuad.Tile(int.Parse(steps[1]), int.Parse(steps[2]), int.Parse(steps[3]));
            using DatasetLoan loan = pool.Borrow(scene);
            using Picture picture = PictureRenderer.Render([[new BandOf(loan.Dataset, 0), new BandOf(loan.Dataset, 1), new BandOf(loan.Dataset, 2)]], grid,
                new PictureOptions { Stretches = [new Stretch(0, 4000)], Format = PictureFormat.Png });
            context.Response.ContentType = picture.MediaType;
            context.Response.ContentLength = picture.Bytes.Length;
            await context.Response.Body.WriteAsync(picture.Bytes.Memory);
        });
        application.StartAsync().GetAwaiter().GetResult();
        Console.WriteLine(application.Urls.First() + "/{z}/{x}/{y}");
        application.WaitForShutdownAsync().GetAwaiter().GetResult();
        return true;
    }
}
