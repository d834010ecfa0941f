using System.Diagnostics;
using Mitoshi.Lidar.Tests.Laz;

namespace Mitoshi.Lidar.Tests.Las;

public sealed class MutationTests
{
    private const int FileBytesMax = 30_000;
    private const long AllocatedBytesMax = 64L << 20;
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(10);

    [Fact]
    public void Two_thousand_damaged_files_are_read_or_refused() => Mutate(2_000, seed: 1);

    [Fact]
    [Trait("Length", "Long")]
    public void Twenty_thousand_damaged_files_are_read_or_refused() => Mutate(20_000, seed: 2);

    private static void Mutate(int count, ulong seed)
    {
        List<(string Name, byte[] Content)> files = [];
        foreach (string name in LazCorpus.Files())
        {
            byte[] content = File.ReadAllBytes(LazCorpus.PathOf(name));
            if (content.Length <= FileBytesMax)
            {
                files.Add((name, content));
            }
        }

        RandomStream random = new(seed, "lidar/mutations");
        SortedDictionary<string, int> outcomes = [];
        for (int i = 0; i < count; i++)
        {
            (string name, byte[] sound) = files[i % files.Count];
            byte[] damaged = Damage(sound, random.Fork($"{i}"));
            long before = GC.GetAllocatedBytesForCurrentThread(), start = Stopwatch.GetTimestamp();
            string outcome = Outcome(name, i, damaged);
            long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.True(Stopwatch.GetElapsedTime(start) < s_longest, $"mutation {i} of {name} took {Stopwatch.GetElapsedTime(start)}");
            Assert.True(allocated < AllocatedBytesMax, $"mutation {i} of {name} allocated {allocated} bytes");
            outcomes[outcome] = outcomes.GetValueOrDefault(outcome) + 1;
        }

        TestContext.Current.TestOutputHelper?.WriteLine(string.Join(", ", outcomes.Select(pair => $"{pair.Key} {pair.Value}")));
        Assert.True(outcomes.Count > 4, "the damage reaches only few checks");
    }

    private static string Outcome(string name, int mutation, byte[] content)
    {
        try
        {
            BrokenFileTests.ReadAll(content);
            return "read";
        }
        catch (MitoshiException refusal)
        {
            return refusal.Code;
        }
        catch (Exception error)
        {
            throw new InvalidOperationException($"mutation {mutation} of {name}", error);
        }
    }

    // One to eight bytes anywhere or in the header, a run of one value, or a cut.
    private static byte[] Damage(byte[] sound, RandomStream random)
    {
        byte[] content = [.. sound];
        switch (random.NextInt(5))
        {
            case 0:
                return content[..random.NextInt(content.Length)];
            case 1:
                int start = random.NextInt(content.Length), length = Math.Min(random.NextInt(200), content.Length - start);
                content.AsSpan(start, length).Fill((byte)(random.NextInt(2) * 255));
                return content;
            case 2:
                Flip(content, Math.Min(700, content.Length), random);
                return content;
            default:
                Flip(content, content.Length, random);
                return content;
        }
    }

    private static void Flip(byte[] content, int below, RandomStream random)
    {
        for (int flips = 1 + random.NextInt(8); flips > 0; flips--)
        {
            content[random.NextInt(below)] = (byte)random.NextInt(256);
        }
    }
}
