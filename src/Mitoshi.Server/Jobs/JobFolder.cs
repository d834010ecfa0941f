using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Mitoshi.Server.Jobs;

/// <summary>The jobs of a workspace on disk: one file each, replaced as a whole.</summary>
internal sealed class JobFolder(Workspace workspace, IFiles files)
{
    internal static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter<JobState>(JsonNamingPolicy.SnakeCaseLower) },
    };

    /// <summary>All jobs, oldest first. A file that isn't a job is left alone.</summary>
    public IReadOnlyList<Job> ReadAll()
    {
        List<Job> jobs = [];
        foreach (string name in files.List(workspace.Jobs))
        {
            string path = PathOf(name);
            if (!files.Exists(path))
            {
                continue;
            }

            try
            {
                jobs.Add(JsonSerializer.Deserialize<Job>(files.ReadAllBytes(path), Options)!);
            }
            catch (JsonException)
            {
                // Written by something else, or by a newer version: not ours to judge, and never to delete.
            }
        }

        return [.. jobs.OrderBy(job => job.Created).ThenBy(job => job.Id, StringComparer.Ordinal)];
    }

    /// <summary>Writes a job durably.</summary>
    public void Write(Job job)
    {
        files.CreateFolder(Path.GetDirectoryName(PathOf(job.Id))!);
        files.WriteAtomically(PathOf(job.Id), JsonSerializer.SerializeToUtf8Bytes(job, Options));
    }

    private string PathOf(string id) => Path.Combine(workspace.Jobs, id, "job.json");
}
