using System.Security.Cryptography;
using System.Text.Json;

namespace Mitoshi.Lidar.Tests.Laz;

public sealed class DecodingTests
{
    public static TheoryData<string> Files => [.. LazCorpus.Files()];

    [Theory]
    [MemberData(nameof(Files))]
    public void A_LAZ_file_decodes_to_the_bytes_that_two_other_decoders_give(string name)
    {
        string path = LazCorpus.PathOf(name);
        JsonElement expected = LazCorpus.Expected(name);
        foreach (int threads in new[] { 1, 3 })
        {
            using LasFile file = LasFile.Open(path);
            Assert.Equal(expected.GetProperty("points").GetUInt64(), file.Header.PointCount);
            Assert.Equal(expected.GetProperty("point_format").GetInt32(), file.Header.Layout.Format);
            Assert.Equal(expected.GetProperty("record_length").GetInt32(), file.Header.Layout.RecordLength);
            Assert.Equal(expected.GetProperty("decoded_records_sha256").GetString(), Hash(file, threads));
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Its_LAS_twin_has_the_same_records(string name)
    {
        JsonElement expected = LazCorpus.Expected(name);
        Assert.SkipUnless(expected.TryGetProperty("las_twin", out JsonElement twin), "SKIPPED: this file has no LAS twin.");
        using LasFile file = LasFile.Open(LazCorpus.PathOf(twin.GetString()!));
        Assert.Null(file.Compression);
        Assert.Equal(expected.GetProperty("las_twin_records_sha256").GetString(), Hash(file, threads: 1));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void The_sums_by_class_and_return_agree(string name)
    {
        string path = LazCorpus.PathOf(name);
        JsonElement expected = LazCorpus.Expected(name);
        using LasFile file = LasFile.Open(path);
        SortedDictionary<int, long> classes = [], returns = [];
        foreach (PointBlock block in file.ReadBlocks())
        {
            for (int i = 0; i < block.Count; i++)
            {
                classes[block.Class(i)] = classes.GetValueOrDefault(block.Class(i)) + 1;
                returns[block.ReturnNumber(i)] = returns.GetValueOrDefault(block.ReturnNumber(i)) + 1;
            }
        }

        Assert.Equal(Counts(expected.GetProperty("points_per_class")), classes);
        Assert.Equal(Counts(expected.GetProperty("points_per_return")), returns);
    }

    private static SortedDictionary<int, long> Counts(JsonElement counts)
        => new(counts.EnumerateObject().ToDictionary(pair => int.Parse(pair.Name, null), pair => pair.Value.GetInt64()));

    private static string Hash(LasFile file, int threads)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (PointBlock block in file.ReadBlocks(threads, TestContext.Current.CancellationToken))
        {
            hash.AppendData(block.Records);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
