using SkiaSharp;

namespace Mitoshi.Tiles;

/// <summary>The bar of a legend as PNG, at twice the size for dense screens.</summary>
public static class LegendPng
{
    private const int Width = 260, Height = 64, Left = 12, Top = 24, BarHeight = 14, Scale = 2;

    /// <summary>Draws it; words as in <see cref="LegendSvg.Bar"/>.</summary>
    public static byte[] Bar(string title, string unit, ColourMap colours, Stretch stretch)
    {
        using SKSurface surface = SKSurface.Create(new SKImageInfo(Width * Scale, Height * Scale, SKColorType.Rgba8888, SKAlphaType.Premul));
        SKCanvas canvas = surface.Canvas;
        canvas.Clear(SKColors.White);
        canvas.Scale(Scale);
        string words = unit.Length == 0 ? title : $"{title} ({unit})";
        using SKPaint ink = new() { Color = new SKColor(0x1b, 0x1b, 0x1b), IsAntialias = true };
        using SKTypeface face = FaceFor(words);
        using SKFont font = new(face, 12);
        canvas.DrawText(words, Left, 16, SKTextAlign.Left, font, ink);
        const int Steps = Width - (2 * Left), Ticks = 4;
        using SKPaint brush = new();
        for (int x = 0; x < Steps; x++)
        {
            (byte red, byte green, byte blue) = colours.At((double)x / (Steps - 1));
            brush.Color = new SKColor(red, green, blue);
            canvas.DrawRect(Left + x, Top, 1, BarHeight, brush);
        }

        for (int i = 0; i <= Ticks; i++)
        {
            float x = Left + ((float)i / Ticks * Steps);
            SKTextAlign align = i == 0 ? SKTextAlign.Left : i == Ticks ? SKTextAlign.Right : SKTextAlign.Center;
            canvas.DrawLine(x, Top + BarHeight, x, Top + BarHeight + 4, ink);
            canvas.DrawText(LegendSvg.Label(stretch.Min + ((double)i / Ticks * (stretch.Max - stretch.Min)), stretch), x, 56, align, font, ink);
        }

        using SKImage image = surface.Snapshot();
        using SKData data = image.Encode(SKEncodedImageFormat.Png, 100);
        return data.ToArray();
    }

    // A face that has the first letter beyond Latin, if any: Japanese titles need one.
    private static SKTypeface FaceFor(string words)
    {
        int letter = words.EnumerateRunes().Select(rune => rune.Value).FirstOrDefault(value => value > 0x2ff);
        return (letter == 0 ? null : SKFontManager.Default.MatchCharacter(letter)) ?? SKFontManager.Default.MatchFamily("sans-serif") ?? SKTypeface.Default;
    }
}
