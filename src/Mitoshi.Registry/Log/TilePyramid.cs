namespace Mitoshi.Registry;

/// <summary>A full tile with the nodes above its hashes, row by row: 256, 128, … 2. A proof takes one from each row.</summary>
internal sealed class TilePyramid
{
    private readonly Digest[][] _rows = new Digest[8][];

    public TilePyramid(Digest[] hashes)
    {
        _rows[0] = hashes;
        for (int row = 1; row < _rows.Length; row++)
        {
            Digest[] below = _rows[row - 1], above = new Digest[below.Length / 2];
            for (int i = 0; i < above.Length; i++)
            {
                above[i] = MerkleHash.Node(below[2 * i], below[(2 * i) + 1]);
            }

            _rows[row] = above;
        }
    }

    /// <summary>The node of a row, 0 for the hashes themselves.</summary>
    public Digest Node(int row, int index) => _rows[row][index];
}
