using System.Globalization;

namespace Mitoshi.Registry;

/// <summary>What a log commits to: its name, how many entries it has, and the root over them (C2SP tlog-checkpoint).</summary>
/// <param name="Origin">The log's name; its key carries the same one.</param>
/// <param name="Size">Entries.</param>
/// <param name="Root">Root of the tree over them.</param>
public sealed record Checkpoint(string Origin, ulong Size, Digest Root)
{
    /// <summary>Extra lines, not empty. Mitoshi writes none.</summary>
    public IReadOnlyList<string> Extensions { get; init; } = [];

    /// <summary>The signed text.</summary>
    public string Body => $"{Origin}\n{Size}\n{Root.ToBase64()}\n" + string.Concat(Extensions.Select(line => line + "\n"));

    /// <summary>Reads the text of a note.</summary>
    /// <exception cref="MitoshiException"><c>log.malformed_checkpoint</c>.</exception>
    public static Checkpoint Parse(string body)
    {
        string[] lines = body.Split('\n');
        if (lines.Length < 4 || lines[^1].Length > 0 || lines[..^1].Any(line => line.Length == 0))
        {
            throw NoteErrors.MalformedCheckpoint($"{lines.Length - 1} lines, or an empty one", $"{lines.Length - 1} 行、または空行");
        }

        bool isSize = ulong.TryParse(lines[1], NumberStyles.None, CultureInfo.InvariantCulture, out ulong size) && size.ToString(CultureInfo.InvariantCulture) == lines[1];
        if (!isSize)
        {
            throw NoteErrors.MalformedCheckpoint($"the size \"{lines[1]}\"", $"大きさ「{lines[1]}」");
        }

        if (lines[2].Length != 44 || !Digest.TryParse(lines[2], out Digest root))
        {
            throw NoteErrors.MalformedCheckpoint($"the root \"{lines[2]}\"", $"ルート「{lines[2]}」");
        }

        return new Checkpoint(lines[0], size, root) { Extensions = lines[3..^1] };
    }

    /// <summary>The checkpoint as a note with the log's signature.</summary>
    public SignedNote Sign(NoteSigner log) => SignedNote.Sign(Body, log);
}
