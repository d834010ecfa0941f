using Mitoshi.Server.Tiles;

namespace Mitoshi.Server.Tests.Tiles;

public sealed class FirstPictureTests(TileServer tiles) : IClassFixture<TileServer>
{
    [Fact]
    public async Task The_newest_item_is_drawn_before_anybody_asks()
        => Assert.True(await FirstPicture.MakeAsync(tiles.Server.Services, TestContext.Current.CancellationToken));

    [Fact]
    public async Task An_empty_workspace_is_nothing_to_draw_and_no_failure()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        Assert.False(await FirstPicture.MakeAsync(server.Services, TestContext.Current.CancellationToken));
    }
}
