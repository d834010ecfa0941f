using System.Runtime.InteropServices;

namespace Mitoshi.Gdal;

/// <summary>GDAL's lists of text: arrays of pointers to UTF-8 that end with a null.</summary>
internal static unsafe class StringList
{
    /// <summary>The texts of a list that GDAL owns; none for a null pointer.</summary>
    public static IReadOnlyList<string> Read(nint list)
    {
        List<string> texts = [];
        for (nint* entry = (nint*)list; entry is not null && *entry != 0; entry++)
        {
            texts.Add(Marshal.PtrToStringUTF8(*entry) ?? string.Empty);
        }

        return texts;
    }

    /// <summary>The entries of the form <c>key=text</c> of a list that GDAL owns, in ordinal order of key.</summary>
    public static IReadOnlyDictionary<string, string> ReadPairs(nint list)
    {
        SortedDictionary<string, string> pairs = new(StringComparer.Ordinal);
        foreach (string text in Read(list))
        {
            int equals = text.IndexOf('=');
            if (equals > 0)
            {
                pairs[text[..equals]] = text[(equals + 1)..];
            }
        }

        return pairs;
    }

    /// <summary>Runs a call with a list of <c>key=text</c> entries that lives as long as the call.</summary>
    public static T With<T>(IReadOnlyList<string> texts, Func<nint, T> call)
    {
        nint[] pointers = new nint[texts.Count + 1];
        try
        {
            for (int i = 0; i < texts.Count; i++)
            {
                pointers[i] = Marshal.StringToCoTaskMemUTF8(texts[i]);
            }

            fixed (nint* list = pointers)
            {
                return call((nint)list);
            }
        }
        finally
        {
            Array.ForEach(pointers, Marshal.FreeCoTaskMem);
        }
    }
}
