using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Mitoshi.Server.Audit;
using Mitoshi.Server.Host;
using Mitoshi.Server.Routes;

namespace Mitoshi.Server.Accounts;

/// <summary>What an administrator sees and changes: accounts, rules of collections, the audit log.</summary>
internal sealed class AccountRoutes(ServerServices services) : IRoutes
{
    private const int LinesMax = 1000;

    private AccountServices Accounts => AccountServices.Of(services);

    public IEnumerable<Route> Routes =>
    [
        new("GET", "/accounts", Access.Administrator, ("All accounts, without their secrets", "すべてのアカウント(秘密は除く)"), ListAsync),
        new("DELETE", "/accounts/{account}", Access.Administrator, ("Closes an account", "アカウントを閉じる"), CloseAsync),
        new("GET", "/rights", Access.Administrator, ("Who sees which collection", "どのコレクションを誰が見られるか"), RulesAsync),
        new("PUT", "/rights/{collection}", Access.Administrator, ("Sets who sees a collection", "コレクションを誰が見られるかを決める"), PutRuleAsync) { BodyMediaType = "application/json", BodyBytesMax = 64 << 10 },
        new("GET", "/audit", Access.Administrator, ("The last lines of the audit log", "監査ログの最後の行"), AuditAsync),
    ];

    private Task ListAsync(HttpContext context) => Answers.JsonAsync(context, new JsonObject
    {
        ["accounts"] = new JsonArray([.. Accounts.Book.Accounts.Select(account => (JsonNode)new JsonObject
        {
            ["name"] = account.Name, ["right"] = account.Highest.ToString().ToLowerInvariant(), ["closed"] = account.IsClosed, ["keys"] = account.Keys.Count, ["quota_bytes"] = account.QuotaBytes,
        })]),
    });

    private Task CloseAsync(HttpContext context)
    {
        string name = (string)context.Request.RouteValues["account"]!;
        Accounts.Book.Change(name, known => known with { IsClosed = true, Keys = [] });
        Accounts.Sessions.EndAll(name);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    private Task RulesAsync(HttpContext context) => Answers.JsonAsync(context, new JsonObject { ["rules"] = new JsonArray([.. Accounts.Book.Rules.Select(rule => (JsonNode)Of(rule))]) });

    private async Task PutRuleAsync(HttpContext context)
    {
        JsonObject body = await JsonBody.ReadObjectAsync(context);
        string collection = (string)context.Request.RouteValues["collection"]!;
        if (!Enum.TryParse(body["visibility"]?.ToString(), ignoreCase: true, out Visibility visibility) || !Enum.IsDefined(visibility))
        {
            throw new MitoshiException("rights.bad_visibility", found: ($"`visibility` is {body["visibility"]?.ToJsonString() ?? "absent"}", $"`visibility` が {body["visibility"]?.ToJsonString() ?? "ありません"}"),
                expected: ("open | registered | restricted | licensed", "open | registered | restricted | licensed"), remedy: ("Correct it.", "直してください。"));
        }

        CollectionRule rule = new(collection, visibility)
        {
            Members = body["members"] is JsonArray members ? [.. members.Select(member => member?.ToString() ?? "")] : [],
            TermsVersion = body["terms_version"]?.ToString(), TermsUrl = body["terms_url"]?.ToString(),
        };
        Accounts.Book.Put(rule);
        await Answers.JsonAsync(context, Of(rule));
    }

    private async Task AuditAsync(HttpContext context)
    {
        string path = AuditLog.PathOf(services.Workspace);
        byte[] content = File.Exists(path) ? services.Context.Files.ReadAllBytes(path) : [];
        IEnumerable<string> lines = Encoding.UTF8.GetString(content).Split('\n', StringSplitOptions.RemoveEmptyEntries).TakeLast(LinesMax);
        await Answers.JsonAsync(context, new JsonObject { ["broken_at"] = AuditLog.FirstBroken(content), ["lines"] = new JsonArray([.. lines.Select(line => JsonNode.Parse(line))]) });
    }

    private static JsonObject Of(CollectionRule rule) => new()
    {
        ["collection"] = rule.Collection, ["visibility"] = rule.Visibility.ToString().ToLowerInvariant(), ["members"] = new JsonArray([.. rule.Members.Select(member => (JsonNode)member)]),
        ["terms_version"] = rule.TermsVersion, ["terms_url"] = rule.TermsUrl,
    };
}
