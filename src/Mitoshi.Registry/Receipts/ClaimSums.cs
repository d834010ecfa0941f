namespace Mitoshi.Registry;

/// <summary>Adds a claim's figures up again.</summary>
internal static class ClaimSums
{
    public static IReadOnlyList<CheckedStep> Check(Claim claim)
    {
        Waterfall w = claim.Waterfall;
        decimal net = w.Gross - w.Baseline - w.Leakage - w.Uncertainty - w.Other - w.Buffer;
        long credits = (long)Math.Max(0, decimal.Floor(w.Net));
        return
        [
            new(("net = gross - baseline - leakage - uncertainty - other - buffer", "正味 = 総量 - ベースライン - リーケージ - 不確かさ - その他 - バッファ"),
                Math.Abs(net - w.Net) <= 0.001m ? null : ($"{net}, the claim says {w.Net}", $"{net}、請求では {w.Net}")),
            new(("credits = net rounded down, not below zero", "クレジット = 正味の切り捨て、0 以上"), credits == w.Credits ? null : ($"{credits}, the claim says {w.Credits}", $"{credits}、請求では {w.Credits}")),
        ];
    }
}
