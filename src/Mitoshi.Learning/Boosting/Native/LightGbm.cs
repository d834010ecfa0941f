using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Mitoshi.Learning.Native;

/// <summary>The calls of LightGBM's C API (include/LightGBM/c_api.h, version 4) that training needs.</summary>
internal static unsafe partial class LightGbm
{
    public const int Float32 = 0;
    public const int Float64 = 1;
    private const string Library = "lib_lightgbm";

    /// <summary>Runs a call and turns a failure, or a library that cannot be loaded, into a coded error.</summary>
    public static void Check(Func<int> call)
    {
        int result;
        try
        {
            result = call();
        }
        catch (Exception problem) when (problem is DllNotFoundException or BadImageFormatException or EntryPointNotFoundException)
        {
            throw LibraryMissing(problem);
        }

        if (result != 0)
        {
            string message = Marshal.PtrToStringUTF8((nint)LGBM_GetLastError()) ?? "";
            throw new MitoshiException("learning.training_failed",
                found: ($"LightGBM refused the training data or a setting: {message}", $"LightGBMが学習データまたは設定を受け付けませんでした: {message}"),
                expected: ("samples with finite labels and settings within their limits", "有限なラベルを持つ標本と、範囲内の設定"),
                remedy: ("Check the settings that the message names", "メッセージにある設定を確認してください"));
        }
    }

    /// <summary>Nothing of the library's own log reaches the console. The callback is per thread, so each training sets it.</summary>
    public static void Silence() => Check(static () => LGBM_RegisterLogCallback(&Ignore));

    internal static MitoshiException LibraryMissing(Exception problem)
    {
        bool lacksOpenMp = problem.Message.Contains("libgomp", StringComparison.Ordinal);
        return new MitoshiException("learning.library_missing",
            found: lacksOpenMp
                ? ("LightGBM cannot be loaded because libgomp.so.1 (OpenMP) is not installed", "libgomp.so.1（OpenMP）がないため、LightGBMを読み込めません")
                : ($"LightGBM cannot be loaded: {problem.Message}", $"LightGBMを読み込めません: {problem.Message}"),
            expected: ("the native library of LightGBM for this processor (x64) and OpenMP", "このプロセッサ（x64）用のLightGBMのネイティブライブラリとOpenMP"),
            remedy: ("apt-get install libgomp1", "apt-get install libgomp1"),
            inner: problem);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Ignore(byte* message)
    {
    }

    [LibraryImport(Library)]
    private static partial byte* LGBM_GetLastError();

    [LibraryImport(Library)]
    private static partial int LGBM_RegisterLogCallback(delegate* unmanaged[Cdecl]<byte*, void> callback);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int LGBM_DatasetCreateFromMat(
        float* data, int dataType, int rowCount, int columnCount, int isRowMajor, string parameters, nint reference, out nint dataset);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int LGBM_DatasetSetField(nint dataset, string field, float* values, int count, int dataType);

    [LibraryImport(Library)]
    public static partial int LGBM_DatasetFree(nint dataset);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int LGBM_BoosterCreate(nint dataset, string parameters, out nint booster);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int LGBM_BoosterLoadModelFromString(string model, out int iterationCount, out nint booster);

    [LibraryImport(Library)]
    public static partial int LGBM_BoosterFree(nint booster);

    [LibraryImport(Library)]
    public static partial int LGBM_BoosterAddValidData(nint booster, nint dataset);

    [LibraryImport(Library)]
    public static partial int LGBM_BoosterUpdateOneIter(nint booster, out int isFinished);

    [LibraryImport(Library)]
    public static partial int LGBM_BoosterGetEval(nint booster, int dataIndex, out int count, double* results);

    [LibraryImport(Library)]
    public static partial int LGBM_BoosterSaveModelToString(
        nint booster, int iterationStart, int iterationCount, int importanceType, long bufferBytes, out long textBytes, byte* text);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int LGBM_BoosterPredictForMat(
        nint booster, float* data, int dataType, int rowCount, int columnCount, int isRowMajor, int predictType, int iterationStart,
        int iterationCount, string parameters, out long resultCount, double* results);
}
