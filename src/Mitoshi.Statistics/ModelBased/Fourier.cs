namespace Mitoshi.Statistics;

/// <summary>Discrete Fourier transform of power-of-two sizes, radix 2, in place.</summary>
internal static class Fourier
{
    public static int PowerOfTwo(int least)
    {
        int size = 1;
        while (size < least)
        {
            size *= 2;
        }

        return size;
    }

    public static void Forward2D(double[] real, double[] imaginary, int width, int height)
    {
        (double[] cosine, double[] sine) = Twiddles(width);
        for (int row = 0; row < height; row++)
        {
            Forward(real.AsSpan(row * width, width), imaginary.AsSpan(row * width, width), cosine, sine);
        }

        (cosine, sine) = Twiddles(height);
        double[] columnReal = new double[height], columnImaginary = new double[height];
        for (int column = 0; column < width; column++)
        {
            for (int row = 0; row < height; row++)
            {
                columnReal[row] = real[(row * width) + column];
                columnImaginary[row] = imaginary[(row * width) + column];
            }

            Forward(columnReal, columnImaginary, cosine, sine);
            for (int row = 0; row < height; row++)
            {
                real[(row * width) + column] = columnReal[row];
                imaginary[(row * width) + column] = columnImaginary[row];
            }
        }
    }

    private static (double[] Cosine, double[] Sine) Twiddles(int size)
    {
        double[] cosine = new double[Math.Max(size / 2, 1)], sine = new double[Math.Max(size / 2, 1)];
        for (int k = 0; k < size / 2; k++)
        {
            (sine[k], cosine[k]) = Math.SinCos(-2 * Math.PI * k / size);
        }

        return (cosine, sine);
    }

    private static void Forward(Span<double> real, Span<double> imaginary, double[] cosine, double[] sine)
    {
        int size = real.Length;
        for (int i = 1, j = 0; i < size; i++)
        {
            int bit = size >> 1;
            for (; (j & bit) != 0; bit >>= 1)
            {
                j ^= bit;
            }

            j ^= bit;
            if (i < j)
            {
                (real[i], real[j]) = (real[j], real[i]);
                (imaginary[i], imaginary[j]) = (imaginary[j], imaginary[i]);
            }
        }

        for (int length = 2; length <= size; length *= 2)
        {
            int half = length / 2, stride = size / length;
            for (int start = 0; start < size; start += length)
            {
                for (int k = 0; k < half; k++)
                {
                    int a = start + k, b = a + half;
                    double c = cosine[k * stride], s = sine[k * stride];
                    double re = (real[b] * c) - (imaginary[b] * s), im = (real[b] * s) + (imaginary[b] * c);
                    real[b] = real[a] - re;
                    imaginary[b] = imaginary[a] - im;
                    real[a] += re;
                    imaginary[a] += im;
                }
            }
        }
    }
}
