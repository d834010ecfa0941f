using System.Text.Json.Nodes;
using Mitoshi.Testing;

namespace Mitoshi.Server.Tests.Faults;

/// <summary>The program over PostgreSQL, which is killed and started again while items are added and read over the API.</summary>
public sealed class DatabaseKilledTests(PostgresServer database) : IClassFixture<PostgresServer>
{
    [Fact]
    public Task A_database_killed_under_load_loses_nothing_and_is_missed_clearly() => RunAsync(kills: 2);

    [Fact]
    [Trait("Length", "Long")]
    public Task A_database_killed_ten_times_under_load_loses_nothing() => RunAsync(kills: 10);

    [Fact]
    [Trait("Length", "Long")]
    public async Task A_database_that_hangs_is_missed_after_half_a_minute_and_taken_up_again()
    {
        Assert.SkipUnless(PostgresServer.IsInstalled, "SKIPPED: needs PostgreSQL with PostGIS (apt: postgresql-15-postgis-3) and root to start it as its own user.");
        using TemporaryFolder folder = new();
        Directory.CreateDirectory(folder.File("catalog"));
        await File.WriteAllTextAsync(folder.File("catalog/postgres.conf"), database.NewDatabase(), TestContext.Current.CancellationToken);
        await using ServedProgram server = await ServedProgram.StartAsync(folder.Path);
        Assert.Equal(200, (await server.SendAsync(HttpMethod.Get, "/stac/search")).Status);
        database.Freeze();
        try
        {
            (int Status, JsonNode? Body, System.Net.Http.Headers.HttpResponseHeaders Headers)[] answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => server.SendAsync(HttpMethod.Get, "/stac/search"))).WaitAsync(TimeSpan.FromSeconds(90), TestContext.Current.CancellationToken);
            Assert.All(answers, answer => Assert.Equal((503, true), (answer.Status, answer.Headers.RetryAfter is not null)));
            Assert.Equal(200, (await server.SendAsync(HttpMethod.Get, "/health")).Status);
        }
        finally
        {
            database.Thaw();
        }

        Assert.Equal(200, (await server.SendAsync(HttpMethod.Get, "/stac/search")).Status);
    }

    private async Task RunAsync(int kills)
    {
        Assert.SkipUnless(PostgresServer.IsInstalled, "SKIPPED: needs PostgreSQL with PostGIS (apt: postgresql-15-postgis-3) and root to start it as its own user.");
        using TemporaryFolder folder = new();
        Directory.CreateDirectory(folder.File("catalog"));
        await File.WriteAllTextAsync(folder.File("catalog/postgres.conf"), database.NewDatabase(), TestContext.Current.CancellationToken);
        LoadedCatalog items = new();
        await using ServedProgram server = await ServedProgram.StartAsync(folder.Path);
        Assert.Equal(201, (await server.SendAsync(HttpMethod.Post, "/stac/collections", LoadedCatalog.CollectionBody)).Status);
        using CancellationTokenSource stop = new();
        int next = -1, away503 = 0;
        Task[] load =
        [
            .. Enumerable.Range(0, 3).Select(client => Task.Run(async () =>
            {
                while (!stop.IsCancellationRequested)
                {
                    int first = Interlocked.Add(ref next, 5) - 4;
                    Check(await items.AddAsync(server, [.. Enumerable.Range(first, 5)]), 201);
                }
            })),
            Task.Run(async () =>
            {
                while (!stop.IsCancellationRequested)
                {
                    Check(await server.SendAsync(HttpMethod.Get, "/stac/search?limit=5"), 200);
                }
            }),
        ];
        for (int kill = 0; kill < kills; kill++)
        {
            await GrowAsync();
            database.Crash();
            // Every other time it is back at once, and hardly anybody notices; the others it stays away until somebody was told so.
            away503 = 0;
            for (int i = 0; kill % 2 == 1 && Volatile.Read(ref away503) == 0; i++)
            {
                Assert.True(i < 600, "nobody was told in a minute");
                await Task.Delay(100, TestContext.Current.CancellationToken);
            }

            database.Start();
        }

        await GrowAsync();
        await stop.CancelAsync();
        await Task.WhenAll(load).WaitAsync(TimeSpan.FromSeconds(60));
        // What was refused for want of the database may be there all the same: it could not say.
        await items.CheckAsync(server, isRefusedGone: false);
        Assert.Equal(201, (await items.AddAsync(server, [90_000])).Status);
        Assert.Equal(0, await server.StopAsync());

        // Until more was acknowledged: the load runs, or runs again.
        async Task GrowAsync()
        {
            int before = items.Acknowledged.Count();
            for (int i = 0; items.Acknowledged.Count() < before + 25; i++)
            {
                Assert.True(i < 1200 && !Array.Exists(load, task => task.IsFaulted), "nothing more was acknowledged in a minute");
                await Task.Delay(50, TestContext.Current.CancellationToken);
            }
        }

        void Check((int Status, JsonNode? Body, System.Net.Http.Headers.HttpResponseHeaders Headers) answer, int right)
        {
            if (answer.Status != right)
            {
                Assert.Equal(503, answer.Status);
                Assert.Equal("catalog.no_database", (string?)answer.Body!["code"]);
                Assert.All((string[])["description", "expected", "remedy"], member => Assert.NotEmpty((string?)answer.Body[member] ?? ""));
                Assert.NotNull(answer.Headers.RetryAfter);
                Interlocked.Increment(ref away503);
            }
        }
    }
}
