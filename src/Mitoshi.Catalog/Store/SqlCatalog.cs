using Mitoshi.Catalog.Items;
using Mitoshi.Catalog.Search;
using Mitoshi.Catalog.Times;

namespace Mitoshi.Catalog.Store;

/// <summary>What SQLite and PostgreSQL share: the search, from plan to page. The statements differ only where a dialect must.</summary>
public abstract class SqlCatalog : ICatalogStore
{
    // More candidates than this in a box: walking in the order of time finds a page sooner than sorting them all.
    private protected const int ManyCandidates = 3000;
    private const int CountedOneByOne = 2000;

    /// <inheritdoc/>
    public abstract Task<IReadOnlyList<CollectionDocument>> CollectionsAsync(CancellationToken cancellation = default);

    /// <inheritdoc/>
    public abstract Task<CollectionDocument?> CollectionAsync(string id, CancellationToken cancellation = default);

    /// <inheritdoc/>
    public abstract Task WriteAsync(CollectionDocument collection, WriteRule rule, CancellationToken cancellation = default);

    /// <inheritdoc/>
    public abstract Task DeleteCollectionAsync(string id, string? ifMatch = null, CancellationToken cancellation = default);

    /// <inheritdoc/>
    public abstract Task<StoredItem?> ItemAsync(string collection, string id, CancellationToken cancellation = default);

    /// <inheritdoc/>
    public abstract Task WriteAsync(IReadOnlyList<ItemDocument> items, WriteRule rule, CancellationToken cancellation = default);

    /// <inheritdoc/>
    public abstract Task DeleteItemAsync(string collection, string id, string? ifMatch = null, CancellationToken cancellation = default);

    /// <inheritdoc/>
    public async Task<SearchPage> SearchAsync(ItemSearch search, CancellationToken cancellation = default)
    {
        SearchPlan plan = new(search);
        object?[]? after = search.Token is null ? null : PageToken.Read(search.Token, plan.Keys.Count);
        int limit = Math.Clamp(search.Limit, 1, ItemSearch.LimitMax);
        bool usesBoxes = plan.Boxes is not null && (search.Ids is not null || plan.IsSmall || search.Terms is not null || plan.Keys[0].Property != "datetime" || await IsFewAsync(plan, cancellation));
        List<StoredItem> items = [];
        SearchRow? last = null;
        bool hasMore = false;
        for (int chunk = limit + 1; !hasMore; chunk = Math.Min(chunk * 2, ItemSearch.LimitMax))
        {
            IReadOnlyList<SearchRow> rows = await RowsAsync(Select(search, plan, usesBoxes, after, chunk), plan.Keys.Count, cancellation);
            foreach (SearchRow row in rows)
            {
                if (!plan.Meets(row.Place) || !PassesRest(plan, row))
                {
                    continue;
                }

                if (items.Count == limit)
                {
                    hasMore = true;
                    break;
                }

                items.Add(row.Item);
                last = row;
            }

            if (rows.Count < chunk)
            {
                break;
            }

            after = rows[^1].Keys;
        }

        long? matched = search.IsCounted ? await CountAsync(search, plan, usesBoxes, items.Count, isWhole: !hasMore && search.Token is null, cancellation) : null;
        return new(items, hasMore ? PageToken.Write(last!.Keys) : null, matched);
    }

    /// <inheritdoc/>
    public async Task<ItemExtent?> ExtentAsync(string collection, CancellationToken cancellation = default)
    {
        // Whole numbers of ten-millionths of a degree; the box is rounded outwards.
        const string East = "CASE WHEN i.east < i.west THEN i.east + 360 ELSE i.east END";
        SqlText sql = new();
        sql.Append($"SELECT count(*), count(i.west), coalesce(min(i.start_ticks), 0), coalesce(max(i.end_ticks), 0), CAST(coalesce(floor(min(i.west) * 10000000), 0) AS bigint), CAST(coalesce(floor(min(i.south) * 10000000), 0) AS bigint), ")
            .Append($"CAST(coalesce(ceil(max({East}) * 10000000), 0) AS bigint), CAST(coalesce(ceil(max(i.north) * 10000000), 0) AS bigint) FROM item i WHERE i.collection = {sql.Value(collection)}");
        long[] found = await NumbersAsync(sql, cancellation);
        if (found[0] == 0)
        {
            return null;
        }

        double west = found[4] / 1e7, east = found[6] / 1e7;
        // Items on both sides of the 180th meridian are taken as all around the Earth.
        double[]? box = found[1] == 0 ? null : east > 180 ? [-180, found[5] / 1e7, 180, found[7] / 1e7] : [west, found[5] / 1e7, east, found[7] / 1e7];
        return new(box, new(new Instant(found[2], IsDate: false), new Instant(found[3], IsDate: false)));
    }

    /// <inheritdoc/>
    public abstract ValueTask DisposeAsync();

    /// <summary>Rows in order: the keys first, then collection, id, etag, west, south, east, north, outline (WKB), files (JSON), body.</summary>
    private protected abstract Task<IReadOnlyList<SearchRow>> RowsAsync(SqlText sql, int keyCount, CancellationToken cancellation);

    /// <summary>One row of integers.</summary>
    private protected abstract Task<long[]> NumbersAsync(SqlText sql, CancellationToken cancellation);

    /// <summary>A statement that gives the column <c>key</c> of items in one of the boxes.</summary>
    private protected abstract string InBoxes(IReadOnlyList<IndexBox> boxes, SqlText sql);

    /// <summary>The clause FROM … WHERE with rows <c>i</c> in one of the boxes.</summary>
    private protected virtual string FromBoxes(IReadOnlyList<IndexBox> boxes, SqlText sql) => $" FROM ({InBoxes(boxes, sql)}) c CROSS JOIN item i WHERE i.key = c.key";

    /// <summary>A sort key with a column of its own.</summary>
    private protected virtual string Key(SearchColumn column, bool usesBoxes) => "i." + column.Name;

    /// <summary>A condition on <c>i</c>: free text has one of the terms.</summary>
    private protected abstract string HasTerms(IEnumerable<(IReadOnlyList<string> Words, bool IsPrefix)> phrases, SqlText sql);

    /// <summary>A property without a column of its own, as SQL that can be ordered.</summary>
    private protected abstract string Property(string name, SqlText sql);

    /// <summary>A sort value as SQL that compares with <see cref="Property"/>.</summary>
    private protected abstract string PropertyValue(object value, SqlText sql);

    /// <summary>Columns after the keys, from <c>item i</c>; and how the body joins.</summary>
    private protected abstract (string Columns, string Join) BodyOf { get; }

    /// <summary>Order of one key: missing values are lowest.</summary>
    private protected abstract string Order(string expression, bool isDescending);

    private static bool PassesRest(SearchPlan plan, SearchRow row)
    {
        if (plan.Rest is null)
        {
            return true;
        }

        using ItemFeature feature = new(row.Item.Body);
        return plan.Rest.Passes(feature);
    }

    private async Task<bool> IsFewAsync(SearchPlan plan, CancellationToken cancellation)
    {
        SqlText sql = new();
        sql.Append($"SELECT count(*) FROM ({InBoxes(plan.Boxes!, sql)} LIMIT {ManyCandidates}) c");
        return (await NumbersAsync(sql, cancellation))[0] < ManyCandidates;
    }

    private SqlText Select(ItemSearch search, SearchPlan plan, bool usesBoxes, object?[]? after, int limit)
    {
        SqlText sql = new();
        List<string> keys = [.. plan.Keys.Select(key => SearchColumns.Find(key.Property) is { } column ? Key(column, usesBoxes) : Property(key.Property, sql))];
        sql.Append("SELECT ").Append(string.Join(", ", keys.Select((_, index) => $"i.k{index}"))).Append(", ").Append(BodyOf.Columns);
        sql.Append(" FROM (SELECT i.*, ").Append(string.Join(", ", keys.Select((key, index) => $"{key} AS k{index}")));
        AppendFrom(search, plan, usesBoxes, sql);
        if (after is not null)
        {
            sql.Append(" AND ").Append(After(plan, keys, after, 0, sql));
        }

        sql.Append(" ORDER BY ").Append(string.Join(", ", plan.Keys.Select((key, index) => Order(keys[index], key.IsDescending))));
        return sql.Append($" LIMIT {limit}) i").Append(BodyOf.Join);
    }

    private void AppendFrom(ItemSearch search, SearchPlan plan, bool usesBoxes, SqlText sql, bool isCounting = false)
    {
        sql.Append(usesBoxes ? FromBoxes(plan.Boxes!, sql) : " FROM item i WHERE 1 = 1");
        if (search.Terms is { } terms)
        {
            (IReadOnlyList<string> Words, bool IsPrefix)[] phrases = [.. terms.Select(Words.Phrase).OfType<(IReadOnlyList<string> Words, bool IsPrefix)>()];
            sql.Append(" AND ").Append(phrases.Length == 0 ? "1 = 0" : HasTerms(phrases, sql));
        }

        // The index rounds outwards; where rows are only counted the box is compared too.
        if ((!usesBoxes || isCounting) && search.Box is { Count: 4 } box && box[0] <= box[2])
        {
            // Along the order of time the box of each row is compared; rows across the 180th meridian are looked at closely later.
            sql.Append($" AND i.north >= {sql.Value(box[1])} AND i.south <= {sql.Value(box[3])} AND ((i.east >= {sql.Value(box[0])} AND i.west <= {sql.Value(box[2])}) OR i.west > i.east)");
        }

        plan.AppendConditions(sql);
    }

    // What comes after a row in the order, key by key.
    private string After(SearchPlan plan, List<string> keys, object?[] values, int index, SqlText sql)
    {
        SortKey key = plan.Keys[index];
        SearchColumn? column = SearchColumns.Find(key.Property);
        string expression = keys[index], rest = index + 1 < keys.Count ? After(plan, keys, values, index + 1, sql) : "1 = 0";
        if (values[index] is not { } value)
        {
            return key.IsDescending ? $"({expression} IS NULL AND {rest})" : $"({expression} IS NOT NULL OR ({expression} IS NULL AND {rest}))";
        }

        bool isRight = column?.Kind switch { ColumnKind.Text => value is string, ColumnKind.Instant => value is long, ColumnKind.Number => value is double, _ => true };
        if (!isRight)
        {
            throw new MitoshiException("search.bad_token", found: ("the token is not one of this search", "tokenがこの検索のものではありません"),
                expected: ("the token of a `next` link, with the same order", "`next` リンクのtoken。並び順も同じもの"), remedy: ("Begin again without a token.", "tokenなしで最初からやり直してください。"));
        }

        string at = column is null ? PropertyValue(value, sql) : sql.Value(value);
        string beyond = key.IsDescending ? $"{expression} < {at}" + (key.Property is "datetime" or "id" or "collection" ? "" : $" OR {expression} IS NULL") : $"{expression} > {at}";
        // The first bound alone lets the index of time begin at the right place.
        string bound = key.Property == "datetime" ? $"{expression} {(key.IsDescending ? "<=" : ">=")} {at} AND " : "";
        return $"({bound}({beyond} OR ({expression} = {at} AND {rest})))";
    }

    private async Task<long?> CountAsync(ItemSearch search, SearchPlan plan, bool usesBoxes, int found, bool isWhole, CancellationToken cancellation)
    {
        if (isWhole)
        {
            return found;
        }

        SqlText sql = new();
        sql.Append("SELECT count(*), count(i.outline)");
        AppendFrom(search, plan, usesBoxes, sql, isCounting: true);
        long[] counts = await NumbersAsync(sql, cancellation);
        bool isExact = plan.Rest is null && (!plan.HasPlace || (counts[1] == 0 && plan.Boxes is not null && search.Intersects is null && (usesBoxes || search.Box is { Count: 4 })));
        if (isExact)
        {
            return counts[0];
        }

        if (counts[0] > CountedOneByOne)
        {
            return null;
        }

        // Footprints that are not their box, and what SQL cannot decide, are looked at one by one while that is cheap.
        IReadOnlyList<SearchRow> rows = await RowsAsync(Select(search, plan, usesBoxes, after: null, CountedOneByOne), plan.Keys.Count, cancellation);
        return rows.Count(row => plan.Meets(row.Place) && PassesRest(plan, row));
    }
}

/// <summary>A row that SQL found.</summary>
internal sealed record SearchRow(object?[] Keys, StoredItem Item, ItemPlace? Place);
