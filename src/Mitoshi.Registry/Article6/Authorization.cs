namespace Mitoshi.Registry;

/// <summary>A party's authorization of units under Article 6.2 of the Paris Agreement. The field list is ours; the agreed electronic format was not read.</summary>
/// <param name="Id">The party's own number.</param>
/// <param name="Party">Host party.</param>
/// <param name="Date">Day of the authorization.</param>
/// <param name="Purpose">NDC, other international mitigation purposes, or other.</param>
/// <param name="Quantity">Units authorized; null when no limit is stated.</param>
/// <param name="NdcFrom">First year of the period of the nationally determined contribution; null when not stated.</param>
/// <param name="NdcTo">Last year of it.</param>
public sealed record Authorization(string Id, string Party, DateOnly Date, string Purpose, long? Quantity, int? NdcFrom, int? NdcTo)
{
    /// <summary>Lets a first transfer pass or refuses it.</summary>
    /// <param name="authorization">The authorization, or null when there is none.</param>
    /// <param name="quantity">Units to transfer.</param>
    /// <param name="transferred">Units first transferred before under it.</param>
    /// <param name="vintage">Year of the units; null when not stated.</param>
    /// <returns>Units left under the authorization; null without a limit.</returns>
    /// <exception cref="MitoshiException">
    /// <c>registry.invalid_quantity</c>, <c>registry.not_authorized</c>, <c>registry.vintage_outside_ndc_period</c> or <c>registry.authorization_exceeded</c>.
    /// </exception>
    /// <remarks>Source: decision 2/CMA.3, annex; rules of a programme of ours on top of it.</remarks>
    public static long? RequireFirstTransfer(Authorization? authorization, long quantity, long transferred, int? vintage)
    {
        if (quantity <= 0 || transferred < 0)
        {
            throw BlockErrors.InvalidQuantity($"{quantity}");
        }

        if (authorization is null)
        {
            throw new MitoshiException("registry.not_authorized", found: ("a first transfer without an authorization", "承認のない最初の移転"),
                expected: ("an authorization by the host party", "ホスト国の承認"),
                remedy: ("Record it first: mitoshi credits authorize.", "先に記録してください: mitoshi credits authorize"));
        }

        if (vintage < authorization.NdcFrom || vintage > authorization.NdcTo)
        {
            throw new MitoshiException("registry.vintage_outside_ndc_period", found: ($"vintage {vintage}", $"ビンテージ {vintage}"),
                expected: ($"a year within the NDC period {authorization.NdcFrom} to {authorization.NdcTo}", $"NDC 期間 {authorization.NdcFrom}～{authorization.NdcTo} 年"),
                remedy: ("These units can't be transferred first under this authorization.", "この承認の下ではこの単位を最初に移転できません。"));
        }

        long? left = authorization.Quantity - transferred - quantity;
        return left is null or >= 0
            ? left
            : throw new MitoshiException("registry.authorization_exceeded",
                found: ($"{transferred} transferred before and {quantity} now", $"移転済み {transferred}、今回 {quantity}"),
                expected: ($"at most {authorization.Quantity} in all", $"合計 {authorization.Quantity} 以下"),
                remedy: ("Ask the host party for a larger authorization.", "ホスト国により大きな承認を求めてください。"));
    }
}
