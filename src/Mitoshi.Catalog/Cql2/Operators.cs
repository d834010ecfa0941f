using System.Collections.Frozen;

namespace Mitoshi.Catalog.Cql2;

/// <summary>The operators and functions that the standard names, in its spelling, by kind and number of arguments.</summary>
internal static class Operators
{
    private static readonly FrozenDictionary<string, Operator> ByName = Build();

    /// <summary>True for a known name in any case; gives its standard spelling.</summary>
    public static bool TryFind(string name, out Operator found) => ByName.TryGetValue(name, out found);

    /// <summary>The kind of a name, <see cref="OperatorKind.Function"/> for one that the standard doesn't know.</summary>
    public static OperatorKind KindOf(string name) => ByName.TryGetValue(name, out Operator found) ? found.Kind : OperatorKind.Function;

    private static FrozenDictionary<string, Operator> Build()
    {
        (OperatorKind Kind, int Min, int Max, string Names)[] rows =
        [
            (OperatorKind.Logical, 2, int.MaxValue, "and or"),
            (OperatorKind.Logical, 1, 1, "not"),
            (OperatorKind.Comparison, 2, 2, "= <> < > <= >="),
            (OperatorKind.Like, 2, 2, "like"),
            (OperatorKind.Between, 3, 3, "between"),
            (OperatorKind.In, 2, 2, "in"),
            (OperatorKind.IsNull, 1, 1, "isNull"),
            (OperatorKind.Arithmetic, 2, 2, "+ - * / % div ^"),
            (OperatorKind.Character, 1, 1, "casei accenti widthi"),
            (OperatorKind.Spatial, 2, 2, "s_intersects s_equals s_disjoint s_touches s_within s_overlaps s_crosses s_contains"),
            (OperatorKind.Temporal, 2, 2, "t_after t_before t_contains t_disjoint t_during t_equals t_finishedBy t_finishes t_intersects t_meets t_metBy t_overlappedBy t_overlaps t_startedBy t_starts"),
            (OperatorKind.Array, 2, 2, "a_equals a_contains a_containedBy a_overlaps"),
        ];
        return rows.SelectMany(row => row.Names.Split(' ').Select(name => new Operator(name, row.Kind, row.Min, row.Max)))
            .ToFrozenDictionary(op => op.Name, StringComparer.OrdinalIgnoreCase);
    }
}

/// <summary>A name of the standard.</summary>
internal readonly record struct Operator(string Name, OperatorKind Kind, int MinArguments, int MaxArguments);

/// <summary>What an operator works on.</summary>
internal enum OperatorKind
{
    Function, Logical, Comparison, Like, Between, In, IsNull, Arithmetic, Character, Spatial, Temporal, Array,
}
