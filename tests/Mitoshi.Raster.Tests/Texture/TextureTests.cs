namespace Mitoshi.Raster.Tests.Texture;

public sealed class TextureTests
{
    private const int Columns = 9, Rows = 7;

    [Fact]
    public void The_eight_measures_agree_with_the_definition_in_numpy()
    {
        byte[] levels = ReadLevels();
        float[] rows = GoldenNumbers.ReadCsv("Texture/golden/glcm/measures.csv"), actual = new float[GreyLevelTexture.MeasureCount * Columns * Rows];
        GreyLevelTexture.Compute(levels, new Window(0, 0, Columns, Rows), actual);
        for (int measure = 0; measure < GreyLevelTexture.MeasureCount; measure++)
        {
            for (int pixel = 0; pixel < Columns * Rows; pixel++)
            {
                float expected = rows[(pixel * GreyLevelTexture.MeasureCount) + measure], found = actual[(measure * Columns * Rows) + pixel];
                Assert.True(
                    float.IsNaN(expected) ? float.IsNaN(found) : Math.Abs(expected - found) <= 2e-6 * Math.Max(1, Math.Abs(expected)),
                    $"{(TextureMeasure)measure} of pixel {pixel}: expected {expected}, found {found}");
            }
        }
    }

    [Fact]
    public void The_place_where_a_block_begins_does_not_change_a_bit()
    {
        byte[] levels = ReadLevels();
        float[] whole = new float[GreyLevelTexture.MeasureCount * Columns * Rows];
        GreyLevelTexture.Compute(levels, new Window(0, 0, Columns, Rows), whole);
        byte[] part = [.. Enumerable.Range(2, 9).SelectMany(row => levels.Skip((row * 15) + 4).Take(10))];
        float[] block = new float[GreyLevelTexture.MeasureCount * 4 * 3];
        GreyLevelTexture.Compute(part, new Window(4, 2, 4, 3), block);
        for (int measure = 0; measure < GreyLevelTexture.MeasureCount; measure++)
        {
            float[] expected = [.. Enumerable.Range(2, 3).SelectMany(row => whole.Skip((measure * Columns * Rows) + (row * Columns) + 4).Take(4))];
            SameBits.Assert(expected, block.AsSpan(measure * 12, 12));
        }
    }

    [Fact]
    public void A_plain_surface_has_no_contrast_and_no_correlation()
    {
        byte[] levels = [.. Enumerable.Repeat((byte)5, 49)];
        float[] measures = new float[GreyLevelTexture.MeasureCount];
        GreyLevelTexture.Compute(levels, new Window(0, 0, 1, 1), measures);
        GoldenNumbers.AssertClose([5, 0, 0, 0, 1, 1, 0, float.NaN], measures, 1e-6);
    }

    [Fact]
    public void Levels_lie_between_the_declared_limits()
    {
        byte[] levels = new byte[6];
        new TextureLevels(-20, -4).Quantise([-30, -20, -12, -4.01f, 0, float.NaN], levels);
        Assert.Equal([0, 0, 16, 31, 31, TextureLevels.Missing], levels);
    }

    [Fact]
    public void Nothing_is_allocated()
    {
        byte[] levels = ReadLevels();
        float[] measures = new float[GreyLevelTexture.MeasureCount * Columns * Rows];
        Allocation.AssertNone(() => GreyLevelTexture.Compute(levels, new Window(0, 0, Columns, Rows), measures));
    }

    private static byte[] ReadLevels()
        => [.. GoldenNumbers.ReadCsv("Texture/golden/glcm/levels.csv").Select(level => level < 0 ? TextureLevels.Missing : (byte)level)];
}
