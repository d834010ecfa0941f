namespace Mitoshi.Tiles;

/// <summary>
/// Arithmetic over the bands of a pixel: <c>(b2-b1)/(b2+b1)</c>; several results with <c>;</c>. Bands are <c>b1</c>, <c>b2</c> … or names
/// that the caller knows, such as <c>B08</c>. Operators: <c>+ - * / ^ **</c>, comparisons (1 or 0), and the functions abs, sqrt, exp, ln,
/// log10, min, max, where.
/// </summary>
public sealed class Expression
{
    private readonly IReadOnlyList<Instruction[]> _programs;
    private readonly int _depth;

    internal Expression(string text, IReadOnlyList<string> names, IReadOnlyList<Instruction[]> programs, int depth)
        => (Text, BandNames, _programs, _depth) = (text, names, programs, depth);

    /// <summary>As it was written.</summary>
    public string Text { get; }

    /// <summary>The bands that it names, in order of first use; the values of a pixel are given in this order.</summary>
    public IReadOnlyList<string> BandNames { get; }

    /// <summary>Number of results.</summary>
    public int ResultCount => _programs.Count;

    /// <summary>Reads an expression.</summary>
    /// <exception cref="MitoshiException"><c>tiles.bad_expression</c>, naming the place.</exception>
    public static Expression Parse(string text) => new ExpressionParser(text).Parse();

    /// <summary>Computes all results for many pixels. What is not finite becomes NaN.</summary>
    /// <param name="bands">bands × count, in the order of <see cref="BandNames"/>; NaN where there is no data.</param>
    /// <param name="count">Pixels.</param>
    /// <param name="results">Receives results × count.</param>
    public void Evaluate(ReadOnlySpan<float> bands, int count, Span<float> results)
    {
        // Chunks stay in the first cache.
        const int Chunk = 512;
        Span<float> stack = new float[_depth * Chunk];
        for (int start = 0; start < count; start += Chunk)
        {
            int length = Math.Min(Chunk, count - start);
            for (int result = 0; result < _programs.Count; result++)
            {
                int height = 0;
                foreach (Instruction instruction in _programs[result])
                {
                    height = instruction.Run(stack, height, Chunk, length, bands, count, start);
                }

                Span<float> target = results.Slice((result * count) + start, length);
                for (int i = 0; i < length; i++)
                {
                    target[i] = float.IsFinite(stack[i]) ? stack[i] : float.NaN;
                }
            }
        }
    }
}
