using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Mitoshi.Cli.Tests.EndToEnd;

/// <summary>Files of a folder over HTTP with ranges, as an object store gives them.</summary>
internal sealed class RangeServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly string _folder;

    public RangeServer(string folder)
    {
        _folder = folder;
        _listener.Start();
        _ = Task.Run(AcceptAsync);
    }

    public string Url => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    public int Answered { get; private set; }

    public void Dispose() => _listener.Dispose();

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                TcpClient client = await _listener.AcceptTcpClientAsync();
                _ = Task.Run(() => AnswerAsync(client));
            }
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task AnswerAsync(TcpClient client)
    {
        using TcpClient held = client;
        await using NetworkStream stream = client.GetStream();
        using StreamReader reader = new(stream, Encoding.ASCII, leaveOpen: true);
        string[] request = ((await reader.ReadLineAsync()) ?? "").Split(' ');
        long from = 0, to = long.MaxValue;
        bool isPart = false;
        while (await reader.ReadLineAsync() is { Length: > 0 } header)
        {
            if (header.StartsWith("Range: bytes=", StringComparison.OrdinalIgnoreCase))
            {
                string[] ends = header["Range: bytes=".Length..].Split('-');
                (from, to, isPart) = (long.Parse(ends[0], CultureInfo.InvariantCulture), ends[1].Length > 0 ? long.Parse(ends[1], CultureInfo.InvariantCulture) : long.MaxValue, true);
            }
        }

        string path = Path.Combine(_folder, request.Length > 1 ? request[1].TrimStart('/') : "");
        byte[] whole = File.Exists(path) ? await File.ReadAllBytesAsync(path) : [];
        to = Math.Min(to, whole.Length - 1);
        byte[] part = from <= to ? whole[(int)from..(int)(to + 1)] : [];
        string status = whole.Length == 0 ? "404 Not Found" : isPart ? "206 Partial Content" : "200 OK", range = isPart && whole.Length > 0 ? $"Content-Range: bytes {from}-{to}/{whole.Length}\r\n" : "";
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\nAccept-Ranges: bytes\r\nContent-Length: {part.Length}\r\n{range}Connection: close\r\n\r\n"));
        await stream.WriteAsync(request[0] == "HEAD" ? ReadOnlyMemory<byte>.Empty : part);
        Answered += whole.Length > 0 ? 1 : 0;
    }
}
