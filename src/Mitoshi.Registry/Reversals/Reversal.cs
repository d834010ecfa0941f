namespace Mitoshi.Registry;

/// <summary>What a loss of stored carbon takes: the buffer first, then a debt.</summary>
/// <param name="BufferCancelled">Units cancelled from the buffer.</param>
/// <param name="BufferLeft">Units that stay in it.</param>
/// <param name="Debt">Units that are owed; no issue while it stands.</param>
public sealed record Reversal(long BufferCancelled, long BufferLeft, long Debt)
{
    /// <summary>Rounds the loss up to whole units and spreads it.</summary>
    /// <param name="lossTonnes">Loss in tCO2e, not below zero.</param>
    /// <param name="bufferUnits">Units in the buffer.</param>
    /// <exception cref="MitoshiException"><c>registry.invalid_quantity</c>.</exception>
    public static Reversal Of(decimal lossTonnes, long bufferUnits)
    {
        if (lossTonnes < 0 || bufferUnits < 0 || lossTonnes > long.MaxValue)
        {
            throw BlockErrors.InvalidQuantity($"{lossTonnes} against a buffer of {bufferUnits}");
        }

        long loss = (long)decimal.Ceiling(lossTonnes);
        long cancelled = Math.Min(loss, bufferUnits);
        return new Reversal(cancelled, bufferUnits - cancelled, loss - cancelled);
    }

    /// <summary>Loss from area: lost_ha x stock_tC_ha x 44/12, in tCO2.</summary>
    /// <exception cref="MitoshiException"><c>registry.out_of_range</c>: one of them is negative.</exception>
    public static decimal FromArea(decimal lostHectares, decimal stockCarbonPerHectare)
        => lostHectares >= 0 && stockCarbonPerHectare >= 0
            ? lostHectares * stockCarbonPerHectare * 44 / 12
            : throw RecordErrors.OutOfRange($"{lostHectares} ha, {stockCarbonPerHectare} tC/ha", "0..");
}
