using Mitoshi.Catalog.Geometries;
using Mitoshi.Catalog.Items;

namespace Mitoshi.Catalog.Search;

/// <summary>Collection search: box, time and free text over the few collections of a catalogue, without an index.</summary>
public static class CollectionSearch
{
    /// <summary>True when one of the collection's boxes, one of its periods and its words match.</summary>
    public static bool Matches(ItemSearch search, CollectionDocument collection)
    {
        if (search.Box is { } box && !collection.Boxes.Any(extent => Positions.BoxGeometry(extent).Intersects(Positions.BoxGeometry(box))))
        {
            return false;
        }

        if (search.Period is { } period && !collection.Periods.Any(extent => extent.FirstTicks <= period.LastTicks && extent.LastTicks >= period.FirstTicks))
        {
            return false;
        }

        return search.Terms is null || search.Terms.Select(Words.Phrase).OfType<(IReadOnlyList<string> Words, bool IsPrefix)>()
            .Any(phrase => $" {collection.Words} ".Contains($" {string.Join(' ', phrase.Words)}{(phrase.IsPrefix ? "" : " ")}", StringComparison.Ordinal));
    }
}
