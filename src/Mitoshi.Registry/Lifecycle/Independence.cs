namespace Mitoshi.Registry;

/// <summary>A share that one party holds in another.</summary>
/// <param name="Owner">Who owns.</param>
/// <param name="Owned">What is owned.</param>
/// <param name="Share">From 0 to 1.</param>
public sealed record Ownership(string Owner, string Owned, decimal Share);

/// <summary>That the one who verifies isn't the one who profits.</summary>
public static class Independence
{
    /// <summary>Refuses a verifier that is the proponent, or that it controls or is controlled by, directly or through others.</summary>
    /// <exception cref="MitoshiException"><c>registry.verifier_is_proponent</c>.</exception>
    public static void RequireSeparate(string proponent, string verifier, IReadOnlyList<Ownership> shares)
    {
        if (proponent == verifier || Controls(proponent, verifier, shares) || Controls(verifier, proponent, shares))
        {
            throw new MitoshiException(
                "registry.verifier_is_proponent", found: ($"{verifier} verifies a claim of {proponent}", $"{proponent} の請求を {verifier} が検証"),
                expected: ("two parties without a share above 50 % in either direction", "どちらの方向にも 50 % を超える持分がない二者"),
                remedy: ("Have another body verify it.", "別の機関に検証を依頼してください。"));
        }
    }

    /// <summary>Refuses one key for two roles.</summary>
    /// <exception cref="MitoshiException"><c>registry.key_reuse</c>.</exception>
    public static void RequireOwnKeys(string proponentKey, string verifierKey)
    {
        if (proponentKey == verifierKey)
        {
            throw KeyReuse(verifierKey);
        }
    }

    /// <summary>Refuses to go on with a claim that isn't the one that was signed.</summary>
    /// <exception cref="MitoshiException"><c>registry.claim_changed_after_verification</c>.</exception>
    public static void RequireSameClaim(string claimSha256, string signedSha256)
    {
        if (!string.Equals(claimSha256, signedSha256, StringComparison.OrdinalIgnoreCase))
        {
            throw new MitoshiException(
                "registry.claim_changed_after_verification", found: ($"a claim with the SHA-256 {claimSha256}", $"SHA-256 が {claimSha256} の請求"),
                expected: ($"the one that the verifier signed, {signedSha256}", $"検証者が署名した {signedSha256}"),
                remedy: ("Restore the signed file, or submit the changed one as a new claim.", "署名されたファイルに戻すか、変更後のものを新しい請求として提出してください。"));
        }
    }

    internal static MitoshiException KeyReuse(string key) => new(
        "registry.key_reuse", found: ($"the key {key} in a second role or under a second name", $"鍵 {key} が別の役割または名前でも使われています"),
        expected: ("a key of its own for each role", "役割ごとに別の鍵"),
        remedy: ("Make one: mitoshi credits key NAME --role ROLE --party PARTY", "鍵を作ってください: mitoshi credits key 名前 --role 役割 --party 組織"));

    // A party controls what it and the parties that it controls together own more than half of.
    private static bool Controls(string owner, string target, IReadOnlyList<Ownership> shares)
    {
        HashSet<string> controlled = [owner];
        int before;
        do
        {
            before = controlled.Count;
            controlled.UnionWith([.. shares.Where(s => controlled.Contains(s.Owner)).GroupBy(s => s.Owned).Where(g => g.Sum(s => s.Share) > 0.5m).Select(g => g.Key)]);
        }
        while (controlled.Count > before && !controlled.Contains(target));

        return controlled.Contains(target);
    }
}
