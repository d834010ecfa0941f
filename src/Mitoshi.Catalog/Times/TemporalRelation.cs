namespace Mitoshi.Catalog.Times;

/// <summary>The relations of two intervals that CQL2 knows (OGC 21-065r2, section 7.7; after Allen 1983).</summary>
internal static class TemporalRelation
{
    /// <summary>True when the relation of that canonical CQL2 name holds between <paramref name="a"/> and <paramref name="b"/>; a day counts from its first to its last moment.</summary>
    public static bool Holds(string name, TimeInterval a, TimeInterval b)
    {
        int starts = a.FirstTicks.CompareTo(b.FirstTicks), ends = a.LastTicks.CompareTo(b.LastTicks);
        return name switch
        {
            "t_after" => a.FirstTicks > b.LastTicks,
            "t_before" => a.LastTicks < b.FirstTicks,
            "t_contains" => starts < 0 && ends > 0,
            "t_disjoint" => a.LastTicks < b.FirstTicks || a.FirstTicks > b.LastTicks,
            "t_during" => starts > 0 && ends < 0,
            "t_equals" => starts == 0 && ends == 0,
            "t_finishedBy" => starts < 0 && ends == 0,
            "t_finishes" => starts > 0 && ends == 0,
            "t_intersects" => a.LastTicks >= b.FirstTicks && a.FirstTicks <= b.LastTicks,
            "t_meets" => Meets(a, b),
            "t_metBy" => Meets(b, a),
            "t_overlappedBy" => starts > 0 && a.FirstTicks < b.LastTicks && ends > 0,
            "t_overlaps" => starts < 0 && a.LastTicks > b.FirstTicks && ends < 0,
            "t_startedBy" => starts == 0 && ends > 0,
            "t_starts" => starts == 0 && ends < 0,
            _ => throw new ArgumentOutOfRangeException(nameof(name), name, "not a temporal relation"),
        };
    }

    // Two days meet when they are the same day, two times when they are the same time.
    private static bool Meets(TimeInterval first, TimeInterval second)
        => first.To is { } end && second.From is { } start && end.IsDate == start.IsDate && end.Ticks == start.Ticks;
}
