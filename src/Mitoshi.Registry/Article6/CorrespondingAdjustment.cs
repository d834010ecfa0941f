namespace Mitoshi.Registry;

/// <summary>Balances after a corresponding adjustment: the host adds what was first transferred, the user subtracts what it used.</summary>
/// <param name="HostTonnes">Host's emissions balance, tCO2e.</param>
/// <param name="UserTonnes">User's emissions balance, tCO2e.</param>
/// <remarks>Source: decision 2/CMA.3, annex, section III.B.</remarks>
public sealed record CorrespondingAdjustment(decimal HostTonnes, decimal UserTonnes)
{
    /// <summary>The two balances.</summary>
    /// <exception cref="MitoshiException"><c>registry.invalid_quantity</c>: a negative quantity.</exception>
    public static CorrespondingAdjustment Of(decimal hostInventoryTonnes, decimal userInventoryTonnes, decimal firstTransferred, decimal used)
        => firstTransferred >= 0 && used >= 0
            ? new CorrespondingAdjustment(hostInventoryTonnes + firstTransferred, userInventoryTonnes - used)
            : throw BlockErrors.InvalidQuantity($"{firstTransferred}, {used}");

    /// <summary>Shares whole units between Japan and the partner; an odd unit goes to the partner.</summary>
    /// <exception cref="MitoshiException"><c>registry.invalid_quantity</c> or <c>registry.out_of_range</c>.</exception>
    public static (long Japan, long Partner) Share(long issuedUnits, decimal shareJapan)
    {
        if (issuedUnits < 0)
        {
            throw BlockErrors.InvalidQuantity($"{issuedUnits}");
        }

        if (shareJapan is < 0 or > 1)
        {
            throw RecordErrors.OutOfRange($"share {shareJapan}", "0..1");
        }

        long japan = (long)decimal.Floor(issuedUnits * shareJapan);
        return (japan, issuedUnits - japan);
    }
}
