using System.Text.Json.Nodes;
using Mitoshi.Server.Accounts;
using Mitoshi.Server.Audit;
using Mitoshi.Server.Routes;

namespace Mitoshi.Server.Tests.Accounts;

public sealed class SignInTests
{
    internal const string Password = "four random words here";

    [Fact]
    public async Task A_password_opens_a_session_that_a_script_of_the_page_cannot_read()
    {
        await using RunningServer server = await RunningServer.StartAsync(Fill);
        (string cookie, string header) = await SignInAsync(server);
        Assert.Contains("httponly", header, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", header, StringComparison.OrdinalIgnoreCase);
        (_, JsonNode? me) = await server.GetAsync("/me", ("Cookie", cookie));
        Assert.Equal("hana", (string)me!["name"]!);
        Assert.Equal("writer", (string)me["right"]!);
        (int status, _) = await server.GetAsync("/accounts", ("Cookie", cookie));
        Assert.Equal(403, status);
    }

    [Fact]
    public async Task Signing_out_ends_the_session()
    {
        await using RunningServer server = await RunningServer.StartAsync(Fill);
        (string cookie, _) = await SignInAsync(server);
        (int status, _) = await server.SendAsync(HttpMethod.Delete, "/session", null, ("Cookie", cookie), ("Origin", server.Client.BaseAddress!.ToString().TrimEnd('/')));
        Assert.Equal(204, status);
        (_, JsonNode? me) = await server.GetAsync("/me", ("Cookie", cookie));
        Assert.Equal("anonymous", (string)me!["name"]!);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("https://attacker.example")]
    [InlineData("null")]
    public async Task A_change_with_the_cookie_must_come_from_our_own_page(string? origin)
    {
        await using RunningServer server = await RunningServer.StartAsync(Fill);
        (string cookie, _) = await SignInAsync(server);
        (string, string)[] headers = origin is null ? [("Cookie", cookie)] : [("Cookie", cookie), ("Origin", origin)];
        (int status, JsonNode? body) = await server.SendAsync(HttpMethod.Post, "/processes/lidar_info/jobs", """{"points":["a.laz"]}""", headers);
        Assert.Equal(403, status);
        Assert.Equal("access.other_site", (string)body!["code"]!);
    }

    [Fact]
    public async Task A_wrong_password_and_an_unknown_name_get_the_same_answer_and_guessing_is_slowed()
    {
        await using RunningServer server = await RunningServer.StartAsync(Fill);
        (int status, JsonNode? wrong) = await server.PostAsync("/session", """{"name":"hana","password":"not the right words"}""");
        (int statusUnknown, JsonNode? unknown) = await server.PostAsync("/session", """{"name":"taro","password":"not the right words"}""");
        Assert.Equal((401, 401), (status, statusUnknown));
        Assert.Equal(wrong!.ToJsonString(), unknown!.ToJsonString());
        for (int i = 0; i < 4; i++)
        {
            (status, _) = await server.PostAsync("/session", """{"name":"hana","password":"not the right words"}""");
        }

        (status, JsonNode? slowed) = await server.PostAsync("/session", $$"""{"name":"hana","password":"{{Password}}"}""");
        Assert.Equal(429, status);
        Assert.Equal("account.too_many", (string)slowed!["code"]!);
    }

    [Fact]
    public async Task A_key_for_programs_works_until_it_is_withdrawn()
    {
        await using RunningServer server = await RunningServer.StartAsync(Fill);
        (string cookie, _) = await SignInAsync(server);
        (string, string)[] own = [("Cookie", cookie), ("Origin", server.Client.BaseAddress!.ToString().TrimEnd('/'))];
        (int status, JsonNode? made) = await server.SendAsync(HttpMethod.Post, "/me/keys", """{"note":"robot","days":10}""", own);
        Assert.Equal(201, status);
        (string, string) bearer = ("Authorization", "Bearer " + (string)made!["key"]!);
        (_, JsonNode? me) = await server.GetAsync("/me", bearer);
        Assert.Equal("hana", (string)me!["name"]!);
        Assert.DoesNotContain((string)made["key"]!, File.ReadAllText(Path.Combine(server.Workspace.Root, "accounts", "accounts.json")), StringComparison.Ordinal);
        await server.SendAsync(HttpMethod.Delete, $"/me/keys/{made["id"]}", null, own);
        (status, _) = await server.GetAsync("/me", bearer);
        Assert.Equal(401, status);
    }

    [Fact]
    public async Task No_password_no_key_and_no_cookie_stands_in_the_audit_log_and_every_refusal_does()
    {
        await using RunningServer server = await RunningServer.StartAsync(Fill);
        (string cookie, _) = await SignInAsync(server);
        await server.PostAsync("/session", """{"name":"hana","password":"not the right words"}""");
        await server.SendAsync(HttpMethod.Delete, "/accounts/hana", null, ("Cookie", cookie), ("Origin", server.Client.BaseAddress!.ToString().TrimEnd('/')));
        using FileStream stream = new(AuditLog.PathOf(server.Workspace), FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using StreamReader reader = new(stream);
        string log = await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
        Assert.DoesNotContain(Password, log, StringComparison.Ordinal);
        Assert.DoesNotContain("not the right words", log, StringComparison.Ordinal);
        Assert.DoesNotContain(cookie.Split('=')[1], log, StringComparison.Ordinal);
        Assert.Contains("access.bad_credentials", log, StringComparison.Ordinal);
        Assert.Contains("\"outcome\":\"access.denied\"", log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_restricted_product_is_seen_by_its_members_alone()
    {
        await using RunningServer server = await RunningServer.StartAsync(workspace =>
        {
            Fill(workspace);
            AccountBook book = new(workspace, DiskFiles.Instance);
            book.Put(new Account("mei", Access.Reader, Passwords.Hash(Password)));
            book.Put(new Account("ken", Access.Reader, Passwords.Hash(Password)));
            book.Put(new CollectionRule("products", Visibility.Restricted) { Members = ["mei"] });
            Directory.CreateDirectory(Path.Combine(workspace.Products, "map"));
            File.WriteAllText(Path.Combine(workspace.Products, "map", "metrics.json"), "{}");
        });
        (string mei, _) = await SignInAsync(server, "mei");
        (string ken, _) = await SignInAsync(server, "ken");
        Assert.Equal(200, (await server.GetAsync("/files/products/map/metrics.json", ("Cookie", mei))).Status);
        Assert.Equal(404, (await server.GetAsync("/files/products/map/metrics.json", ("Cookie", ken))).Status);
        Assert.Equal(404, (await server.GetAsync("/files/products/map/metrics.json")).Status);
    }

    [Fact]
    public async Task A_licensed_product_opens_when_its_terms_are_accepted_and_closes_when_they_change()
    {
        await using RunningServer server = await RunningServer.StartAsync(workspace =>
        {
            Fill(workspace);
            AccountBook book = new(workspace, DiskFiles.Instance);
            book.Put(new Account("mei", Access.Runner, Passwords.Hash(Password)));
            book.Put(new CollectionRule("products", Visibility.Licensed) { TermsVersion = "1" });
            Directory.CreateDirectory(Path.Combine(workspace.Products, "map"));
            File.WriteAllText(Path.Combine(workspace.Products, "map", "metrics.json"), "{}");
        });
        (string mei, _) = await SignInAsync(server, "mei");
        (string, string) origin = ("Origin", server.Client.BaseAddress!.ToString().TrimEnd('/'));
        Assert.Equal(404, (await server.GetAsync("/files/products/map/metrics.json", ("Cookie", mei))).Status);
        Assert.Equal(204, (await server.SendAsync(HttpMethod.Post, "/me/terms/products", """{"version":"1"}""", ("Cookie", mei), origin)).Status);
        Assert.Equal(200, (await server.GetAsync("/files/products/map/metrics.json", ("Cookie", mei))).Status);
        new AccountBook(server.Workspace, DiskFiles.Instance).Put(new CollectionRule("products", Visibility.Licensed) { TermsVersion = "2" });
        Assert.Equal(404, (await server.GetAsync("/files/products/map/metrics.json", ("Cookie", mei))).Status);
    }

    [Theory]
    [InlineData("Bearer nonsense")]
    [InlineData("Bearer mitoshi_000000000000_0000")]
    [InlineData("Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJoYW5hIn0.")]
    public async Task Wrong_credentials_are_refused_even_where_nobody_needs_any(string authorization)
    {
        await using RunningServer server = await RunningServer.StartAsync(Fill);
        Assert.Equal(401, (await server.GetAsync("/health", ("Authorization", authorization))).Status);
    }

    /// <summary>mei reads; the licensed maps wait for her yes.</summary>
    internal static void FillReader(Workspace workspace)
    {
        AccountBook book = new(workspace, DiskFiles.Instance);
        book.Put(new Account("mei", Access.Reader, Passwords.Hash(Password)));
        book.Put(new Account("ken", Access.Runner, Passwords.Hash(Password)) { QuotaBytes = 1_000_000 });
        book.Put(new CollectionRule("licensed-maps", Visibility.Licensed) { TermsVersion = "2024-1", TermsUrl = "https://example.org/terms" });
        book.Put(new CollectionRule("products", Visibility.Licensed) { TermsVersion = "7" });
    }

    internal static void Fill(Workspace workspace) => new AccountBook(workspace, DiskFiles.Instance).Put(new Account("hana", Access.Writer, Passwords.Hash(Password)) { QuotaBytes = 1000 });

    internal static async Task<(string Cookie, string Header)> SignInAsync(RunningServer server, string name = "hana")
    {
        using StringContent content = new($$"""{"name":"{{name}}","password":"{{Password}}"}""", System.Text.Encoding.UTF8, "application/json");
        using HttpResponseMessage response = await server.Client.PostAsync("/session", content);
        Assert.Equal(200, (int)response.StatusCode);
        string header = response.Headers.GetValues("Set-Cookie").Single();
        return (header.Split(';')[0], header);
    }
}
