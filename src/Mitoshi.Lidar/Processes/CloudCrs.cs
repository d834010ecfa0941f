using Mitoshi.Gdal;

namespace Mitoshi.Lidar;

/// <summary>The CRS of a set of files.</summary>
internal static class CloudCrs
{
    /// <summary>The one that the user names, else the one that all files declare; its unit must be the metre.</summary>
    public static Crs Of(IReadOnlyList<string> paths, string? named)
    {
        Crs crs = named is null ? Declared(paths) : new Crs(named);
        double metres = SpatialReference.MetresPerUnit(crs);
        return metres == 1 ? crs : throw LidarErrors.NotMetric(crs, metres);
    }

    private static Crs Declared(IReadOnlyList<string> paths)
    {
        (string Name, Crs Crs)? first = null;
        foreach (string path in paths)
        {
            using LasFile file = LasFile.Open(path);
            Crs crs = file.Crs ?? throw LidarErrors.NoCrs(file.Name);
            if (first is null)
            {
                first = (file.Name, crs);
            }
            else if (crs != first.Value.Crs && !SpatialReference.AreSame(crs, first.Value.Crs))
            {
                throw LidarErrors.MixedCrs(first.Value.Name, first.Value.Crs, file.Name, crs);
            }
        }

        return first!.Value.Crs;
    }
}
