namespace Mitoshi.Raster.Tests.Radar;

public sealed class RadarIndicesTests
{
    [Fact]
    public void Equal_polarisations_have_an_rfdi_of_0_and_an_rvi_of_2()
    {
        float[] rfdi = new float[1], rvi = new float[1];
        RadarIndices.Rfdi([0.1f], [0.1f], rfdi);
        RadarIndices.Rvi([0.1f], [0.1f], rvi);
        Assert.Equal(0, rfdi[0]);
        Assert.Equal(2, rvi[0]);
    }

    [Fact]
    public void A_typical_forest_has_the_indices_worked_out_by_hand()
    {
        // HH -8 dB = 0.1585, HV -14 dB = 0.0398: (0.1585 - 0.0398) / 0.1983 = 0.599; 4 x 0.0398 / 0.1983 = 0.803.
        float[] hh = [0.158489f], hv = [0.0398107f], rfdi = new float[1], rvi = new float[1];
        RadarIndices.Rfdi(hh, hv, rfdi);
        RadarIndices.Rvi(hh, hv, rvi);
        Assert.Equal(0.5985, rfdi[0], tolerance: 1e-4);
        Assert.Equal(0.8030, rvi[0], tolerance: 1e-4);
    }

    [Fact]
    public void The_vector_path_gives_the_same_bits_as_the_scalar_twin()
        => Gen.Select(SameBits.Values.Array[40], SameBits.Values.Array[40]).Sample((vv, vh) =>
        {
            float[] expected = new float[40], actual = new float[40];
            RadarIndices.RviScalar(vv, vh, expected);
            RadarIndices.Rvi(vv, vh, actual);
            SameBits.Assert(expected, actual);
        });
}
