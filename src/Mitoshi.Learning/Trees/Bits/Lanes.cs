namespace Mitoshi.Learning.Bits;

/// <summary>
/// Pixels that go through the trees together. A yes-or-no answer for all of them is a <em>slot</em>: 512 bits, bit <c>i</c> of 64-bit word <c>w</c>
/// for pixel <c>64 w + i</c>, which is one AVX-512 register.
/// </summary>
internal static class Lanes
{
    public const int Count = 512;
    public const int WordsPerSlot = Count / 64;
    public const int BytesPerSlot = Count / 8;
}
