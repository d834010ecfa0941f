namespace Mitoshi.Lidar;

/// <summary>The lowest or highest value in a window that moves over a grid, at a cost that does not grow with the window.</summary>
/// <remarks>Source: van Herk 1992, Pattern Recognition Letters 13:517; Gil &amp; Werman 1993, IEEE PAMI 15:504.</remarks>
internal static class MovingExtreme
{
    /// <summary>A square window of 2 r + 1 cells, cut off at the edges. There must be no NaN.</summary>
    public static float[] Square(float[] values, int columns, int rows, int radius, bool takesLowest)
    {
        float[] along = new float[values.Length], result = new float[values.Length];
        Buffers buffers = new(Math.Max(columns, rows), radius, takesLowest);
        for (int row = 0; row < rows; row++)
        {
            buffers.Run(values, along, row * columns, 1, columns);
        }

        for (int column = 0; column < columns; column++)
        {
            buffers.Run(along, result, column, columns, rows);
        }

        return result;
    }

    private sealed class Buffers(int lengthMax, int radius, bool takesLowest)
    {
        private readonly int _window = (2 * radius) + 1;
        private readonly float[] _padded = new float[lengthMax + (4 * radius) + 2];
        private readonly float[] _forward = new float[lengthMax + (4 * radius) + 2];
        private readonly float[] _backward = new float[lengthMax + (4 * radius) + 2];

        public void Run(float[] source, float[] target, int start, int stride, int count)
        {
            int length = ((count + (2 * radius) + _window - 1) / _window) * _window;
            _padded.AsSpan(0, length).Fill(takesLowest ? float.PositiveInfinity : float.NegativeInfinity);
            for (int i = 0; i < count; i++)
            {
                _padded[radius + i] = source[start + (i * stride)];
            }

            // Runs of one window length: extremes from their beginning forwards and from their end backwards.
            for (int run = 0; run < length; run += _window)
            {
                int end = run + _window - 1;
                _forward[run] = _padded[run];
                _backward[end] = _padded[end];
                for (int i = 1; i < _window; i++)
                {
                    _forward[run + i] = Extreme(_forward[run + i - 1], _padded[run + i]);
                    _backward[end - i] = Extreme(_backward[end - i + 1], _padded[end - i]);
                }
            }

            for (int i = 0; i < count; i++)
            {
                target[start + (i * stride)] = Extreme(_backward[i], _forward[i + _window - 1]);
            }
        }

        private float Extreme(float a, float b) => takesLowest ? (a < b ? a : b) : (a > b ? a : b);
    }
}
