using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Mitoshi.Server.Accounts;
using Mitoshi.Server.Audit;
using Mitoshi.Server.Routes;
using Mitoshi.Testing;

namespace Mitoshi.Server.Tests.Faults;

/// <summary>The whole program on a disk that fills up while items are added, an upload and jobs run, and every change is written to the audit log.</summary>
public sealed class DiskFullTests
{
    private static readonly byte[] s_upload = [.. Enumerable.Range(0, 3 << 20).Select(i => (byte)((i * 31) ^ (i >> 8)))];

    [Fact]
    public async Task A_full_disk_refuses_clearly_keeps_its_word_and_goes_on_when_there_is_space()
    {
        using SmallDisk disk = new(24 << 10);
        Workspace workspace = new(disk.File("workspace"));
        (string key, ApiKey kept) = Tokens.MakeKey("test", new DateOnly(9999, 1, 1));
        new AccountBook(workspace, DiskFiles.Instance).Put(new Account("hana", Access.Administrator, null) { Keys = [kept] });
        LoadedCatalog items = new(filler: 1500);
        await using (ServedProgram server = await ServedProgram.StartAsync(workspace.Root, key))
        {
            Assert.Equal(201, (await server.SendAsync(HttpMethod.Post, "/stac/collections", LoadedCatalog.CollectionBody)).Status);
            Assert.Equal(201, (await items.AddAsync(server, [.. Enumerable.Range(0, 200)])).Status);
            Uri upload = await StartUploadAsync(server);
            Assert.Equal(204, await AppendAsync(server, upload, 0, 1 << 20));
            FillUp(disk, leave: 700 << 10);
            // A job that writes more than is left: its state says why it ended, and is kept until the disk takes it.
            JsonNode job = await WaitForJobAsync(server, await StartExportAsync(server), "error");
            Check(507, job["error"]);
            await FillByUseAsync(server, items, upload);

            // Who reads is served while nothing can be written.
            await items.CheckAsync(server);
            Assert.Equal(200, (await server.SendAsync(HttpMethod.Get, "/health")).Status);
            Assert.Equal("error", (string?)(await server.SendAsync(HttpMethod.Get, "/jobs/" + job["id"])).Body!["status"]);

            File.Delete(disk.File("filler"));
            foreach (string id in items.Refused.ToList())
            {
                Assert.Equal(201, (await items.AddAsync(server, [int.Parse(id[1..])])).Status);
            }

            long offset = await OffsetAsync(server, upload);
            Assert.InRange(offset, 1 << 20, s_upload.Length - 1);
            Assert.Equal(204, await AppendAsync(server, upload, offset, s_upload.Length));
            await WaitForJobAsync(server, await StartExportAsync(server), "finished");
            await items.CheckAsync(server);
            Assert.Equal(0, await server.StopAsync());
        }

        Assert.Equal(s_upload, await File.ReadAllBytesAsync(disk.File("workspace/uploads/hana/big.bin"), TestContext.Current.CancellationToken));
        Assert.Empty(Directory.EnumerateFiles(workspace.Root, "*.part", SearchOption.AllDirectories));
        byte[] log = await File.ReadAllBytesAsync(AuditLog.PathOf(workspace), TestContext.Current.CancellationToken);
        Assert.Null(AuditLog.FirstBroken(log));
        // One line for each change that was acknowledged: the first 200 items came in one request, the others one by one.
        Assert.Equal(1 + items.Acknowledged.Count() - 200, Encoding.UTF8.GetString(log).Split('\n').Count(line => line.Contains("\"POST /stac/collections/{collection}/items\"", StringComparison.Ordinal) && line.Contains("\"outcome\":\"done\"", StringComparison.Ordinal)));
        await using ServedProgram again = await ServedProgram.StartAsync(workspace.Root, key);
        await items.CheckAsync(again);
        Assert.Equal(["finished", "error"], (await again.SendAsync(HttpMethod.Get, "/jobs")).Body!["jobs"]!.AsArray().Select(job => (string?)job!["status"]));
        Assert.Contains("hana", await File.ReadAllTextAsync(Directory.GetFiles(disk.File("workspace/accounts/usage")).Single(), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    private static void FillUp(SmallDisk disk, long leave)
    {
        using FileStream filler = new(disk.File("filler"), FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        byte[] block = new byte[64 << 10];
        while (new DriveInfo(disk.Path).AvailableFreeSpace > leave)
        {
            filler.Write(block);
        }
    }

    // Everything at once until each kind was refused several times. Every answer is a success or says what is wrong and what to do.
    private static async Task FillByUseAsync(ServedProgram server, LoadedCatalog items, Uri upload)
    {
        int refusedItems = 0, refusedJobs = 0, refusedUploads = 0, next = 199;
        Task adding = Task.WhenAll(Enumerable.Range(0, 2).Select(client => Task.Run(async () =>
        {
            while (refusedItems < 10)
            {
                (int status, JsonNode? body, _) = await items.AddAsync(server, [Interlocked.Increment(ref next)]);
                refusedItems += Check(status, body);
            }
        })));
        Task uploading = Task.Run(async () =>
        {
            while (refusedUploads < 2)
            {
                long offset = await OffsetAsync(server, upload);
                refusedUploads += await AppendAsync(server, upload, offset, s_upload.Length) == 507 ? 1 : throw new InvalidOperationException("the upload fits");
            }
        });
        Task working = Task.Run(async () =>
        {
            while (refusedJobs < 2)
            {
                (int status, JsonNode? body, _) = await server.SendAsync(HttpMethod.Post, "/processes/catalog_export/jobs", """{"folder":"site"}""");
                refusedJobs += Check(status, body);
                if (status == 201)
                {
                    JsonNode job = await WaitForJobAsync(server, (string)body!["id"]!, "finished", "error");
                    refusedJobs += (string?)job["status"] == "finished" ? 0 : Check(507, job["error"]);
                }
            }
        });
        await Task.WhenAll(adding, uploading, working).WaitAsync(TimeSpan.FromSeconds(120));
    }

    private static int Check(int status, JsonNode? body)
    {
        if (status == 201)
        {
            return 0;
        }

        Assert.Equal(507, status);
        Assert.Equal("disk.full", (string?)body!["code"]);
        Assert.All((string[])["description", "expected", "remedy"], member => Assert.NotEmpty((string?)body[member] ?? ""));
        return 1;
    }

    private static async Task<string> StartExportAsync(ServedProgram server)
    {
        (int status, JsonNode? body, _) = await server.SendAsync(HttpMethod.Post, "/processes/catalog_export/jobs", """{"folder":"site"}""");
        Assert.Equal(201, status);
        return (string)body!["id"]!;
    }

    private static async Task<JsonNode> WaitForJobAsync(ServedProgram server, string id, params string[] states)
    {
        for (int i = 0; i < 600; i++)
        {
            JsonNode job = (await server.SendAsync(HttpMethod.Get, "/jobs/" + id)).Body!;
            if ((string)job["status"]! is not ("queued" or "running"))
            {
                Assert.Contains((string)job["status"]!, states);
                return job;
            }

            await Task.Delay(50);
        }

        throw new TimeoutException("the job does not end");
    }

    private static async Task<Uri> StartUploadAsync(ServedProgram server)
    {
        string metadata = $"filename {Convert.ToBase64String("big.bin"u8)},sha256 {Convert.ToBase64String(Encoding.ASCII.GetBytes(Convert.ToHexStringLower(SHA256.HashData(s_upload))))}";
        using HttpRequestMessage request = new(HttpMethod.Post, "/uploads") { Headers = { { "Upload-Length", $"{s_upload.Length}" }, { "Upload-Metadata", metadata } } };
        using HttpResponseMessage response = await server.Client.SendAsync(request);
        Assert.Equal(201, (int)response.StatusCode);
        return response.Headers.Location!;
    }

    private static async Task<long> OffsetAsync(ServedProgram server, Uri upload)
    {
        using HttpResponseMessage response = await server.Client.SendAsync(new HttpRequestMessage(HttpMethod.Head, upload.PathAndQuery));
        Assert.Equal(200, (int)response.StatusCode);
        return long.Parse(response.Headers.GetValues("Upload-Offset").Single());
    }

    private static async Task<int> AppendAsync(ServedProgram server, Uri upload, long from, int to)
    {
        using HttpRequestMessage request = new(HttpMethod.Patch, upload.PathAndQuery) { Content = new ByteArrayContent(s_upload, (int)from, to - (int)from), Headers = { { "Upload-Offset", $"{from}" } } };
        request.Content.Headers.ContentType = new("application/offset+octet-stream");
        using HttpResponseMessage response = await server.Client.SendAsync(request);
        return (int)response.StatusCode;
    }
}
