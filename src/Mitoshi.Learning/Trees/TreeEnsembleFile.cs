using System.Text.Json;

namespace Mitoshi.Learning;

/// <summary>
/// Trees as JSON text, described in <c>docs/formats/trees.md</c>. Numbers are written so that reading gives the same bits; the same trees give the same bytes.
/// </summary>
public static class TreeEnsembleFile
{
    private const string Format = "mitoshi.trees/1";
    private const string Infinite = "inf";

    /// <summary>The bytes of the file (UTF-8).</summary>
    public static byte[] Write(TreeEnsemble ensemble)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter json = new(stream))
        {
            json.WriteStartObject();
            json.WriteString("format", Format);
            WriteList(json, "features", ensemble.FeatureNames, static (to, name) => to.WriteStringValue(name));
            WriteList(json, "categorical", ensemble.CategoricalNames, static (to, name) => to.WriteStringValue(name));
            WriteList(json, "trees", ensemble.Trees, WriteTree);
            json.WriteEndObject();
        }

        return stream.ToArray();
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <param name="content">The bytes of the file.</param>
    /// <param name="name">Name of the file, for the message.</param>
    /// <exception cref="MitoshiException"><c>learning.bad_model</c> when the file is damaged or is something else.</exception>
    public static TreeEnsemble Read(ReadOnlyMemory<byte> content, string name)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(content);
            JsonElement root = document.RootElement;
            if (root.GetProperty("format").GetString() != Format)
            {
                throw new FormatException("another format");
            }

            string[] features = ReadList(root, "features", static item => item.GetString()!);
            TreeEnsemble ensemble = new()
            {
                FeatureNames = features,
                CategoricalNames = ReadList(root, "categorical", static item => item.GetString()!),
                Trees = ReadList(root, "trees", ReadTree),
            };
            TreeChecks.Sound(ensemble);
            return ensemble;
        }
        catch (Exception problem) when (problem is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new MitoshiException("learning.bad_model",
                found: ($"{name} is not a model that can be read: {problem.Message}", $"{name}は読み取れるモデルではありません: {problem.Message}"),
                expected: ($"a JSON file of the format {Format}, whole", $"形式{Format}の、欠けていないJSONファイル"),
                remedy: ("Train the model again, or copy the file again from where it was made", "モデルを学習し直すか、作成元からファイルをコピーし直してください"),
                inner: problem);
        }
    }

    private static void WriteTree(Utf8JsonWriter json, Tree tree)
    {
        json.WriteStartObject();
        WriteList(json, "feature", tree.Feature, static (to, item) => to.WriteNumberValue(item));
        WriteList(json, "threshold", tree.Threshold, WriteThreshold);
        WriteList(json, "missing_left", tree.MissingGoesLeft, static (to, item) => to.WriteBooleanValue(item));
        WriteList(json, "classes_left", tree.ClassesLeft, static (to, classes) =>
        {
            if (classes is null)
            {
                to.WriteNullValue();
                return;
            }

            to.WriteStartArray();
            foreach (int item in classes)
            {
                to.WriteNumberValue(item);
            }

            to.WriteEndArray();
        });
        WriteList(json, "left", tree.Left, static (to, item) => to.WriteNumberValue(item));
        WriteList(json, "right", tree.Right, static (to, item) => to.WriteNumberValue(item));
        WriteList(json, "gain", tree.Gain, static (to, item) => to.WriteNumberValue(item));
        WriteList(json, "leaf", tree.LeafValue, static (to, item) => to.WriteNumberValue(item));
        WriteList(json, "leaf_samples", tree.LeafSamples, static (to, item) => to.WriteNumberValue(item));
        json.WriteEndObject();
    }

    private static Tree ReadTree(JsonElement json) => new()
    {
        Feature = ReadList(json, "feature", static item => item.GetInt32()),
        Threshold = ReadList(json, "threshold", ReadThreshold),
        MissingGoesLeft = ReadList(json, "missing_left", static item => item.GetBoolean()),
        ClassesLeft = ReadList(json, "classes_left", static item => item.ValueKind == JsonValueKind.Null ? null : ReadClasses(item)),
        Left = ReadList(json, "left", static item => item.GetInt32()),
        Right = ReadList(json, "right", static item => item.GetInt32()),
        Gain = ReadList(json, "gain", static item => item.GetDouble()),
        LeafValue = ReadList(json, "leaf", static item => item.GetDouble()),
        LeafSamples = ReadList(json, "leaf_samples", static item => item.GetInt32()),
    };

    private static int[] ReadClasses(JsonElement json)
    {
        int[] classes = new int[json.GetArrayLength()];
        for (int i = 0; i < classes.Length; i++)
        {
            classes[i] = json[i].GetInt32();
        }

        return classes;
    }

    // JSON has no infinity and no NaN: a node that asks about a class has null, one that parts present from missing values has "inf".
    private static void WriteThreshold(Utf8JsonWriter json, double threshold)
    {
        if (double.IsNaN(threshold))
        {
            json.WriteNullValue();
        }
        else if (double.IsPositiveInfinity(threshold))
        {
            json.WriteStringValue(Infinite);
        }
        else
        {
            json.WriteNumberValue(threshold);
        }
    }

    private static double ReadThreshold(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Null => double.NaN,
        JsonValueKind.String when json.GetString() == Infinite => double.PositiveInfinity,
        _ => json.GetDouble(),
    };

    private static void WriteList<T>(Utf8JsonWriter json, string key, IReadOnlyList<T> items, Action<Utf8JsonWriter, T> write)
    {
        json.WriteStartArray(key);
        foreach (T item in items)
        {
            write(json, item);
        }

        json.WriteEndArray();
    }

    private static T[] ReadList<T>(JsonElement json, string key, Func<JsonElement, T> read)
    {
        JsonElement list = json.GetProperty(key);
        T[] items = new T[list.GetArrayLength()];
        int i = 0;
        foreach (JsonElement item in list.EnumerateArray())
        {
            items[i++] = read(item);
        }

        return items;
    }
}
