using SkiaSharp;

namespace Mitoshi.Tiles;

/// <summary>A legend as PNG, at twice the size for dense screens.</summary>
public static class LegendPng
{
    private const int Width = 260, Height = 64, Left = 12, Top = 24, BarHeight = 14, Row = 20, Swatch = 18, Scale = 2;

    /// <summary>A bar; words as in <see cref="LegendSvg.Bar"/>.</summary>
    public static byte[] Bar(string title, string unit, ColourMap colours, Stretch stretch)
    {
        using SKSurface surface = Blank(Height);
        SKCanvas canvas = surface.Canvas;
        string words = unit.Length == 0 ? title : $"{title} ({unit})";
        using SKPaint ink = Ink();
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

        return Encode(surface);
    }

    /// <summary>Classes with their names, one below the other.</summary>
    public static byte[] Classes(string title, IReadOnlyList<(ValueColour Colour, string Name)> classes)
    {
        using SKSurface surface = Blank(28 + (Row * classes.Count));
        SKCanvas canvas = surface.Canvas;
        using SKPaint ink = Ink(), brush = new();
        Write(title, Left, 16);
        for (int i = 0; i < classes.Count; i++)
        {
            (ValueColour colour, string name) = classes[i];
            brush.Color = new SKColor(colour.Red, colour.Green, colour.Blue);
            canvas.DrawRect(Left, Top + (Row * i), Swatch, BarHeight, brush);
            Write(name, Left + Swatch + 8, 35 + (Row * i));
        }

        return Encode(surface);

        void Write(string words, float x, float y)
        {
            using SKTypeface face = FaceFor(words);
            using SKFont font = new(face, 12);
            canvas.DrawText(words, x, y, SKTextAlign.Left, font, ink);
        }
    }

    private static SKSurface Blank(int height)
    {
        SKSurface surface = SKSurface.Create(new SKImageInfo(Width * Scale, height * Scale, SKColorType.Rgba8888, SKAlphaType.Premul));
        surface.Canvas.Clear(SKColors.White);
        surface.Canvas.Scale(Scale);
        return surface;
    }

    private static SKPaint Ink() => new() { Color = new SKColor(0x1b, 0x1b, 0x1b), IsAntialias = true };

    private static byte[] Encode(SKSurface surface)
    {
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
