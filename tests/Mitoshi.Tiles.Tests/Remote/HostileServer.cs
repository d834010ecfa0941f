using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

namespace Mitoshi.Tiles.Tests.Remote;

/// <summary>An HTTP server on this machine that serves one file well, and badly in every way that its paths name.</summary>
internal sealed partial class HostileServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly byte[] _file;
    private readonly CancellationTokenSource _stop = new();
    private int _requests;

    public HostileServer(byte[] file)
    {
        _file = file;
        _listener.Start();
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Requests so far.</summary>
    public int Requests => _requests;

    /// <summary>Headers of the last request.</summary>
    public string LastRequest { get; private set; } = "";

    public Uri At(string path) => new($"http://127.0.0.1:{Port}/{path}");

    public void Dispose()
    {
        _stop.Cancel();
        _listener.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                TcpClient client = await _listener.AcceptTcpClientAsync(_stop.Token);
                _ = ServeAsync(client);
            }
            catch (Exception error) when (error is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using TcpClient owned = client;
        NetworkStream stream = client.GetStream();
        try
        {
            while (await ReadHeadAsync(stream) is { Length: > 0 } head)
            {
                LastRequest = head;
                int number = Interlocked.Increment(ref _requests);
                if (!await AnswerAsync(stream, head, number))
                {
                    return;
                }
            }
        }
        catch (Exception error) when (error is IOException or OperationCanceledException or ObjectDisposedException)
        {
        }
    }

    private async Task<bool> AnswerAsync(NetworkStream stream, string head, int number)
    {
        string path = head.Split(' ')[1].TrimStart('/').Split('?')[0];
        Match range = Range().Match(head);
        long from = range.Success ? long.Parse(range.Groups[1].Value) : 0, to = range.Success ? Math.Min(long.Parse(range.Groups[2].Value), _file.Length - 1) : _file.Length - 1;
        byte[] part = _file[(int)from..(int)(to + 1)];
        bool isLater = number > 1;
        switch (path)
        {
            case "stall":
                await Task.Delay(Timeout.Infinite, _stop.Token);
                return false;
            case "stall-later" when isLater:
                await HeadAsync(stream, 206, part.Length, Part(from, to), "ETag: \"a\"");
                await stream.WriteAsync(part.AsMemory(0, part.Length / 2), _stop.Token);
                await Task.Delay(Timeout.Infinite, _stop.Token);
                return false;
            case "whole":
                await HeadAsync(stream, 200, _file.Length);
                await stream.WriteAsync(_file, _stop.Token);
                return true;
            case "truncate":
            case "truncate-later" when isLater:
                await HeadAsync(stream, 206, part.Length, Part(from, to), "ETag: \"a\"");
                await stream.WriteAsync(part.AsMemory(0, part.Length / 2), _stop.Token);
                return false;
            case "lie":
                await HeadAsync(stream, 206, part.Length, Part(from + 1, to + 1));
                break;
            case "lie-length":
                await HeadAsync(stream, 206, part.Length, $"Content-Range: bytes {from}-{to}/{(isLater ? _file.Length + 5 : _file.Length)}", "ETag: \"a\"");
                break;
            case "short":
                await HeadAsync(stream, 206, part.Length / 2, Part(from, from + (part.Length / 2) - 1), "ETag: \"a\"");
                part = part[..(part.Length / 2)];
                break;
            case "change" when isLater:
                await HeadAsync(stream, 206, part.Length, Part(from, to), "ETag: \"b\"");
                break;
            case "change-whole" when isLater:
                await HeadAsync(stream, 200, _file.Length, "ETag: \"b\"");
                part = _file;
                break;
            case "bomb":
                await HeadAsync(stream, 206, part.Length, Part(from, to), "Content-Encoding: gzip");
                break;
            case "busy":
                await HeadAsync(stream, 503, 0, "Retry-After: 1");
                return true;
            case "busy-once" when number is 1 or 3:
                await HeadAsync(stream, 429, 0);
                return true;
            case "inside":
                await HeadAsync(stream, 302, 0, "Location: http://169.254.169.254/latest/meta-data/");
                return true;
            case "loopback-elsewhere":
                await HeadAsync(stream, 302, 0, $"Location: http://localhost:{Port}/good");
                return true;
            case "circle":
                await HeadAsync(stream, 302, 0, "Location: /circle");
                return true;
            case "moved":
                await HeadAsync(stream, 307, 0, "Location: /good");
                return true;
            case "missing":
                await HeadAsync(stream, 404, 0);
                return true;
            default:
                await HeadAsync(stream, 206, part.Length, Part(from, to), "ETag: \"a\"");
                break;
        }

        await stream.WriteAsync(part, _stop.Token);
        return true;
    }

    private string Part(long from, long to) => $"Content-Range: bytes {from}-{to}/{_file.Length}";

    private async Task HeadAsync(NetworkStream stream, int status, long length, params string[] headers)
        => await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {status} X\r\nContent-Length: {length}\r\n{string.Concat(headers.Select(header => header + "\r\n"))}\r\n"), _stop.Token);

    private async Task<string> ReadHeadAsync(NetworkStream stream)
    {
        StringBuilder head = new();
        byte[] one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            if (await stream.ReadAsync(one, _stop.Token) == 0)
            {
                return "";
            }

            head.Append((char)one[0]);
        }

        return head.ToString();
    }

    [GeneratedRegex("Range: bytes=([0-9]+)-([0-9]+)", RegexOptions.IgnoreCase)]
    private static partial Regex Range();
}
