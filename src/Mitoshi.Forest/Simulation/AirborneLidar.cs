using Mitoshi.Gdal;

namespace Mitoshi.Forest.Simulation;

/// <summary>
/// An airborne lidar survey along lines that lie evenly over the landscape, a fifth of it, flown again in every year: height and biomass of 10 m, and a canopy
/// height model of 2 m of one line. A single corridor sees no old-growth reserve, and no model can state its error on a kind of forest that its reference never met.
/// </summary>
internal sealed class AirborneLidar
{
    private const int LinePeriod = 80, LineWidth = 16, FirstLine = 32, NearPixels = 8;

    private const int CellsPerPixel = 5, CrownFieldSize = 500;
    private const double HeightErrorMetres = 0.6, PixelError = 0.08, StandError = 0.05;

    /// <summary>Relative standard error of the AGB of a pixel, of pixel and stand together.</summary>
    public static double AgbError => Math.Sqrt((PixelError * PixelError) + (StandError * StandError));

    private readonly Landscape _landscape;
    private readonly ForestState _state;
    private readonly RandomStream _random;
    private readonly float[] _crowns;

    /// <summary>A survey of a state.</summary>
    public AirborneLidar(Landscape landscape, ForestState state, RandomStream random)
    {
        (_landscape, _state, _random) = (landscape, state, random);
        _crowns = NoiseField.Make(random.Fork("crowns"), CrownFieldSize, 5, octaves: 2, persistence: 0.6);
        int lineCount = ((landscape.Size - FirstLine - LineWidth) / LinePeriod) + 1;
        FirstColumn = FirstLine + (lineCount / 2 * LinePeriod);
    }

    /// <summary>First column of the line that is delivered in detail, one in the middle.</summary>
    public int FirstColumn { get; }

    /// <summary>One past its last column.</summary>
    public int ColumnEnd => FirstColumn + LineWidth;

    /// <summary>Whether a column of pixels lies more than 80 m from every line: ground by which a map that learned from the lines can be judged.</summary>
    public bool IsFar(int column)
        => !Enumerable.Range(column - NearPixels, (2 * NearPixels) + 1).Any(other => other < _landscape.Size && IsSeen(other));

    /// <summary>Height of the canopy surface above the ground in a cell of 2 m.</summary>
    /// <param name="cellColumn">From the left edge of the landscape.</param>
    /// <param name="cellRow">From its upper edge.</param>
    public double Canopy(int cellColumn, int cellRow)
    {
        int pixel = (cellRow / CellsPerPixel * _landscape.Size) + (cellColumn / CellsPerPixel);
        float crown = _crowns[(Fold(cellRow) * CrownFieldSize) + Fold(cellColumn)];
        double gap = crown < -1.7 ? 0.15 : 1;
        return Math.Round(Math.Max(0, _state.Height[pixel] * gap * (0.95 + (0.10 * crown))), 2);
    }

    /// <summary>Writes the canopy height model of the line, row of pixels by row of pixels.</summary>
    public void WriteCanopyHeightModel(string path)
    {
        Grid strip = _landscape.Grid.Crop(new Window(FirstColumn, 0, ColumnEnd - FirstColumn, _landscape.Size));
        Grid cells = strip with
        {
            Transform = AffineTransform.NorthUp(strip.Transform.OriginX, strip.Transform.OriginY, Landscape.PixelMetres / CellsPerPixel),
            Width = strip.Width * CellsPerPixel, Height = strip.Height * CellsPerPixel,
        };
        float[] rows = new float[cells.Width * CellsPerPixel];
        using RasterWriter writer = SimulatedRaster.Create(path, cells, new RasterFormat(PixelType.Float32, 1) { NoData = double.NaN, Unit = "m" }, "airborne lidar canopy height model");
        for (int row = 0; row < strip.Height; row++)
        {
            for (int cell = 0; cell < rows.Length; cell++)
            {
                rows[cell] = (float)Canopy((FirstColumn * CellsPerPixel) + (cell % cells.Width), (row * CellsPerPixel) + (cell / cells.Width));
            }

            writer.Write<float>(new Window(0, row * CellsPerPixel, cells.Width, CellsPerPixel), 0, rows);
        }

        writer.Commit();
    }

    /// <summary>Writes height and biomass on the grid of the landscape, NaN between the lines. Their errors are those of a good survey, and known; a stand's own error is the same in every year.</summary>
    public void WriteReference(string heightPath, string agbPath)
    {
        float[] height = new float[_state.Height.Length], agb = new float[_state.Agb.Length];
        double[] standFactors = [.. _landscape.Mosaic.Stands.Select((_, index) => Math.Exp(StandError * _random.Fork($"stand/{index}").NextNormal()))];
        RandomStream noise = _random.Fork($"noise/{_state.Year}");
        for (int pixel = 0; pixel < height.Length; pixel++)
        {
            int column = pixel % _landscape.Size;
            bool isSeen = IsSeen(column);
            double heightError = HeightErrorMetres * noise.NextNormal(), factor = Math.Exp(PixelError * noise.NextNormal()) * standFactors[_landscape.Mosaic.StandOf[pixel]];
            height[pixel] = !isSeen ? float.NaN : _state.Height[pixel] == 0 ? 0 : (float)Math.Max(0, _state.Height[pixel] + heightError);
            agb[pixel] = isSeen ? (float)(_state.Agb[pixel] * factor) : float.NaN;
        }

        RasterFormat format = new(PixelType.Float32, 1) { NoData = double.NaN };
        SimulatedRaster.Write(heightPath, _landscape.Grid, format with { Unit = "m" }, "canopy height from airborne lidar", height);
        SimulatedRaster.Write(agbPath, _landscape.Grid, format with { Unit = "Mg/ha" }, "above-ground biomass from airborne lidar", agb);
    }

    /// <summary>Writes the true biomass of the ground that is far from every line, NaN elsewhere.</summary>
    public void WriteFarTruth(string path)
    {
        float[] far = [.. _state.Agb.Select((agb, pixel) => IsFar(pixel % _landscape.Size) ? agb : float.NaN)];
        SimulatedRaster.Write(path, _landscape.Grid, new RasterFormat(PixelType.Float32, 1) { NoData = double.NaN, Unit = "Mg/ha" }, "true above-ground biomass beyond 80 m of the lidar lines", far);
    }

    private static bool IsSeen(int column) => column >= FirstLine && (column - FirstLine) % LinePeriod < LineWidth;

    // The field of crowns is mirrored at its edges, so that a large landscape needs no large field.
    private static int Fold(int cell)
    {
        int turn = cell % (2 * CrownFieldSize);
        return turn < CrownFieldSize ? turn : (2 * CrownFieldSize) - 1 - turn;
    }
}
