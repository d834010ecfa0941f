namespace Mitoshi.Learning.Bits;

/// <summary>"Does the pixel go right?", as nodes of any tree ask it of a byte plane; equal questions are answered once.</summary>
/// <param name="Plane">Which plane.</param>
/// <param name="Bound">A pixel goes right when its code is above this.</param>
/// <param name="MissingGoesLeft">Where the code 255 goes.</param>
internal readonly record struct ThresholdQuestion(int Plane, byte Bound, bool MissingGoesLeft) : IComparable<ThresholdQuestion>
{
    public int CompareTo(ThresholdQuestion other)
        => (Plane, MissingGoesLeft, Bound).CompareTo((other.Plane, other.MissingGoesLeft, other.Bound));
}

/// <summary>The same for classes: a pixel goes right unless its code is one of these.</summary>
/// <param name="Plane">Which class plane.</param>
/// <param name="CodesLeft">Codes that go left, ascending.</param>
internal sealed record ClassQuestion(int Plane, byte[] CodesLeft);
