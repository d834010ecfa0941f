using Mitoshi.Gdal;
using Mitoshi.Raster;

namespace Mitoshi.Forest.Simulation;

/// <summary>A tile of a PALSAR-2 mosaic with its five layers in JAXA's layout: pixels of 0.8 seconds, amplitudes as digital numbers with no-data 1.</summary>
internal sealed class PalsarScene
{
    private const double PixelsPerDegree = 4500, HalfBoxMetres = 12.5, Looks = 16, SwathCorner = 0.1;
    private const byte Missing = 1;

    private readonly Landscape _landscape;
    private readonly float[] _hhPower, _hvPower;
    private readonly RandomStream _random;
    private readonly DateOnly _westDate, _eastDate;
    private readonly double _eastMoisture;

    private PalsarScene(Landscape landscape, ForestState state, RandomStream random)
    {
        (_landscape, _random) = (landscape, random);
        _westDate = new DateOnly(state.Year, 6, 12);
        _eastDate = new DateOnly(state.Year, 9, 4);
        double westMoisture = 0.4 * random.NextNormal();
        _eastMoisture = 0.8 * random.NextNormal();
        _hhPower = RadarModel.LHh.ExpectedPower(landscape, state, westMoisture, leaves: 1);
        _hvPower = RadarModel.LHv.ExpectedPower(landscape, state, westMoisture, leaves: 1);
    }

    /// <summary>Writes the five files of a year into a folder.</summary>
    public static void Write(Landscape landscape, ForestState state, RandomStream random, string folder)
        => new PalsarScene(landscape, state, random).Write(folder, state.Year, state.LandCover);

    /// <summary>Name of a layer's file, in the mosaic's manner.</summary>
    /// <param name="layer"><c>sl_HH</c>, <c>sl_HV</c>, <c>mask</c>, <c>linci</c> or <c>date</c>.</param>
    /// <param name="year">Year of the mosaic.</param>
    public static string FileName(string layer, int year) => $"N38E142_{year % 100:00}_{layer}_F02DAR_simulated.tif";

    private void Write(string folder, int year, byte[] landCover)
    {
        using CoordinateTransform toMap = new(Crs.Wgs84, _landscape.Grid.Crs);
        Grid tile = Tile();
        int count = (int)tile.PixelCount;
        ushort[] hh = new ushort[count], hv = new ushort[count], days = new ushort[count];
        byte[] mask = new byte[count], incidence = new byte[count];
        double[] x = new double[tile.Width], y = new double[tile.Width];
        for (int row = 0; row < tile.Height; row++)
        {
            for (int column = 0; column < tile.Width; column++)
            {
                (x[column], y[column]) = tile.Transform.ToMap(column + 0.5, row + 0.5);
            }

            toMap.Transform(x, y);
            for (int column = 0; column < tile.Width; column++)
            {
                int pixel = (row * tile.Width) + column;
                (hh[pixel], hv[pixel], days[pixel], incidence[pixel]) = (Missing, Missing, Missing, Missing);
                (double mapColumn, double mapRow) = _landscape.Grid.Transform.ToPixel(x[column], y[column]);
                if (IsSeen(mapColumn, mapRow))
                {
                    See(mapColumn, mapRow, landCover, out hh[pixel], out hv[pixel], out mask[pixel], out incidence[pixel], out days[pixel]);
                }
            }
        }

        RasterFormat numbers = new(PixelType.UInt16, 1) { NoData = Missing }, bytes = new(PixelType.UInt8, 1) { NoData = Missing };
        SimulatedRaster.Write(Path.Combine(folder, FileName("sl_HH", year)), tile, numbers, "PALSAR-2 mosaic HH, digital numbers", hh);
        SimulatedRaster.Write(Path.Combine(folder, FileName("sl_HV", year)), tile, numbers, "PALSAR-2 mosaic HV, digital numbers", hv);
        SimulatedRaster.Write(Path.Combine(folder, FileName("date", year)), tile, numbers, "PALSAR-2 mosaic, days since 2014-05-24", days);
        SimulatedRaster.Write(Path.Combine(folder, FileName("linci", year)), tile, bytes, "PALSAR-2 mosaic, local incidence angle in degrees", incidence);
        SimulatedRaster.Write(Path.Combine(folder, FileName("mask", year)), tile, bytes with { NoData = PalsarMask.NoData }, "PALSAR-2 mosaic, mask", mask);
    }

    // The pixels of the mosaic's lattice that cover the landscape.
    private Grid Tile()
    {
        using CoordinateTransform toDegrees = new(_landscape.Grid.Crs, Crs.Wgs84);
        double[] x = new double[4], y = new double[4];
        for (int corner = 0; corner < 4; corner++)
        {
            (x[corner], y[corner]) = _landscape.Grid.Transform.ToMap((corner & 1) * _landscape.Size, (corner >> 1) * _landscape.Size);
        }

        toDegrees.Transform(x, y);
        int west = (int)Math.Floor(x.Min() * PixelsPerDegree), east = (int)Math.Ceiling(x.Max() * PixelsPerDegree);
        int south = (int)Math.Floor(y.Min() * PixelsPerDegree), north = (int)Math.Ceiling(y.Max() * PixelsPerDegree);
        return new Grid(Crs.Wgs84, AffineTransform.NorthUp(west / PixelsPerDegree, north / PixelsPerDegree, 1 / PixelsPerDegree), east - west, north - south);
    }

    // A strip in the south-west corner lies beyond the swath.
    private bool IsSeen(double column, double row)
        => column >= 0 && row >= 0 && column < _landscape.Size && row < _landscape.Size
            && column + (_landscape.Size - row) > SwathCorner * _landscape.Size;

    private void See(double column, double row, byte[] landCover, out ushort hh, out ushort hv, out byte mask, out byte incidence, out ushort days)
    {
        int nearest = ((int)row * _landscape.Size) + (int)column;
        bool isEast = column > 0.5 * _landscape.Size;
        double stripe = isEast ? Math.Pow(10, 0.03 * _eastMoisture) : 1;
        hh = Number(BoxMean(_hhPower, column, row) * stripe * _random.NextGamma(Looks) / Looks);
        hv = Number(BoxMean(_hvPower, column, row) * stripe * _random.NextGamma(Looks) / Looks);
        double local = Math.Acos(Math.Clamp(_landscape.Terrain.Cosine(nearest, RadarModel.LHh.Sensor), -1, 1)) * 180 / Math.PI;
        incidence = (byte)Math.Clamp(Math.Round(local), Missing + 1, 90);
        days = PalsarDates.FromDate(PalsarSensor.Palsar2, isEast ? _eastDate : _westDate);
        mask = landCover[nearest] == (byte)LandCoverClass.Water ? PalsarMask.Ocean
            : local < 8 ? PalsarMask.Layover
            : local > 85 ? PalsarMask.Shadow
            : PalsarMask.Land;
    }

    // Power is averaged over 25 m, each 10 m pixel by the part of it that lies in the box.
    private double BoxMean(float[] power, double column, double row)
    {
        double half = HalfBoxMetres / Landscape.PixelMetres, sum = 0, area = 0;
        for (int y = Math.Max((int)(row - half), 0); y < Math.Min(row + half, _landscape.Size); y++)
        {
            double height = Math.Min(y + 1, row + half) - Math.Max(y, row - half);
            for (int x = Math.Max((int)(column - half), 0); x < Math.Min(column + half, _landscape.Size); x++)
            {
                double part = height * (Math.Min(x + 1, column + half) - Math.Max(x, column - half));
                sum += part * power[(y * _landscape.Size) + x];
                area += part;
            }
        }

        return sum / area;
    }

    private static ushort Number(double power) => (ushort)Math.Clamp(Math.Round(Math.Sqrt(power * Math.Pow(10, 8.3))), Missing + 1, ushort.MaxValue);
}
