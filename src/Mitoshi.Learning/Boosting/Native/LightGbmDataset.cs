using System.Runtime.InteropServices;

namespace Mitoshi.Learning.Native;

/// <summary>LightGBM's binned copy of a table. Freed with the handle.</summary>
internal sealed unsafe class LightGbmDataset : SafeHandle
{
    private LightGbmDataset(nint dataset)
        : base(0, ownsHandle: true) => SetHandle(dataset);

    public override bool IsInvalid => handle == 0;

    public nint Pointer => handle;

    /// <summary>Bins a table; validation tables are binned like <paramref name="reference"/>.</summary>
    public static LightGbmDataset Create(
        FeatureTable table, ReadOnlySpan<float> labels, ReadOnlySpan<float> weights, string parameters, LightGbmDataset? reference = null)
    {
        nint dataset = 0;
        fixed (float* values = table.Values)
        {
            float* data = values;
            LightGbm.Check(() => LightGbm.LGBM_DatasetCreateFromMat(
                data, LightGbm.Float32, table.RowCount, table.FeatureCount, isRowMajor: 0, parameters, reference?.handle ?? 0, out dataset));
        }

        LightGbmDataset made = new(dataset);
        made.SetField("label", labels);
        if (!weights.IsEmpty)
        {
            made.SetField("weight", weights);
        }

        return made;
    }

    protected override bool ReleaseHandle() => LightGbm.LGBM_DatasetFree(handle) == 0;

    private void SetField(string field, ReadOnlySpan<float> values)
    {
        int count = values.Length;
        fixed (float* first = values)
        {
            float* data = first;
            LightGbm.Check(() => LightGbm.LGBM_DatasetSetField(handle, field, data, count, LightGbm.Float32));
        }
    }
}
