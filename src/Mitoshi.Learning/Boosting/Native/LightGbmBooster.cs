using System.Runtime.InteropServices;
using System.Text;

namespace Mitoshi.Learning.Native;

/// <summary>A model inside LightGBM: grown round by round, or loaded from its text to compare predictions.</summary>
internal sealed unsafe class LightGbmBooster : SafeHandle
{
    private const int NormalPrediction = 0;

    private LightGbmBooster(nint booster)
        : base(0, ownsHandle: true) => SetHandle(booster);

    public override bool IsInvalid => handle == 0;

    public static LightGbmBooster Create(LightGbmDataset training, LightGbmDataset? validation, string parameters)
    {
        nint pointer = 0;
        LightGbm.Check(() => LightGbm.LGBM_BoosterCreate(training.Pointer, parameters, out pointer));
        LightGbmBooster booster = new(pointer);
        if (validation is not null)
        {
            LightGbm.Check(() => LightGbm.LGBM_BoosterAddValidData(pointer, validation.Pointer));
        }

        return booster;
    }

    public static LightGbmBooster Load(string text)
    {
        nint pointer = 0;
        LightGbm.Check(() => LightGbm.LGBM_BoosterLoadModelFromString(text, out _, out pointer));
        return new LightGbmBooster(pointer);
    }

    /// <summary>One round more; true when no split is left that helps.</summary>
    public bool Grow()
    {
        int isFinished = 0;
        LightGbm.Check(() => LightGbm.LGBM_BoosterUpdateOneIter(handle, out isFinished));
        return isFinished != 0;
    }

    /// <summary>The metric of the parameters on the validation table.</summary>
    public double ValidationLoss()
    {
        double loss = double.NaN;
        double* result = &loss;
        LightGbm.Check(() => LightGbm.LGBM_BoosterGetEval(handle, dataIndex: 1, out _, result));
        return loss;
    }

    /// <summary>The text of the first <paramref name="rounds"/> rounds.</summary>
    public string Save(int rounds)
    {
        long bytesNeeded = 0;
        LightGbm.Check(() => LightGbm.LGBM_BoosterSaveModelToString(handle, 0, rounds, 0, 0, out bytesNeeded, null));
        byte[] buffer = new byte[bytesNeeded];
        fixed (byte* first = buffer)
        {
            byte* text = first;
            LightGbm.Check(() => LightGbm.LGBM_BoosterSaveModelToString(handle, 0, rounds, 0, buffer.Length, out bytesNeeded, text));
        }

        return Encoding.UTF8.GetString(buffer, 0, (int)bytesNeeded - 1);
    }

    /// <summary>LightGBM's own prediction of planar samples (features × rows), or of rows × features.</summary>
    public void Predict(ReadOnlySpan<float> values, int rowCount, int featureCount, bool isRowMajor, Span<double> predictions, int threads = 1)
    {
        Require.SameLength(rowCount, predictions.Length, nameof(predictions));
        fixed (float* values0 = values)
        fixed (double* predictions0 = predictions)
        {
            float* data = values0;
            double* results = predictions0;
            LightGbm.Check(() => LightGbm.LGBM_BoosterPredictForMat(
                handle, data, LightGbm.Float32, rowCount, featureCount, isRowMajor ? 1 : 0, NormalPrediction, 0, -1, $"num_threads={threads}", out _, results));
        }
    }

    protected override bool ReleaseHandle() => LightGbm.LGBM_BoosterFree(handle) == 0;
}
