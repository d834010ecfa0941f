namespace Mitoshi.Credits.Claims;

/// <summary>What every claim must meet, whatever its methodology.</summary>
internal static class ClaimChecks
{
    /// <summary>The period ends after it starts.</summary>
    public static void RequirePeriod(DateOnly from, DateOnly to)
    {
        if (to <= from)
        {
            throw Refusal.NegativePeriod(($"{from:yyyy-MM-dd} to {to:yyyy-MM-dd}", $"{from:yyyy-MM-dd} から {to:yyyy-MM-dd}"));
        }
    }

    /// <summary>A pool counts once.</summary>
    public static void RequirePoolsOnce(IEnumerable<string> pools)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach (string pool in pools)
        {
            if (!seen.Add(pool))
            {
                throw Refusal.DoubleCount(($"the pool {pool} twice", $"炭素プール {pool} が二度あります"));
            }
        }
    }

    /// <summary>A place counts once in a period.</summary>
    public static void RequirePlacesOnce(IEnumerable<string> places)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach (string place in places)
        {
            if (!seen.Add(place))
            {
                throw Refusal.DoubleCount(($"the place {place} twice", $"区域 {place} が二度あります"));
            }
        }
    }

    /// <summary>A factor has a value and, where units are to be issued, a citation.</summary>
    public static void RequireFactor(string name, decimal? value, string? citation, bool isForIssuance)
    {
        if (value is null)
        {
            throw Refusal.MissingFactor(($"the factor {name} has no value", $"係数 {name} の値がありません"));
        }

        if (isForIssuance && string.IsNullOrWhiteSpace(citation))
        {
            throw Refusal.MissingCitation(($"the factor {name} has no citation", $"係数 {name} に出典がありません"));
        }
    }

    /// <summary>V and C may issue, S with a recorded confirmation, R never.</summary>
    public static void RequireMark(Mark mark, bool isConfirmed)
    {
        if (mark == Mark.Reconstructed || (mark == Mark.Secondary && !isConfirmed))
        {
            throw Refusal.NotForIssuance(($"the worst mark of the claim is {mark.Letter()}", $"クレームの最も弱い根拠の印が {mark.Letter()} です"));
        }
    }
}
