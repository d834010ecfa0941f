using System.Globalization;
using System.Text;
using Mitoshi.Registry;

// A process that appends to a log until it is done or killed, and says which entries were acknowledged: the victim of the kill tests.
// Arguments: file FOLDER | postgres CONNECTION, then name of the run, entries, threads.
string kind = args[0], place = args[1], run = args[2];
int entries = int.Parse(args[3], CultureInfo.InvariantCulture), threads = int.Parse(args[4], CultureInfo.InvariantCulture);
using NoteSigner signer = new("test.example/log", NoteKeyType.Ed25519, Enumerable.Range(0, 32).Select(i => (byte)i).ToArray());
using IEvidenceLog log = kind == "postgres" ? PostgresLog.Open(place, signer) : EvidenceLog.Open(DiskFiles.Instance, place, signer, new EvidenceLogOptions(PublishBytes: 30_000));
using Stream output = Console.OpenStandardOutput();
Console.Error.WriteLine("ready");
int next = -1;
List<Thread> writers = [.. Enumerable.Range(0, threads).Select(_ => new Thread(() =>
{
    for (int i = Interlocked.Increment(ref next); i < entries; i = Interlocked.Increment(ref next))
    {
        ulong index = log.Append(Encoding.UTF8.GetBytes($"{run}/{i}"));
        byte[] line = Encoding.UTF8.GetBytes($"{index} {run}/{i} .\n");
        lock (output)
        {
            output.Write(line);
            output.Flush();
        }
    }
}))];
writers.ForEach(writer => writer.Start());
writers.ForEach(writer => writer.Join());
