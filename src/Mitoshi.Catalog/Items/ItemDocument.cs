using Mitoshi.Catalog.Times;
using NetTopologySuite.Geometries;

namespace Mitoshi.Catalog.Items;

/// <summary>A checked STAC item as a store takes it: the bytes to give out, and what it is found by.</summary>
/// <param name="Collection">Its collection.</param>
/// <param name="Id">Its identifier, unique in the collection.</param>
/// <param name="Body">The item as JSON, UTF-8. Links into this catalogue start with <see cref="ItemBody.Root"/>; whoever gives it out puts its own address there.</param>
/// <param name="ETag">Fingerprint of the body, with quotes.</param>
public sealed record ItemDocument(string Collection, string Id, ReadOnlyMemory<byte> Body, string ETag)
{
    /// <summary><c>datetime</c>, or <c>start_datetime</c> where that is null.</summary>
    public required Instant Datetime { get; init; }

    /// <summary>The time that the item covers.</summary>
    public required TimeInterval Period { get; init; }

    /// <summary>Ticks that the index of time covers: the period, and <c>datetime</c>, which may lie outside of it.</summary>
    internal (long First, long Last) Indexed => (Math.Min(Period.FirstTicks, Datetime.Ticks), Math.Max(Period.LastTicks, Datetime.Ticks));

    /// <summary>Its place, or null.</summary>
    public ItemPlace? Place { get; init; }

    /// <summary>Values of <see cref="Search.SearchColumns"/> beyond identifier, collection and time: double, string, long (ticks) or null.</summary>
    public required IReadOnlyList<object?> Values { get; init; }

    /// <summary>Words for free text, cut by <see cref="Search.Words"/>.</summary>
    public required string Words { get; init; }

    /// <summary>Files of this machine by asset key; they are given out under an address of the catalogue.</summary>
    public IReadOnlyDictionary<string, string> Files { get; init; } = new Dictionary<string, string>();
}

/// <summary>Where an item is.</summary>
/// <param name="West">Degrees.</param>
/// <param name="South">Degrees.</param>
/// <param name="East">Degrees; below <paramref name="West"/> across the 180th meridian.</param>
/// <param name="North">Degrees.</param>
/// <param name="Outline">The footprint, or null when it is the box itself.</param>
public sealed record ItemPlace(double West, double South, double East, double North, Geometry? Outline)
{
    /// <summary>East without a jump at the 180th meridian: 180 to 540 when the box crosses it.</summary>
    public double EastContinued => East < West ? East + 360 : East;
}
