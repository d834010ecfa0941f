namespace Mitoshi.Learning.Bits;

/// <summary>Turns a feature of classes into bytes: the place of the class among those that any tree asks for; <see cref="Other"/> for the rest and for a missing class.</summary>
internal sealed class ClassPlane
{
    public const int ClassesMax = 255;
    public const byte Other = 255;
    private readonly int[] _classes;

    public ClassPlane(int featureIndex, IEnumerable<int> classes)
    {
        FeatureIndex = featureIndex;
        _classes = [.. new SortedSet<int>(classes)];
        if (_classes.Length > ClassesMax)
        {
            throw new MitoshiException("learning.too_many_classes",
                found: ($"a feature with {_classes.Length} classes", $"クラスが{_classes.Length}個ある特徴量"),
                expected: ($"at most {ClassesMax}", $"{ClassesMax}個以下"),
                remedy: ("Group rare classes before training, or give the feature as a number", "学習の前にまれなクラスをまとめるか、数値の特徴量として与えてください"));
        }
    }

    public int FeatureIndex { get; }

    public byte CodeOf(int knownClass) => (byte)Array.BinarySearch(_classes, knownClass);

    public void Encode(ReadOnlySpan<float> values, Span<byte> codes)
    {
        for (int i = 0; i < values.Length; i++)
        {
            // The whole part names the class, as in Tree.GoesLeft; the comparison is false for NaN.
            int place = values[i] is > -1 and < int.MaxValue ? Array.BinarySearch(_classes, (int)values[i]) : -1;
            codes[i] = place < 0 ? Other : (byte)place;
        }
    }
}
