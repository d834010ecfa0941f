using System.Globalization;
using System.Security.Cryptography;
using System.Runtime.InteropServices;
using Mitoshi.Forest.Features;
using Mitoshi.Gdal;
using Mitoshi.Raster;
using Mitoshi.Raster.Cubes;

namespace Mitoshi.Forest.Protocol;

/// <summary>
/// A chip of the BioMassters layout (Nascetti et al. 2023, doi:10.57967/hf/1009) as a cube: <c>S1_NN.tif</c> (VV and VH ascending, VV and VH
/// descending, decibels), <c>S2_NN.tif</c> (ten bands of reflectance x 10,000 and cloud probability in percent, here 0 to 1), NN from 00 = September to
/// 11 = August, on a declared local grid of 10 m. Any month or orbit may be missing.
/// </summary>
public sealed class ChipCube : ICube
{
    /// <summary>Bands of the Sentinel-2 files, in file order.</summary>
    public static readonly IReadOnlyList<string> OpticalBands = ["B2", "B3", "B4", "B5", "B6", "B7", "B8", "B8A", "B11", "B12"];

    private static readonly (string Band, string Orbit)[] RadarBands = [("VV", "ascending"), ("VH", "ascending"), ("VV", "descending"), ("VH", "descending")];

    private const double PixelMetres = 10;
    private const float ReflectancePerNumber = 1e-4f;

    private readonly float[][] _values;

    private ChipCube(Grid grid, CubeLayer[] layers, float[][] values)
    {
        Grid = grid;
        Layers = layers;
        _values = values;
    }

    /// <inheritdoc/>
    public Grid Grid { get; }

    /// <inheritdoc/>
    public IReadOnlyList<CubeLayer> Layers { get; }

    /// <inheritdoc/>
    public string Identity
    {
        get
        {
            using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            foreach (float[] layer in _values)
            {
                hash.AppendData(MemoryMarshal.AsBytes(layer.AsSpan()));
            }

            return $"chip {Convert.ToHexStringLower(hash.GetHashAndReset())}";
        }
    }

    /// <summary>Reads a chip.</summary>
    /// <param name="folder">Folder with the files.</param>
    /// <param name="cloudPercentMax">
    /// Optical pixels with a cloud probability of this or more become missing. Above 100 keeps everything: snow scenes are marked as clouds and are
    /// among the most telling, and trees find out for themselves where clouds are.
    /// </param>
    /// <exception cref="MitoshiException"><c>forest.no_chip</c> when there is no scene; those of <see cref="RasterFile"/>.</exception>
    public static ChipCube Read(string folder, float cloudPercentMax = 101)
    {
        List<CubeLayer> layers = [];
        List<float[]> values = [];
        Grid? grid = null;
        for (int file = 0; file < 12; file++)
        {
            int month = ((file + 8) % 12) + 1;
            AddRadar(Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"S1_{file:00}.tif")), month, layers, values, ref grid);
            AddOptical(Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"S2_{file:00}.tif")), month, cloudPercentMax, layers, values, ref grid);
        }

        return grid is null ? throw NoChip(folder) : new ChipCube(grid, [.. layers], [.. values]);
    }

    /// <summary>Reads the label: above-ground biomass in Mg/ha, rows × columns.</summary>
    /// <param name="folder">Folder with <c>agb.tif</c>.</param>
    /// <param name="grid">Grid that it must have.</param>
    public static float[] ReadBiomass(string folder, Grid grid)
    {
        using RasterFile file = Open(Path.Combine(folder, "agb.tif"));
        RequireSame(file, grid);
        float[] biomass = new float[grid.PixelCount];
        file.ReadPhysical(grid.Whole, [0], biomass);
        return biomass;
    }

    /// <inheritdoc/>
    public void Read(Window window, ReadOnlySpan<int> layerIndices, Span<float> destination)
    {
        Window inside = Grid.Whole.Intersect(window);
        destination.Fill(float.NaN);
        for (int i = 0; i < layerIndices.Length && !inside.IsEmpty; i++)
        {
            Span<float> plane = destination.Slice(i * window.PixelCount, window.PixelCount);
            float[] layer = _values[layerIndices[i]];
            for (int row = inside.Row; row < inside.RowEnd; row++)
            {
                layer.AsSpan((row * Grid.Width) + inside.Column, inside.Columns).CopyTo(plane[(((row - window.Row) * window.Columns) + inside.Column - window.Column)..]);
            }
        }
    }

    private static void AddRadar(string path, int month, List<CubeLayer> layers, List<float[]> values, ref Grid? grid)
    {
        if (!File.Exists(path))
        {
            return;
        }

        using RasterFile file = Open(path);
        RequireSame(file, grid ??= file.Grid);
        for (int band = 0; band < Math.Min(RadarBands.Length, file.Bands.Count); band++)
        {
            float[] layer = new float[file.Grid.PixelCount];
            file.ReadPhysical(file.Grid.Whole, [band], layer);
            if (layer.All(float.IsNaN))
            {
                continue;
            }

            Decibels.ToPower(layer, layer);
            layers.Add(new CubeLayer(LayerRole.Sentinel1, RadarBands[band].Band, Month: month, Orbit: RadarBands[band].Orbit));
            values.Add(layer);
        }
    }

    private static void AddOptical(string path, int month, float cloudPercentMax, List<CubeLayer> layers, List<float[]> values, ref Grid? grid)
    {
        if (!File.Exists(path))
        {
            return;
        }

        using RasterFile file = Open(path);
        RequireSame(file, grid ??= file.Grid);
        int n = file.Grid.Whole.PixelCount, bandCount = OpticalBands.Count;
        float[] numbers = new float[n * (bandCount + 1)];
        file.Read(file.Grid.Whole, [.. Enumerable.Range(0, bandCount + 1)], numbers.AsSpan());
        bool[] isGood = new bool[n];
        for (int pixel = 0; pixel < n; pixel++)
        {
            // A zero in any band is a missing pixel, not a dark one.
            bool isThere = numbers[(bandCount * n) + pixel] < cloudPercentMax;
            for (int band = 0; band < bandCount; band++)
            {
                isThere &= numbers[(band * n) + pixel] > 0;
            }

            isGood[pixel] = isThere;
        }

        for (int band = 0; band < bandCount; band++)
        {
            float[] layer = new float[n];
            for (int pixel = 0; pixel < n; pixel++)
            {
                layer[pixel] = isGood[pixel] ? numbers[(band * n) + pixel] * ReflectancePerNumber : float.NaN;
            }

            layers.Add(new CubeLayer(LayerRole.Sentinel2, OpticalBands[band], Month: month));
            values.Add(layer);
        }

        layers.Add(new CubeLayer(LayerRole.Sentinel2, LayerSlot.CloudBand, Month: month));
        values.Add([.. numbers[(bandCount * n)..].Select(percent => percent / 100)]);
    }

    private static RasterFile Open(string path) => RasterFile.Open(path, Crs.Local, PixelMetres);

    private static void RequireSame(RasterFile file, Grid grid)
    {
        if (file.Grid.Width != grid.Width || file.Grid.Height != grid.Height)
        {
            throw new MitoshiException("grid.mismatch",
                found: ($"{file.Path} is {file.Grid}, other files of the chip are {grid}", $"{file.Path} は {file.Grid}、チップの他のファイルは {grid} です"),
                expected: ("one size for all files of a chip", "チップのすべてのファイルが同じ大きさ"),
                remedy: ("Remove the file or cut it to the chip.", "そのファイルを除くか、チップに合わせて切り出してください。"));
        }
    }

    internal static MitoshiException NoChip(string folder) => new("forest.no_chip",
        found: ($"{folder} holds no S1_NN.tif and no S2_NN.tif", $"{folder} に S1_NN.tif も S2_NN.tif もありません"),
        expected: ("monthly scenes S1_00.tif to S1_11.tif and S2_00.tif to S2_11.tif; some may be missing", "月ごとのシーン S1_00.tif〜S1_11.tif、S2_00.tif〜S2_11.tif(一部欠けてもよい)"),
        remedy: ("Name the folder that holds the chip folders.", "チップのフォルダが入っているフォルダを指定してください。"));
}
