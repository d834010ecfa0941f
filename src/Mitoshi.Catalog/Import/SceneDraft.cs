using System.Text.Json.Nodes;

namespace Mitoshi.Catalog.Import;

/// <summary>What is known of a scene before its files are read: the name says it, or a file beside.</summary>
/// <param name="Collection">Collection that it goes to.</param>
/// <param name="Id">Identifier in the collection.</param>
public sealed record SceneDraft(string Collection, string Id)
{
    /// <summary>Members of <c>properties</c>, <c>datetime</c> among them where it is known.</summary>
    public JsonObject Properties { get; init; } = [];

    /// <summary>Files by asset key.</summary>
    public required IReadOnlyDictionary<string, string> Files { get; init; }

    /// <summary>Footprint, longitude and latitude, where it is known without reading pixels; not closed.</summary>
    public IReadOnlyList<(double Longitude, double Latitude)>? Outline { get; init; }

    /// <summary>What is wrong with it, so that it cannot be registered, or null.</summary>
    public MitoshiException? Refusal { get; init; }

    /// <summary>STAC extensions that the properties use.</summary>
    public IReadOnlyList<string> Extensions { get; init; } = [];
}
