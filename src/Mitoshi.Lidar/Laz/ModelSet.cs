using System.Runtime.CompilerServices;

namespace Mitoshi.Lidar;

/// <summary>Models by context, made when a context is first met: most of them never are.</summary>
internal static class ModelSet
{
    /// <summary>The model of a context.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SymbolModel Get(SymbolModel?[] models, int context, int symbolCount)
        => models[context] ?? (models[context] = new SymbolModel(symbolCount));

    /// <summary>Forgets what the models learnt, and keeps their memory.</summary>
    public static void Reset(SymbolModel?[] models)
    {
        foreach (SymbolModel? model in models)
        {
            model?.Reset();
        }
    }

    /// <summary><paramref name="count"/> models of <paramref name="symbolCount"/> symbols.</summary>
    public static SymbolModel[] Make(int count, int symbolCount)
    {
        SymbolModel[] models = new SymbolModel[count];
        for (int i = 0; i < count; i++)
        {
            models[i] = new SymbolModel(symbolCount);
        }

        return models;
    }
}
