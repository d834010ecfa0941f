using Mitoshi.Catalog.Cql2;
using Mitoshi.Catalog.Geometries;
using Mitoshi.Catalog.Items;
using Mitoshi.Catalog.Search;
using Mitoshi.Catalog.Times;
using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.RelateNG;

namespace Mitoshi.Catalog.Store;

/// <summary>A search taken apart: boxes for the spatial index, SQL conditions, and what is left to check on each row.</summary>
internal sealed class SearchPlan
{
    private static readonly DateTime Epoch = new(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    private readonly ItemSearch _search;
    private readonly List<Expression> _conjuncts;
    private readonly Geometry? _area;
    private readonly RelateNG? _preparedArea, _preparedBox;

    public SearchPlan(ItemSearch search)
    {
        _search = search;
        _conjuncts = [.. SqlFilter.Conjuncts(search.Filter)];
        _area = search.Intersects;
        _preparedArea = _area is null ? null : RelateNG.Prepare(_area);
        _preparedBox = search.Box is null ? null : RelateNG.Prepare(Positions.BoxGeometry(search.Box));
        Keys = KeysOf(search.SortBy);
        Boxes = BoxesOf();
        SqlText probe = new();
        List<Expression> rest = [.. _conjuncts.Where(conjunct => SqlFilter.Translate(conjunct, probe) is null)];
        Rest = rest.Count == 0 ? null : new Evaluator(rest.Count == 1 ? rest[0] : new Operation("and", rest));
    }

    /// <summary>The order: given keys, then identifier and collection, so that no two items are equal.</summary>
    public IReadOnlyList<SortKey> Keys { get; }

    /// <summary>Boxes of longitude (continued beyond 180), latitude and days since 2000, of which an item must meet one; null without such a condition.</summary>
    public IReadOnlyList<IndexBox>? Boxes { get; }

    /// <summary>What SQL cannot decide, or null.</summary>
    public Evaluator? Rest { get; }

    /// <summary>True when each row's footprint must be looked at.</summary>
    public bool HasPlace => _preparedBox is not null || _preparedArea is not null;

    /// <summary>True when few items can lie in the boxes, however they are spread.</summary>
    public bool IsSmall => Boxes is [var box, ..] && ((box.East - box.West) * (box.North - box.South) <= 1 || ((box.East - box.West) * (box.North - box.South) <= 16 && box.DayTo - box.DayFrom <= 400));

    /// <summary>Days since 2000, for the index only: it keeps 32-bit numbers, rounded outwards.</summary>
    public static double DayOf(long ticks) => (double)(ticks - Epoch.Ticks) / TimeSpan.TicksPerDay;

    /// <summary>Adds the conditions on rows of <c>item i</c>, each with AND in front.</summary>
    public void AppendConditions(SqlText sql)
    {
        if (_search.Collections is not null || _search.Readable is not null)
        {
            IEnumerable<string> allowed = _search.Collections is null ? _search.Readable! : _search.Readable is null ? _search.Collections : _search.Collections.Intersect(_search.Readable);
            string[] all = [.. allowed.Distinct()];
            sql.Append(all.Length == 0 ? " AND 1 = 0" : $" AND i.collection IN {sql.List(all)}");
        }

        if (_search.Ids is { } ids)
        {
            sql.Append(ids.Count == 0 ? " AND 1 = 0" : $" AND i.id IN {sql.List(ids.Distinct())}");
        }

        if (_search.Period is { } period)
        {
            sql.Append(period.From is null ? "" : $" AND i.end_ticks >= {sql.Value(period.FirstTicks)}");
            sql.Append(period.To is null ? "" : $" AND i.start_ticks <= {sql.Value(period.LastTicks)}");
        }

        foreach (Expression conjunct in _conjuncts)
        {
            // A conjunct that fails half-way leaves parameters that nothing names; a trial run finds out first.
            if (SqlFilter.Translate(conjunct, new SqlText()) is not null)
            {
                sql.Append($" AND ({SqlFilter.Translate(conjunct, sql)})");
            }
        }
    }

    /// <summary>True when the footprint meets the box and the area, exactly.</summary>
    public bool Meets(ItemPlace? place)
    {
        if (!HasPlace)
        {
            return true;
        }

        if (place is null)
        {
            return false;
        }

        Geometry? footprint = place.Outline;
        if (_preparedArea is null && footprint is null && _search.Box is [var west, var south, var east, var north] && west <= east)
        {
            return place.West <= east && place.East >= west && place.South <= north && place.North >= south;
        }

        footprint ??= Positions.BoxGeometry([place.West, place.South, place.East, place.North]);
        return Meets(_preparedBox, footprint) && Meets(_preparedArea, footprint);
    }

    private static bool Meets(RelateNG? prepared, Geometry footprint)
    {
        try
        {
            return prepared?.Evaluate(footprint, RelatePredicate.Intersects()) ?? true;
        }
        catch (TopologyException)
        {
            return prepared!.Evaluate(NetTopologySuite.Geometries.Utilities.GeometryFixer.Fix(footprint), RelatePredicate.Intersects());
        }
    }

    private static List<SortKey> KeysOf(IReadOnlyList<SortKey> given)
    {
        List<SortKey> keys = [];
        foreach (SortKey key in given.Count > 0 ? given : [new SortKey("datetime", IsDescending: true)])
        {
            if (key.Property.Length is 0 or > 200 || key.Property.Any(c => c is '"' or '\\' || char.IsControl(c)) || given.Count > 8)
            {
                throw new MitoshiException("search.bad_sort", found: ($"sort by \"{key.Property}\"", $"並び順「{key.Property}」"),
                    expected: ("up to 8 property names such as -datetime,eo:cloud_cover", "-datetime,eo:cloud_cover のような項目名8個まで"), remedy: ("See /queryables for the names.", "名前は /queryables にあります。"));
            }

            SortKey plain = key with { Property = SearchColumns.Find(key.Property)?.Property ?? (key.Property.StartsWith("properties.", StringComparison.Ordinal) ? key.Property["properties.".Length..] : key.Property) };
            if (!keys.Exists(other => other.Property == plain.Property))
            {
                keys.Add(plain);
            }
        }

        foreach (string last in (string[])["id", "collection"])
        {
            if (!keys.Exists(key => key.Property == last))
            {
                keys.Add(new(last, IsDescending: false));
            }
        }

        return keys;
    }

    private List<IndexBox>? BoxesOf()
    {
        List<Envelope> areas = _area is null ? [] : [_area.EnvelopeInternal];
        long first = _search.Period?.FirstTicks ?? long.MinValue, last = _search.Period?.LastTicks ?? long.MaxValue;
        foreach (Operation conjunct in _conjuncts.OfType<Operation>())
        {
            Geometry? area = conjunct is { Name: "s_intersects" or "s_within" or "s_equals", Arguments: [PropertyName { Name: "geometry" }, GeometryLiteral { Value: var value }] } ? value : null;
            if (area is not null)
            {
                areas.Add(area.EnvelopeInternal);
            }

            if (conjunct is { Arguments: [PropertyName { Name: "datetime" }, InstantLiteral { Value: var instant }] })
            {
                first = conjunct.Name is ">" or ">=" or "=" ? Math.Max(first, instant.Ticks) : first;
                last = conjunct.Name is "<" or "<=" or "=" ? Math.Min(last, instant.LastTicks) : last;
            }
        }

        double dayFrom = first == long.MinValue ? -1e9 : DayOf(first), dayTo = last == long.MaxValue ? 1e9 : DayOf(last);
        if (_search.Box is { } box)
        {
            int half = box.Count / 2;
            areas.Add(new Envelope(box[0], box[half] < box[0] ? box[half] + 360 : box[half], box[1], box[half + 1]));
        }

        if (areas.Count == 0)
        {
            return null;
        }

        if (areas.Exists(area => area.IsNull))
        {
            return [];
        }

        // An item must meet every area, but not where they meet each other: a large one meets two that lie far apart. The smallest finds the fewest.
        Envelope smallest = areas.MinBy(area => area.Area)!;
        (double west, double south, double east, double north) = (smallest.MinX, smallest.MinY, smallest.MaxX, smallest.MaxY);
        // Items across the 180th meridian are indexed from their west to their east + 360.
        double turn = east > 180 ? -360 : 360;
        return [new(west, south, east, north, dayFrom, dayTo), new(west + turn, south, east + turn, north, dayFrom, dayTo)];
    }
}

/// <summary>A box in the index: degrees, days since 2000.</summary>
internal readonly record struct IndexBox(double West, double South, double East, double North, double DayFrom, double DayTo);
