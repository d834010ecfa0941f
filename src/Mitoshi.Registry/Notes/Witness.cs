namespace Mitoshi.Registry;

/// <summary>The rule of a witness: it signs only what continues the tree that it signed last (C2SP tlog-witness).</summary>
public static class Witness
{
    /// <summary>Refuses a tree that doesn't begin with the old one.</summary>
    /// <param name="oldSize">Size that was signed last; 0 when nothing was.</param>
    /// <param name="oldRoot">Root that was signed last.</param>
    /// <param name="size">Size to sign.</param>
    /// <param name="root">Root to sign.</param>
    /// <param name="proof">Consistency proof between the two; empty when the old size is 0 or the sizes are equal.</param>
    /// <exception cref="MitoshiException"><c>log.inconsistent_tree</c>.</exception>
    public static void RequireContinuation(ulong oldSize, Digest oldRoot, ulong size, Digest root, IReadOnlyList<Digest> proof)
    {
        if (oldSize == 0)
        {
            bool isFirst = proof.Count == 0 && (size > 0 || root == MerkleHash.Empty);
            if (!isFirst)
            {
                throw NoteErrors.InconsistentTree(oldSize, size);
            }

            return;
        }

        try
        {
            ProofCheck.Consistency(oldSize, size, oldRoot, root, proof);
        }
        catch (MitoshiException error)
        {
            throw NoteErrors.InconsistentTree(oldSize, size, error);
        }
    }
}
