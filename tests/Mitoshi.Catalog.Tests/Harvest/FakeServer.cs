using System.Net;
using System.Text;

namespace Mitoshi.Catalog.Tests.Harvest;

/// <summary>A server on this machine that answers as a test says.</summary>
internal sealed class FakeServer : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly Func<string, int, (int Status, string Body, string? Header)> _answer;
    private int _count;

    /// <param name="answer">Path with query, and how many requests came before; gives status, body, and a header <c>name: value</c>. Status 0 cuts the answer short.</param>
    public FakeServer(Func<string, int, (int Status, string Body, string? Header)> answer)
    {
        _answer = answer;
        for (int port = 42000 + (Environment.ProcessId % 500); ; port++)
        {
            try
            {
                Url = $"http://127.0.0.1:{port}";
                _listener.Prefixes.Clear();
                _listener.Prefixes.Add(Url + "/");
                _listener.Start();
                break;
            }
            catch (HttpListenerException) when (port < 43000)
            {
                // Taken: try the next.
            }
        }

        _ = Task.Run(ServeAsync);
    }

    public string Url { get; }

    public List<string> Asked { get; } = [];

    public void Dispose() => _listener.Close();

    private async Task ServeAsync()
    {
        while (_listener.IsListening)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync();
            }
            catch (Exception error) when (error is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            string path = context.Request.RawUrl!;
            Asked.Add(path);
            (int status, string body, string? header) = _answer(path, _count++);
            byte[] bytes = Encoding.UTF8.GetBytes(body);
            context.Response.StatusCode = status == 0 ? 200 : status;
            if (header?.Split(": ", 2) is [var name, var value])
            {
                context.Response.Headers[name] = value;
            }

            context.Response.ContentLength64 = bytes.Length;
            if (status == 0)
            {
                await context.Response.OutputStream.WriteAsync(bytes.AsMemory(0, bytes.Length / 2));
                context.Response.Abort();
                continue;
            }

            await context.Response.OutputStream.WriteAsync(bytes);
            context.Response.Close();
        }
    }
}
