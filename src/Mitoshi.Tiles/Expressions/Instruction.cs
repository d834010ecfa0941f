using System.Numerics.Tensors;

namespace Mitoshi.Tiles;

/// <summary>What an expression does to its stack.</summary>
internal enum Operation
{
    Number, Band, Add, Subtract, Multiply, Divide, Power, Negate, Less, LessOrEqual, Greater, GreaterOrEqual, Equal, NotEqual, Abs, Sqrt, Exp, Ln, Log10, Min, Max, Where,
}

/// <summary>One step of a compiled expression, on many pixels at a time.</summary>
/// <param name="Operation">What.</param>
/// <param name="Number">The number, for <see cref="Operation.Number"/>.</param>
/// <param name="Band">Index of the band, for <see cref="Operation.Band"/>.</param>
internal readonly record struct Instruction(Operation Operation, float Number = 0, int Band = 0)
{
    /// <summary>Values that it takes from the stack.</summary>
    public static int Operands(Operation operation) => operation switch
    {
        Operation.Number or Operation.Band => 0,
        Operation.Negate or Operation.Abs or Operation.Sqrt or Operation.Exp or Operation.Ln or Operation.Log10 => 1,
        Operation.Where => 3,
        _ => 2,
    };

    /// <summary>Runs it and gives the new height of the stack.</summary>
    public int Run(Span<float> stack, int height, int chunk, int length, ReadOnlySpan<float> bands, int count, int start)
    {
        int operands = Operands(Operation), lowest = height - operands;
        Span<float> to = stack.Slice(lowest * chunk, length);
        ReadOnlySpan<float> a = to, b = operands > 1 ? stack.Slice((lowest + 1) * chunk, length) : default, c = operands > 2 ? stack.Slice((lowest + 2) * chunk, length) : default;
        switch (Operation)
        {
            case Operation.Number:
                to.Fill(Number);
                break;
            case Operation.Band:
                bands.Slice((Band * count) + start, length).CopyTo(to);
                break;
            case Operation.Add:
                TensorPrimitives.Add(a, b, to);
                break;
            case Operation.Subtract:
                TensorPrimitives.Subtract(a, b, to);
                break;
            case Operation.Multiply:
                TensorPrimitives.Multiply(a, b, to);
                break;
            case Operation.Divide:
                TensorPrimitives.Divide(a, b, to);
                break;
            case Operation.Power:
                TensorPrimitives.Pow(a, b, to);
                break;
            case Operation.Negate:
                TensorPrimitives.Negate(a, to);
                break;
            case Operation.Abs:
                TensorPrimitives.Abs(a, to);
                break;
            case Operation.Sqrt:
                TensorPrimitives.Sqrt(a, to);
                break;
            case Operation.Exp:
                TensorPrimitives.Exp(a, to);
                break;
            case Operation.Ln:
                TensorPrimitives.Log(a, to);
                break;
            case Operation.Log10:
                TensorPrimitives.Log10(a, to);
                break;
            case Operation.Min:
                TensorPrimitives.Min(a, b, to);
                break;
            case Operation.Max:
                TensorPrimitives.Max(a, b, to);
                break;
            default:
                Compare(a, b, c, to);
                break;
        }

        return lowest + 1;
    }

    // "No data" on either side gives "no data", not "false".
    private void Compare(ReadOnlySpan<float> a, ReadOnlySpan<float> b, ReadOnlySpan<float> c, Span<float> to)
    {
        for (int i = 0; i < to.Length; i++)
        {
            float left = a[i], right = b[i];
            bool isKnown = !float.IsNaN(left) && (Operation == Operation.Where || !float.IsNaN(right));
            to[i] = !isKnown ? float.NaN : Operation switch
            {
                Operation.Less => left < right ? 1 : 0,
                Operation.LessOrEqual => left <= right ? 1 : 0,
                Operation.Greater => left > right ? 1 : 0,
                Operation.GreaterOrEqual => left >= right ? 1 : 0,
                Operation.Equal => left == right ? 1 : 0,
                Operation.NotEqual => left != right ? 1 : 0,
                _ => left != 0 ? right : c[i],
            };
        }
    }
}
