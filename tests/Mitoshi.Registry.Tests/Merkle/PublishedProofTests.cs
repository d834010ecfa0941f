using System.Text;
using System.Text.Json;
using Mitoshi.Testing;

namespace Mitoshi.Registry.Tests.Merkle;

/// <summary>The test data of transparency-dev/merkle: each case must be accepted or rejected as the file says.</summary>
public sealed class PublishedProofTests
{
    [Theory]
    [InlineData("inclusion.json", 98)]
    [InlineData("consistency.json", 98)]
    [InlineData("subtreeinclusion.json", 204)]
    [InlineData("subtreeconsistency.json", 118)]
    public void Every_published_case_is_accepted_or_rejected_as_it_says(string file, int cases)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(SharedData.Require($"credits/merkle-proofs/{file}")));
        List<string> wrong = [.. document.RootElement.EnumerateArray().Where(c => IsAccepted(file, c) == c.GetProperty("wantErr").GetBoolean()).Select(c => c.GetProperty("name").GetString()!)];
        Assert.Empty(wrong);
        Assert.Equal(cases, document.RootElement.GetArrayLength());
    }

    private static bool IsAccepted(string file, JsonElement c)
    {
        try
        {
            switch (file)
            {
                case "inclusion.json":
                    ProofCheck.Inclusion(Hash(c, "leafHash"), Number(c, "leafIdx"), Number(c, "treeSize"), Proof(c), Hash(c, "root"));
                    break;
                case "consistency.json":
                    ProofCheck.Consistency(Number(c, "size1"), Number(c, "size2"), Hash(c, "root1"), Hash(c, "root2"), Proof(c));
                    break;
                case "subtreeinclusion.json":
                    ProofCheck.SubtreeInclusion(Hash(c, "leafHash"), Number(c, "leafIdx"), Number(c, "start"), Number(c, "end"), Proof(c), Hash(c, "root"));
                    break;
                default:
                    ProofCheck.SubtreeConsistency(Number(c, "start"), Number(c, "end"), Number(c, "size"), Hash(c, "root1"), Hash(c, "root2"), Proof(c));
                    break;
            }

            return true;
        }
        catch (MitoshiException)
        {
            return false;
        }
    }

    private static ulong Number(JsonElement c, string name) => c.GetProperty(name).GetUInt64();

    // Some cases carry roots of another length ("don't care 1"), to be compared as they are: the hash of their text stands for them here.
    private static Digest Hash(JsonElement c, string name) => HashOf(c.GetProperty(name));

    private static Digest HashOf(JsonElement text)
    {
        string written = text.GetString() ?? "";
        return Digest.TryParse(written, out Digest hash) ? hash
            : written.Length > 0 ? Digest.Of(Encoding.UTF8.GetBytes(written))
            : throw ProofErrors.Length(Digest.Length, 0);
    }

    private static List<Digest> Proof(JsonElement c) => c.GetProperty("proof").ValueKind == JsonValueKind.Array ? [.. c.GetProperty("proof").EnumerateArray().Select(HashOf)] : [];
}
