using System.Text.Json.Nodes;

namespace Mitoshi.Registry;

/// <summary>Gathers a receipt from a log.</summary>
internal static class ReceiptWriter
{
    /// <param name="log">The log.</param>
    /// <param name="checkpoint">Its newest checkpoint, with cosignatures.</param>
    /// <param name="witnesses">Keys of those.</param>
    /// <param name="contents">Where claims and lists of files are.</param>
    /// <param name="serial">The block.</param>
    /// <exception cref="MitoshiException"><c>registry.unknown_batch</c>, <c>registry.malformed_serial</c>.</exception>
    public static Receipt Write(ILogReader log, SignedNote checkpoint, IReadOnlyList<NoteKey> witnesses, IContentStore contents, string serial)
    {
        SerialNumber parsed = SerialNumber.Parse(serial, "MTS");
        Dictionary<string, object?> fields = parsed.Fields.ToDictionary(pair => pair.Key, pair => pair.Value);
        RegistryState state = RegistryDesk.Fold(log, contents);
        Batch batch = state.BatchOf(new BatchId((string)fields["project"]!, checked((int)(long)fields["vintage"]!), checked((int)(long)fields["batch"]!)));
        ulong size = Checkpoint.Parse(checkpoint.Text).Size;
        List<(ulong Index, ReadOnlyMemory<byte> Entry, RegistryEvent Event)> all = [];
        for (ulong i = 0; i < size; i++)
        {
            ReadOnlyMemory<byte> entry = log.Entry(i);
            all.Add((i, entry, RegistryEvent.Read(entry.Span)));
        }

        // A loss is spread over all issues of a project; only where there is one does it say anything about this issue alone.
        bool isOnlyIssue = state.Batches.Keys.Count(id => id.Project == batch.Id.Project) == 1;
        List<(ulong Index, ReadOnlyMemory<byte> Entry, RegistryEvent Event)> about = [.. all.Where(e => IsAbout(e.Event, batch, isOnlyIssue))];
        HashSet<string> actors = [.. about.Select(e => e.Event.Actor)];
        HashSet<string> parties = [.. about.SelectMany(e => new[] { e.Event.Body.TextOrNull("holder"), e.Event.Body.TextOrNull("to") }).OfType<string>()];
        List<ProvenEvent> events = [.. all.Where(e => IsAbout(e.Event, batch, isOnlyIssue) || IsKey(e.Event, actors, parties))
            .Select(e => new ProvenEvent(e.Entry, new LogProof(e.Index, log.Inclusion(e.Index, size), checkpoint)))];
        RegistryEvent submitted = about.First(e => e.Event.Kind == ClaimSubmitted.Name).Event;
        return new Receipt(serial, log.Key, witnesses, events,
            CanonicalJson.Read(contents.Get(batch.ClaimSha256)), EvidenceFile.FromJson(JsonNode.Parse(contents.Get(submitted.Body.Text("files")))));
    }

    private static bool IsAbout(RegistryEvent happened, Batch batch, bool isOnlyIssue)
    {
        if (happened.Body.TextOrNull("claim") is string claim)
        {
            return claim == batch.ClaimSha256;
        }

        bool isOfProject = happened.Body.TextOrNull("project") == batch.Id.Project;
        return isOfProject && ((isOnlyIssue && happened.Kind == LossRecorded.Name) || (happened.Body.NumberOrNull("vintage") == batch.Id.Vintage && happened.Body.NumberOrNull("batch") == batch.Id.Number));
    }

    // The keys that acted, those of parties that received units, and the registry's that entered them all.
    private static bool IsKey(RegistryEvent happened, HashSet<string> actors, HashSet<string> parties)
        => happened.Kind == OwnershipDeclared.Name || happened.Kind == ControlsRegistered.Name
        || (happened.Kind == KeyEnrolled.Name && (happened.Body.Text("role") == "registry" || actors.Contains(NoteKey.Parse(happened.Body.Text("vkey")).Name) || parties.Contains(happened.Body.Text("party"))));
}
