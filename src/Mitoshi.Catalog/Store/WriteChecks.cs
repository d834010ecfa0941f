namespace Mitoshi.Catalog.Store;

/// <summary>What a store says when a write is not allowed as things are.</summary>
internal static class WriteChecks
{
    /// <summary>Checks a rule against the ETag of what is there, null when nothing is.</summary>
    /// <param name="kind"><c>item</c> or <c>collection</c>.</param>
    /// <param name="name">Its identifier.</param>
    /// <param name="rule">The rule.</param>
    /// <param name="present">ETag of the present one.</param>
    /// <exception cref="MitoshiException">….exists, ….not_found, ….changed_meanwhile.</exception>
    public static void Check(string kind, string name, WriteRule rule, string? present)
    {
        if (present is not null && rule.Mode == WriteMode.Create)
        {
            throw new MitoshiException(kind == "item" ? "item.exists" : "collection.exists", found: ($"{kind} {name} is there already", $"{kind} {name} は既にあります"),
                expected: ("a new identifier", "新しい識別子"), remedy: ("Replace it with PUT, or choose another identifier.", "PUT で置き換えるか、別の識別子にしてください。"));
        }

        if (present is null && (rule.Mode == WriteMode.Replace || rule.IfMatch is not null))
        {
            throw NotFound(kind, name);
        }

        if (rule.IfMatch is { } wanted && wanted != "*" && !wanted.Split(',').Select(tag => tag.Trim()).Contains(present))
        {
            throw new MitoshiException(kind == "item" ? "item.changed_meanwhile" : "collection.changed_meanwhile", found: ($"{kind} {name} is now {present}", $"{kind} {name} は現在 {present} です"),
                expected: ($"ETag {wanted}", $"ETag {wanted}"), remedy: ("Read it again, apply the change to it, and send that.", "読み直し、変更を加えてから送ってください。"));
        }
    }

    public static MitoshiException NotFound(string kind, string name) => new(kind == "item" ? "item.not_found" : "collection.not_found",
        found: ($"{kind} {name} is not in this catalogue", $"{kind} {name} はこのカタログにありません"),
        expected: ($"an existing {kind}", $"存在する {kind}"), remedy: (kind == "item" ? "Search for it: mitoshi catalog search" : "List them: mitoshi catalog search --collections-only", kind == "item" ? "検索してください: mitoshi catalog search" : "一覧を見てください: mitoshi catalog search --collections-only"));
}
