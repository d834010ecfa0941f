using System.Text.Json.Nodes;
using Mitoshi.Testing;

namespace Mitoshi.Server.Tests.Faults;

/// <summary>The program killed as <c>kill -9</c> does, in the middle of its work, and started again.</summary>
public sealed class KillTests
{
    private const int Items = 10_000, Batch = 50;

    [Fact]
    public Task A_server_killed_while_10000_items_are_added_keeps_every_one_that_it_acknowledged() => RunAsync(kills: 2);

    [Fact]
    [Trait("Length", "Long")]
    public Task A_server_killed_twelve_times_while_10000_items_are_added_keeps_every_one_that_it_acknowledged() => RunAsync(kills: 12);

    private static async Task RunAsync(int kills)
    {
        using TemporaryFolder folder = new();
        LoadedCatalog items = new();
        HashSet<int> open = [.. Enumerable.Range(0, Items / Batch)];
        List<int> left = [];
        for (int start = 0; open.Count > 0; start++)
        {
            await using ServedProgram server = await ServedProgram.StartAsync(folder.Path);
            if (start == 0)
            {
                Assert.Equal(201, (await server.SendAsync(HttpMethod.Post, "/stac/collections", LoadedCatalog.CollectionBody)).Status);
            }

            await items.CheckAsync(server);
            // Killed with four requests under way; the last run brings the rest.
            int until = start < kills ? open.Count - (Items / Batch / (kills + 1)) : 0;
            await AddAsync(server, items, open, until);
            if (start < kills)
            {
                left.Add(open.Count);
            }
            else
            {
                Assert.Empty(open);
                Assert.Equal(Items, items.Acknowledged.Count());
                await items.CheckAsync(server);
            }
        }

        Assert.Equal(kills, left.Count(count => count is > 0 and < Items / Batch));
    }

    [Fact]
    public async Task An_upload_goes_on_at_the_stored_offset_after_the_server_was_killed()
    {
        using TemporaryFolder folder = new();
        byte[] content = [.. Enumerable.Range(0, 4 << 20).Select(i => (byte)((i * 37) ^ (i >> 9)))];
        string path;
        await using (ServedProgram server = await ServedProgram.StartAsync(folder.Path))
        {
            using HttpRequestMessage create = new(HttpMethod.Post, "/uploads") { Headers = { { "Upload-Length", $"{content.Length}" }, { "Upload-Metadata", "filename " + Convert.ToBase64String("big.bin"u8) } } };
            using HttpResponseMessage created = await server.Client.SendAsync(create, TestContext.Current.CancellationToken);
            path = created.Headers.Location!.AbsolutePath;
            TaskCompletionSource isHalf = new();
            using HttpRequestMessage request = new(HttpMethod.Patch, path) { Content = new SlowContent(content, isHalf), Headers = { { "Upload-Offset", "0" } } };
            request.Content.Headers.ContentType = new("application/offset+octet-stream");
            Task<HttpResponseMessage> sending = server.Client.SendAsync(request, TestContext.Current.CancellationToken);
            await isHalf.Task;
            while (new FileInfo(Directory.GetFiles(Path.Combine(folder.Path, "uploads", "owner", ".partial"), "*.bytes").Single()).Length == 0)
            {
                await Task.Delay(5, TestContext.Current.CancellationToken);
            }

            await server.KillAsync();
            await Assert.ThrowsAnyAsync<HttpRequestException>(() => sending);
        }

        await using ServedProgram again = await ServedProgram.StartAsync(folder.Path);
        Assert.False(File.Exists(Path.Combine(folder.Path, "uploads", "owner", "big.bin")));
        using HttpResponseMessage head = await again.Client.SendAsync(new HttpRequestMessage(HttpMethod.Head, path), TestContext.Current.CancellationToken);
        int offset = int.Parse(head.Headers.GetValues("Upload-Offset").Single());
        Assert.InRange(offset, 1, content.Length / 2);
        using HttpRequestMessage rest = new(HttpMethod.Patch, path) { Content = new ByteArrayContent(content, offset, content.Length - offset), Headers = { { "Upload-Offset", $"{offset}" } } };
        rest.Content.Headers.ContentType = new("application/offset+octet-stream");
        using HttpResponseMessage whole = await again.Client.SendAsync(rest, TestContext.Current.CancellationToken);
        Assert.Equal(204, (int)whole.StatusCode);
        Assert.Equal(content, await File.ReadAllBytesAsync(Path.Combine(folder.Path, "uploads", "owner", "big.bin"), TestContext.Current.CancellationToken));
    }

    // Four clients add batches; when so many are left, the server is killed under them. A batch without an answer may be there: 409 says that it is.
    private static async Task AddAsync(ServedProgram server, LoadedCatalog items, HashSet<int> open, int until)
    {
        Queue<int> waiting = new(open);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(client => Task.Run(async () =>
        {
            while (true)
            {
                int batch;
                lock (open)
                {
                    if (waiting.Count == 0)
                    {
                        return;
                    }

                    batch = waiting.Dequeue();
                }

                bool isLast = false;
                try
                {
                    int[] numbers = [.. Enumerable.Range(batch * Batch, Batch)];
                    (int status, JsonNode? body, _) = await items.AddAsync(server, numbers);
                    Assert.True(status is 201 or 409, $"{status} {body}");
                    if (status == 409)
                    {
                        items.Acknowledge(numbers);
                    }

                    lock (open)
                    {
                        open.Remove(batch);
                        isLast = open.Count == until;
                    }
                }
                catch (HttpRequestException) when (until > 0)
                {
                    return;
                }

                if (isLast && until > 0)
                {
                    await server.KillAsync();
                }
            }
        })));
    }

    /// <summary>Sends half of the bytes and then waits for the connection to break.</summary>
    private sealed class SlowContent(byte[] content, TaskCompletionSource isHalf) : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, System.Net.TransportContext? context)
        {
            await stream.WriteAsync(content.AsMemory(0, content.Length / 2));
            await stream.FlushAsync();
            isHalf.TrySetResult();
            for (int i = 0; i < 1000; i++)
            {
                await Task.Delay(20);
                // An empty write shows a broken connection without moving the offset.
                await stream.FlushAsync();
            }
        }

        protected override bool TryComputeLength(out long length)
        {
            length = content.Length;
            return true;
        }
    }
}
