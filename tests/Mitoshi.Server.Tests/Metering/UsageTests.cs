using System.Text.Json.Nodes;
using Mitoshi.Server.Metering;
using Mitoshi.Server.Tests.Accounts;
using Mitoshi.Testing;

namespace Mitoshi.Server.Tests.Metering;

public sealed class UsageTests
{
    [Fact]
    public async Task What_an_account_used_is_counted_and_only_its_own_is_shown_to_it()
    {
        await using RunningServer server = await RunningServer.StartAsync(SignInTests.Fill);
        (string cookie, _) = await SignInTests.SignInAsync(server);
        await server.GetAsync("/processes", ("Cookie", cookie));
        await server.GetAsync("/processes");
        (int status, JsonNode? usage) = await server.GetAsync("/me/usage", ("Cookie", cookie));
        Assert.Equal(200, status);
        Assert.Equal(["hana"], usage!["accounts"]!.AsObject().Select(account => account.Key));
        Assert.True((long)usage["accounts"]!["hana"]!["bytes"]! > 1000);
        Assert.Equal(403, (await server.GetAsync("/usage", ("Cookie", cookie))).Status);
    }

    [Fact]
    public async Task Counts_of_a_day_add_up_over_restarts()
    {
        using TemporaryFolder folder = new();
        Workspace workspace = new(folder.Path);
        for (int i = 0; i < 3; i++)
        {
            await using UsageBook book = new(workspace, DiskFiles.Instance, TimeProvider.System);
            book.Add("hana", 100);
        }

        await using UsageBook last = new(workspace, DiskFiles.Instance, TimeProvider.System);
        Usage usage = last.Of(DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime))["hana"];
        Assert.Equal(new Usage(3, 300, 0), usage);
    }

    [Fact]
    public async Task A_disk_that_takes_nothing_neither_stops_the_server_nor_loses_the_count()
    {
        using TemporaryFolder folder = new();
        Directory.CreateDirectory(folder.File("accounts"));
        File.WriteAllText(folder.File("accounts/usage"), "in the way");
        await using UsageBook book = new(new Workspace(folder.Path), DiskFiles.Instance, TimeProvider.System);
        book.Add("hana", 100);
        book.Write();
        File.Delete(folder.File("accounts/usage"));
        book.Add("hana", 100);
        book.Write();
        Assert.Equal(new Usage(2, 200, 0), book.Of(DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime))["hana"]);
        Assert.Single(Directory.GetFiles(folder.File("accounts/usage")));
    }
}
