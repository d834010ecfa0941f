using System.Buffers;
using Mitoshi.Raster;
using Mitoshi.Raster.Cubes;

namespace Mitoshi.Forest.Inputs;

/// <summary>
/// Turns the numbers of one file, on its own grid, into the unit of its role, and masks them. It stands before any resampling: power is
/// averaged, never decibels, and a cloud is masked before its edge is mixed into the next pixel.
/// </summary>
/// <param name="input">What was declared of the file.</param>
/// <param name="bands">The bands to give, in order; after them the source has one more band when <paramref name="mask"/> is set.</param>
/// <param name="mask">How the mask is coded; null when there is none.</param>
/// <param name="offset">Sentinel-2's offset.</param>
/// <param name="pixel">Size of the file's pixels.</param>
internal sealed class SceneKernel(ForestInput input, IReadOnlyList<CubeLayer> bands, MaskCode? mask, Sentinel2Offset offset, PixelSize pixel) : IKernel
{
    // The spec of the maps: clouds and their shadows (SCL 3, 8, 9) are dilated by 60 m.
    private const double DilationMetres = 60;

    private readonly DiskRadius _dilation = new(mask == MaskCode.Scl ? DilationMetres : 0, pixel);

    public int Halo => _dilation.Halo;

    public IReadOnlyList<Layer> Outputs { get; } = [.. bands.Select(band => new Layer(band.Name, UnitOf(band)))];

    public string Identity => $"scene {input.Role} {input.Unit} {mask} offset {offset.Number} halo {Halo} bands {string.Join(',', bands.Select(band => band.Name))}";

    public void Apply(Block input, Block output)
    {
        for (int i = 0; i < bands.Count; i++)
        {
            CopyInner(input, i, output.Window, output.Band(i));
            ToUnit(bands[i], output.Band(i));
        }

        if (mask is { } code)
        {
            Mask(code, input, output);
        }
    }

    private static string UnitOf(CubeLayer layer) => layer.Role switch
    {
        LayerRole.Sentinel1 or LayerRole.Palsar => layer.Band is "incidence" ? "degree" : layer.Band is "days" ? "d" : "power",
        LayerRole.Sentinel2 or LayerRole.Landsat => "reflectance",
        LayerRole.Elevation or LayerRole.CanopyHeight => "m",
        _ => "1",
    };

    private static void CopyInner(Block input, int bandIndex, Window window, Span<float> values)
    {
        ReadOnlySpan<float> outer = input.Band(bandIndex);
        int halo = window.Column - input.Window.Column;
        for (int row = 0; row < window.Rows; row++)
        {
            outer.Slice(((row + halo) * input.Window.Columns) + halo, window.Columns).CopyTo(values[(row * window.Columns)..]);
        }
    }

    private void ToUnit(CubeLayer band, Span<float> values)
    {
        switch (band.Role)
        {
            case LayerRole.Palsar when band.Band is "HH" or "HV":
                if (input.Unit is InputUnit.AsDelivered or InputUnit.DigitalNumber)
                {
                    PalsarCalibration.ToPower(values, values);
                }
                else
                {
                    Backscatter.ToPower(values, input.Unit == InputUnit.Power ? BackscatterUnit.Power : BackscatterUnit.Decibels, values);
                }

                break;
            case LayerRole.Sentinel1:
                Backscatter.ToPower(values, input.Unit == InputUnit.Power ? BackscatterUnit.Power : BackscatterUnit.Decibels, values);
                break;
            case LayerRole.Sentinel2 when input.Unit != InputUnit.Reflectance:
                Sentinel2Reflectance.Compute(values, offset, values);
                break;
            case LayerRole.Landsat when input.Unit != InputUnit.Reflectance:
                LandsatReflectance.Surface(values, values);
                break;
            default:
                break;
        }
    }

    private void Mask(MaskCode code, Block input, Block output)
    {
        int pixelCount = output.Window.PixelCount, outerCount = input.Window.PixelCount;
        byte[] rejected = ArrayPool<byte>.Shared.Rent(pixelCount);
        byte[] codes = ArrayPool<byte>.Shared.Rent(outerCount);
        Span<byte> reject = rejected.AsSpan(0, pixelCount);
        reject.Clear();
        ReadOnlySpan<float> numbers = input.Band(bands.Count);
        for (int i = 0; i < outerCount; i++)
        {
            // Outside of the file there is no cloud to dilate; its pixels are NaN anyway.
            codes[i] = float.IsNaN(numbers[i]) ? (byte)0 : (byte)Math.Min((int)numbers[i], 255);
        }

        Span<byte> outer = codes.AsSpan(0, outerCount);
        switch (code)
        {
            case MaskCode.Scl:
                MaskDilation.Reject(outer, Halo, SceneClassSet.Masked, new DiskRadius(0, pixel), output.Window, reject);
                MaskDilation.Reject(outer, Halo, SceneClassSet.Dilated, _dilation, output.Window, reject);
                break;
            case MaskCode.CloudProbability:
                MaskDilation.Reject(outer, Halo, new CloudProbability(CloudProbability.DefaultPercent), _dilation, output.Window, reject);
                break;
            case MaskCode.QaPixel:
                RejectQuality(numbers, reject);
                break;
            default:
                for (int i = 0; i < pixelCount; i++)
                {
                    bool isGood = bands[0].Role == LayerRole.Palsar && code == MaskCode.AsDelivered ? outer[i] == 255 : outer[i] != 0;
                    reject[i] = isGood ? (byte)0 : (byte)1;
                }

                break;
        }

        for (int band = 0; band < bands.Count; band++)
        {
            MaskedValues.Apply(reject, output.Band(band));
        }

        ArrayPool<byte>.Shared.Return(rejected);
        ArrayPool<byte>.Shared.Return(codes);
    }

    private static void RejectQuality(ReadOnlySpan<float> numbers, Span<byte> reject)
    {
        for (int i = 0; i < numbers.Length; i++)
        {
            int bits = float.IsNaN(numbers[i]) ? (int)LandsatQuality.Fill : (int)numbers[i];
            reject[i] = (bits & (int)LandsatQuality.Masked) != 0 ? (byte)1 : (byte)0;
        }
    }
}
