using System.Text.Json;
using System.Text.Json.Serialization;
using Mitoshi.Raster.Cubes;

namespace Mitoshi.Forest.Features;

/// <summary>
/// A recipe from layers to features. It is stored with the model, fits any cube that fills its slots (an empty slot gives NaN), and gives the same
/// bits for every way to cut an image into windows. Position is never a feature, nor is a label of a neighbour.
/// </summary>
public sealed record FeatureSet
{
    private static readonly JsonSerializerOptions Json = new() { Converters = { new JsonStringEnumConverter() }, WriteIndented = true };

    /// <summary>The images from which features are made.</summary>
    public required IReadOnlyList<FeaturePlane> Planes { get; init; }

    /// <summary>The filters that each plane goes through; class codes take none.</summary>
    public required IReadOnlyList<FeatureFilter> Filters { get; init; }

    /// <summary>Names of the features: those of a plane stand together, in the order of the filters.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Names => [.. Planes.SelectMany(plane => FiltersOf(plane).Select(filter => plane.Name + filter.Suffix))];

    /// <summary>Names of the features that are class codes.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> CategoricalNames => [.. Planes.Where(plane => plane.IsClass).Select(plane => plane.Name)];

    /// <summary>How many pixels around a window its features look at.</summary>
    [JsonIgnore]
    public int Halo => Filters.Max(filter => filter.Radius) + BilinearShift.Margin + (Planes.Any(plane => plane.IsTexture) ? Raster.GreyLevelTexture.Halo : 0);

    /// <summary>The features for one area.</summary>
    public static FeatureSet For(IReadOnlyList<CubeLayer> layers, FeatureSettings settings) => ForAreas([layers], settings);

    /// <summary>The features for several areas: for all slots that any area fills, or in transferable mode for those that every area fills well.</summary>
    /// <exception cref="MitoshiException"><c>forest.no_features</c> when no layer gives a feature.</exception>
    public static FeatureSet ForAreas(IReadOnlyList<IReadOnlyList<CubeLayer>> areas, FeatureSettings settings)
    {
        IReadOnlyList<FeaturePlane> planes = settings.Mode == FeatureMode.Transferable ? SeasonalPlanes.Of(areas, settings) : ScenePlanes.Of(areas, settings.Options.Composite == CompositeKind.None);
        IReadOnlyList<FeaturePlane> composites = CompositePlanes.Of(areas, settings.Options);
        planes = [.. planes, .. composites.Where(plane => planes.All(other => other.Name != plane.Name)), .. CompositePlanes.Texture(areas, settings.Options, composites)];
        if (planes.Count == 0)
        {
            throw new MitoshiException("forest.no_features",
                found: ("no layer that all areas share gives a feature", "すべての地域に共通し、特徴量になるレイヤがありません"),
                expected: ("radar, optical, terrain, height or class layers; in transferable mode in at least half of the months",
                    "レーダ、光学、地形、樹高、分類のレイヤ(transferableでは半数以上の月で利用できるもの)"),
                remedy: ("Add inputs, or choose the mode `full` for a single area.", "入力を加えるか、単一地域なら `full` を選んでください。"));
        }

        return new FeatureSet { Planes = planes, Filters = settings.Filters };
    }

    /// <summary>Computes the features of a window.</summary>
    /// <param name="cube">The layers.</param>
    /// <param name="shifts">How its scenes are moved.</param>
    /// <param name="window">Which pixels.</param>
    /// <param name="planarFeatures">Receives features × pixels; NaN is missing.</param>
    public void Compute(ICube cube, SceneShifts shifts, Window window, Span<float> planarFeatures)
    {
        Require.SameLength(checked(Names.Count * window.PixelCount), planarFeatures.Length, nameof(planarFeatures));
        int radius = Filters.Max(filter => filter.Radius);
        PlaneReader reader = new(cube, shifts, window.Grow(radius));
        foreach (FeaturePlane plane in Planes)
        {
            ReadOnlySpan<float> image = reader.Read(plane);
            foreach (FeatureFilter filter in FiltersOf(plane))
            {
                FilterKernel.Apply(image, window.Grow(radius), filter, window, planarFeatures[..window.PixelCount]);
                planarFeatures = planarFeatures[window.PixelCount..];
            }
        }
    }

    /// <summary>The recipe as JSON text.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Json);

    /// <summary>Reads a recipe.</summary>
    /// <exception cref="MitoshiException"><c>forest.bad_recipe</c> when the text is not one.</exception>
    public static FeatureSet FromJson(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<FeatureSet>(text, Json) ?? throw new JsonException("null");
        }
        catch (JsonException problem)
        {
            throw new MitoshiException("forest.bad_recipe",
                found: ($"the features of the model cannot be read: {problem.Message}", $"モデルの特徴量の定義を読めません: {problem.Message}"),
                expected: ("features.json as it was written with the model", "モデルと共に書き出されたままの features.json"),
                remedy: ("Copy the model again from where it was made, or train it again.", "作成元からモデルをコピーし直すか、学習し直してください。"),
                problem);
        }
    }

    /// <summary>Names of the features of one plane.</summary>
    internal IEnumerable<string> NamesOf(FeaturePlane plane) => FiltersOf(plane).Select(filter => plane.Name + filter.Suffix);

    private IEnumerable<FeatureFilter> FiltersOf(FeaturePlane plane) => plane.IsClass || plane.IsTexture ? [new FeatureFilter(FilterKind.None)] : Filters;
}
