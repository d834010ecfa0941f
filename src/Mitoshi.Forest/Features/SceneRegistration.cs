using System.Numerics.Tensors;
using Mitoshi.Raster;
using Mitoshi.Raster.Cubes;

namespace Mitoshi.Forest.Features;

/// <summary>
/// Finds how far each scene lies from a reference, by the shift at which the scene's bands explain most of the reference's fine structure (R² of a
/// linear regression of high-passed images, on whole pixels, then the vertex of a parabola). The reference is the map that the model learns from, or,
/// where there is none, the optical scenes. Only training pixels of the reference are looked at.
/// </summary>
public sealed class SceneRegistration
{
    private const double HighPassSigma = 6;
    private const int Reach = 6;

    // The most pixels in each direction that are looked at; a shift does not need more.
    private const int LargestEdge = 1024;

    // Structure explained below these shares is noise: the scene (cloud, water) stays where it is.
    private const double FewestOptical = 0.05, FewestRadar = 0.03;

    // Shifts are rounded so that the last bits of a sum cannot show in a map.
    private const double Step = 0.05;

    private readonly Window _window;
    private readonly int _wholeColumns;
    private readonly List<(string Scene, bool IsRadar, HighPassed Bands)> _scenes = [];
    private readonly HighPassed? _master;

    /// <summary>Reads and prepares the scenes of a cube.</summary>
    public SceneRegistration(ICube cube)
    {
        _window = Middle(cube.Grid.Whole);
        _wholeColumns = cube.Grid.Width;
        foreach (IGrouping<string?, int> scene in Enumerable.Range(0, cube.Layers.Count).GroupBy(i => SceneShifts.SceneOf(cube.Layers[i])).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            if (scene.Key is not null)
            {
                bool isRadar = LayerSlot.Of(cube.Layers[scene.First()]).IsPower;
                float[][] bands = [.. scene.GroupBy(i => cube.Layers[i].Band).OrderBy(band => band.Key, StringComparer.Ordinal)
                    .Where(band => LayerSlot.Of(cube.Layers[band.First()]) is { IsCloud: false } slot && (!isRadar || slot.IsPower)).Select(band => ReadMean(cube, [.. band]))];
                _scenes.Add((scene.Key, isRadar, HighPassed.Of(bands, _window.Columns, _window.Rows, HighPassSigma)));
            }
        }

        _master = MasterOf(cube);
    }

    /// <summary>Shifts that lay every scene on a reference map.</summary>
    /// <param name="reference">Rows × columns of the whole grid; NaN is unknown.</param>
    /// <param name="isTraining">True for the pixels of the reference that may be looked at; null for all.</param>
    public SceneShifts ToReference(ReadOnlySpan<float> reference, bool[]? isTraining = null)
    {
        HighPassed target = HighPassed.OfReference(reference, isTraining, _window, _wholeColumns, HighPassSigma);
        return ToTarget(target, static _ => true, isToMaster: false);
    }

    /// <summary>Shifts that lay the radar scenes on the optical ones, for an area without a reference. <see cref="SceneShifts.None"/> without optical scenes.</summary>
    public SceneShifts RadarToOptical()
        => _master is null ? SceneShifts.None : ToTarget(_master, static isRadar => isRadar, isToMaster: true);

    private SceneShifts ToTarget(HighPassed target, Func<bool, bool> isWanted, bool isToMaster)
    {
        List<SceneShift> shifts = [];
        foreach ((string scene, bool isRadar, HighPassed bands) in _scenes)
        {
            if (!isWanted(isRadar) || !bands.HasStructure)
            {
                continue;
            }

            // The bands that explain are moved. Towards the master the roles change: many optical bands explain each radar band.
            double[,] surface = isToMaster ? ShiftSurface.Of(target, bands, Reach) : ShiftSurface.Of(bands, target, Reach);
            (double rows, double columns, double best, bool isInside) = ShiftSurface.Peak(surface);
            double sign = isToMaster ? -1 : 1;
            if (isInside && best > (isRadar ? FewestRadar : FewestOptical))
            {
                shifts.Add(new SceneShift(scene, Round(sign * rows), Round(sign * columns), best, surface[Reach, Reach]));
            }
        }

        return new SceneShifts(shifts);
    }

    private static double Round(double pixels) => Math.Round(pixels / Step) * Step;

    private static Window Middle(Window whole)
    {
        int columns = Math.Min(whole.Columns, LargestEdge), rows = Math.Min(whole.Rows, LargestEdge);
        return new Window((whole.Columns - columns) / 2, (whole.Rows - rows) / 2, columns, rows);
    }

    // Months of one radar orbit are averaged: they share one geometry, and speckle drowns a single month.
    private float[] ReadMean(ICube cube, int[] layers)
    {
        int n = _window.PixelCount;
        float[] values = new float[n * layers.Length], image = new float[n];
        cube.Read(_window, layers, values);
        for (int pixel = 0; pixel < n; pixel++)
        {
            float sum = 0;
            int count = 0;
            for (int i = pixel; i < values.Length; i += n)
            {
                (sum, count) = float.IsNaN(values[i]) ? (sum, count) : (sum + values[i], count + 1);
            }

            image[pixel] = count > 0 ? sum / count : float.NaN;
        }

        // A logarithm makes shade and speckle additive; 0.02 keeps dark reflectance from dominating.
        LayerSlot slot = LayerSlot.Of(cube.Layers[layers[0]]);
        if (slot.IsOptical)
        {
            TensorPrimitives.Add(image, 0.02f, image);
        }

        if (slot.IsOptical || slot.IsPower)
        {
            Decibels.FromPower(image, image);
        }

        return image;
    }

    // Median over the green scenes of Sentinel-2, band by band.
    private HighPassed? MasterOf(ICube cube)
    {
        int n = _window.PixelCount;
        IGrouping<string?, int>[] scenes = [.. Enumerable.Range(0, cube.Layers.Count).Where(i => cube.Layers[i].Role == LayerRole.Sentinel2)
            .GroupBy(i => SceneShifts.SceneOf(cube.Layers[i])).OrderBy(group => group.Key, StringComparer.Ordinal).Where(group => IsGreen(cube, [.. group]))];
        if (scenes.Length == 0)
        {
            return null;
        }

        List<float[]> bands = [];
        foreach (string band in scenes[0].Select(i => cube.Layers[i].Band).Where(band => band != LayerSlot.CloudBand).Distinct().Order(StringComparer.Ordinal))
        {
            int[] layers = [.. scenes.SelectMany(scene => scene.Where(i => cube.Layers[i].Band == band).Take(1)).Take(CubeShape.MostDates)];
            float[] values = new float[n * layers.Length], median = new float[n];
            cube.Read(_window, layers, values);
            MedianComposite.Compute(values, new CubeShape(layers.Length, BandCount: 1, n), median);
            TensorPrimitives.Add(median, 0.02f, median);
            Decibels.FromPower(median, median);
            bands.Add(median);
        }

        return HighPassed.Of([.. bands], _window.Columns, _window.Rows, HighPassSigma);
    }

    private bool IsGreen(ICube cube, int[] layers)
    {
        int red = Array.Find(layers, i => cube.Layers[i].Band == "B4"), infrared = Array.Find(layers, i => cube.Layers[i].Band == "B8");
        if (cube.Layers[red].Band != "B4" || cube.Layers[infrared].Band != "B8")
        {
            return false;
        }

        int n = _window.PixelCount;
        float[] values = new float[2 * n];
        cube.Read(_window, [red, infrared], values);
        List<float> indices = [];
        for (int pixel = 0; pixel < n; pixel++)
        {
            float index = (values[n + pixel] - values[pixel]) / (values[n + pixel] + values[pixel] + 1e-3f);
            if (!float.IsNaN(index))
            {
                indices.Add(index);
            }
        }

        indices.Sort();
        return indices.Count > n / 4 && indices[indices.Count / 2] > 0.5f;
    }
}
