using Mitoshi.Testing;

namespace Mitoshi.Tiles.Tests.Datasets;

public sealed class DatasetPoolTests
{
    [Fact]
    public void A_raster_is_opened_once_and_again_when_it_has_changed()
    {
        using TestScene scene = new(size: 100);
        using DatasetPool pool = new(new LocalDoor(new BlockCache(1 << 20)));
        TileDataset first, second;
        using (DatasetLoan loan = pool.Borrow(scene.Path))
        {
            first = loan.Dataset;
        }

        using (DatasetLoan loan = pool.Borrow(scene.Path))
        {
            second = loan.Dataset;
        }

        Assert.Same(first, second);
        File.SetLastWriteTimeUtc(scene.Path, new DateTime(2030, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        using DatasetLoan changed = pool.Borrow(scene.Path);
        Assert.NotSame(first, changed.Dataset);
        Assert.Equal(1, pool.OpenCount);
    }

    [Fact]
    public void No_more_than_so_many_stay_open()
    {
        using TestScene scene = new(size: 100);
        using TemporaryFolder folder = new();
        string[] copies = [.. Enumerable.Range(0, 12).Select(i => folder.File($"{i}.tif"))];
        Array.ForEach(copies, copy => File.Copy(scene.Path, copy));
        using DatasetPool pool = new(new LocalDoor(new BlockCache(1 << 20)), mostOpen: 3);
        Parallel.For(0, 200, i =>
        {
            using DatasetLoan loan = pool.Borrow(copies[i * 7 % 12]);
            PointValues.Of([[new BandOf(loan.Dataset, 0)]], 0, 0, Crs.Wgs84, new PictureOptions());
        });
        pool.Borrow(copies[0]).Dispose();
        Assert.InRange(pool.OpenCount, 1, 4);
    }

    [Fact]
    public void What_cannot_be_opened_is_tried_again()
    {
        using TemporaryFolder folder = new();
        using TestScene scene = new(size: 100);
        using DatasetPool pool = new(new LocalDoor(new BlockCache(1 << 20)));
        Assert.Equal("raster.not_found", Assert.Throws<MitoshiException>(() => pool.Borrow(folder.File("late.tif"))).Code);
        File.Copy(scene.Path, folder.File("late.tif"));
        using DatasetLoan loan = pool.Borrow(folder.File("late.tif"));
        Assert.Equal(100, loan.Dataset.Grid.Width);
    }
}
