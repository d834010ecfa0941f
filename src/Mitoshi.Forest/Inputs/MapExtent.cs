using System.Globalization;
using Mitoshi.Gdal;

namespace Mitoshi.Forest.Inputs;

/// <summary>A rectangle of a CRS that a map may cover.</summary>
/// <param name="Crs">CRS of the edges.</param>
/// <param name="West">Smallest easting or longitude.</param>
/// <param name="South">Smallest northing or latitude.</param>
/// <param name="East">Largest easting or longitude.</param>
/// <param name="North">Largest northing or latitude.</param>
internal sealed record MapExtent(Crs Crs, double West, double South, double East, double North)
{
    private const int EdgeSteps = 16;

    /// <summary>What a grid covers, whichever way its rows and columns run.</summary>
    public static MapExtent Of(Grid grid)
    {
        (double X, double Y)[] corners = [grid.Transform.ToMap(0, 0), grid.Transform.ToMap(grid.Width, 0), grid.Transform.ToMap(0, grid.Height), grid.Transform.ToMap(grid.Width, grid.Height)];
        return new MapExtent(grid.Crs, corners.Min(corner => corner.X), corners.Min(corner => corner.Y), corners.Max(corner => corner.X), corners.Max(corner => corner.Y));
    }

    /// <summary>The rectangle around the same land in another CRS.</summary>
    /// <exception cref="MitoshiException">crs.unknown, crs.no_transformation.</exception>
    public MapExtent In(Crs crs)
    {
        using CoordinateTransform transform = new(Crs, crs);
        const int Points = EdgeSteps + 1;
        double[] x = new double[Points * Points], y = new double[Points * Points];
        for (int i = 0; i < x.Length; i++)
        {
            x[i] = West + ((East - West) * (i % Points) / EdgeSteps);
            y[i] = South + ((North - South) * (i / Points) / EdgeSteps);
        }

        transform.Transform(x, y);
        (x, y) = (Array.FindAll(x, double.IsFinite), Array.FindAll(y, double.IsFinite));
        return x.Length > 0 ? new MapExtent(crs, x.Min(), y.Min(), x.Max(), y.Max()) : this with { Crs = crs, West = 0, South = 0, East = 0, North = 0 };
    }

    /// <summary>The zone of Universal Transverse Mercator that the middle of the rectangle lies in.</summary>
    public Crs UtmZone()
    {
        MapExtent degrees = In(Crs.Wgs84);
        double longitude = (degrees.West + degrees.East) / 2, latitude = (degrees.South + degrees.North) / 2;
        int zone = Math.Clamp((int)Math.Floor((longitude + 180) / 6) + 1, 1, 60);
        return new Crs($"EPSG:{(latitude < 0 ? 32700 : 32600) + zone}");
    }

    /// <summary>The edges moved outwards to whole multiples of a pixel.</summary>
    public MapExtent Snapped(double pixel) => this with
    {
        West = Math.Floor((West / pixel) + 1e-6) * pixel, South = Math.Floor((South / pixel) + 1e-6) * pixel, East = Math.Ceiling((East / pixel) - 1e-6) * pixel, North = Math.Ceiling((North / pixel) - 1e-6) * pixel,
    };

    /// <summary><c>[west, south, east, north]</c> as a project file writes it.</summary>
    public string ToYaml() => string.Create(CultureInfo.InvariantCulture, $"[{West:0.######}, {South:0.######}, {East:0.######}, {North:0.######}]");
}
