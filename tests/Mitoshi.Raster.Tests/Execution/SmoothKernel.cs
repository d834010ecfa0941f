namespace Mitoshi.Raster.Tests.Execution;

/// <summary>A kernel for tests that looks at its neighbours: the sum of a 5 x 5 window of band 0 in a fixed order, and band 0 itself.</summary>
internal sealed class SmoothKernel : IKernel
{
    /// <summary>Called for each window, to stop or kill a run in its middle.</summary>
    public Action<Window>? Before { get; init; }

    /// <summary>Works for the windows before, then throws.</summary>
    public static SmoothKernel ThatFailsAt(int windowNumber)
    {
        int windows = 0;
        return new SmoothKernel
        {
            Before = window =>
            {
                if (Interlocked.Increment(ref windows) == windowNumber)
                {
                    throw new InvalidOperationException($"stopped on purpose at {window}");
                }
            },
        };
    }

    public int Halo => 2;

    public IReadOnlyList<Layer> Outputs { get; } = [new("smooth", "m"), new("same")];

    public string Identity { get; init; } = "smooth 5x5";

    public void Apply(Block input, Block output)
    {
        Before?.Invoke(output.Window);
        Window window = output.Window;
        Span<float> from = input.Band(0), smooth = output.Band(0), same = output.Band(1);
        for (int row = 0; row < window.Rows; row++)
        {
            for (int column = 0; column < window.Columns; column++)
            {
                float sum = 0;
                for (int r = 0; r < 5; r++)
                {
                    for (int c = 0; c < 5; c++)
                    {
                        float value = from[((row + r) * input.Window.Columns) + column + c];
                        sum += float.IsNaN(value) ? 0 : value;
                    }
                }

                smooth[(row * window.Columns) + column] = sum;
                same[(row * window.Columns) + column] = from[((row + 2) * input.Window.Columns) + column + 2];
            }
        }
    }
}
