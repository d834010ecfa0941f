using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Mitoshi.Server.Callers;
using Mitoshi.Server.Host;
using Mitoshi.Server.Routes;

namespace Mitoshi.Server.Accounts;

/// <summary>Signing in and out, one's own password, keys and terms.</summary>
internal sealed class SessionRoutes(ServerServices services) : IRoutes
{
    private const int KeyDaysMax = 366;
    private const int KeysMax = 20;

    private AccountServices Accounts => AccountServices.Of(services);

    public IEnumerable<Route> Routes =>
    [
        new("POST", "/session", Access.Anyone, ("Signs in: {name, password}", "サインインする: {name, password}"), SignInAsync) { BodyMediaType = "application/json", BodyBytesMax = 4096 },
        new("DELETE", "/session", Access.Reader, ("Signs out", "サインアウトする"), SignOutAsync) { IsOfCaller = true },
        new("GET", "/me", Access.Anyone, ("Who I am and what I may do", "自分は誰で何ができるか"), MeAsync),
        new("POST", "/me/password", Access.Reader, ("Changes my password: {old, new}", "自分のパスワードを変える: {old, new}"), PasswordAsync) { IsOfCaller = true, BodyMediaType = "application/json", BodyBytesMax = 4096 },
        new("POST", "/me/keys", Access.Reader, ("Makes a key for programs: {note, days}; it is shown once", "プログラム用の鍵を作る: {note, days}。一度だけ表示"), MakeKeyAsync) { IsOfCaller = true, BodyMediaType = "application/json", BodyBytesMax = 4096 },
        new("DELETE", "/me/keys/{key}", Access.Reader, ("Withdraws a key of mine", "自分の鍵を無効にする"), RemoveKeyAsync) { IsOfCaller = true },
        new("POST", "/me/terms/{collection}", Access.Reader, ("Accepts the terms of a collection: {version}", "コレクションの利用条件に同意する: {version}"), AcceptAsync) { IsOfCaller = true, BodyMediaType = "application/json", BodyBytesMax = 4096 },
    ];

    private async Task SignInAsync(HttpContext context)
    {
        JsonObject body = await JsonBody.ReadObjectAsync(context);
        string name = Member(body, "name"), password = Member(body, "password"), address = context.Connection.RemoteIpAddress?.ToString() ?? "";
        Accounts.Brake.Check(name, address);
        Account? account = Accounts.Book.Find(name);
        if (!Passwords.Fits(password, account?.Password))
        {
            Accounts.Brake.Failed(name, address);
            Accounts.Audit.Add(account?.Name ?? "anonymous", "sign_in", address, "access.bad_credentials");
            throw AccountCallers.BadCredentials();
        }

        Accounts.Brake.Succeeded(name);
        Accounts.Audit.Add(name, "sign_in", address, "done");
        string token = Accounts.Sessions.Start(name);
        context.Response.Cookies.Append(AccountCallers.Cookie, token, new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Strict, Secure = IsHttps(context), Path = "/", IsEssential = true });
        await Answers.JsonAsync(context, Describe(Accounts.Book.CallerOf(account!)));
    }

    private Task SignOutAsync(HttpContext context)
    {
        if (context.Request.Cookies[AccountCallers.Cookie] is { } token)
        {
            Accounts.Sessions.End(token);
        }

        context.Response.Cookies.Delete(AccountCallers.Cookie);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    private Task MeAsync(HttpContext context)
    {
        JsonObject me = Describe(context.Caller());
        me["accounts"] = services.Callers is AccountCallers;
        if (services.Callers is AccountCallers && Accounts.Book.Find(context.Caller().Name) is { } account)
        {
            me["keys"] = new JsonArray([.. account.Keys.Select(key => (JsonNode)new JsonObject { ["id"] = key.Id, ["note"] = key.Note, ["expires"] = key.Expires.ToString("yyyy-MM-dd") })]);
            me["quota_bytes"] = account.QuotaBytes;
            me["terms_to_accept"] = new JsonArray([.. Accounts.Book.Rules
                .Where(rule => rule.Visibility == Visibility.Licensed && account.AcceptedTerms.GetValueOrDefault(rule.Collection) != rule.TermsVersion)
                .Select(rule => (JsonNode)new JsonObject { ["collection"] = rule.Collection, ["version"] = rule.TermsVersion, ["url"] = rule.TermsUrl })]);
        }

        context.Response.Headers.CacheControl = "no-store";
        return Answers.JsonAsync(context, me);
    }

    private async Task PasswordAsync(HttpContext context)
    {
        JsonObject body = await JsonBody.ReadObjectAsync(context);
        Account account = Own(context);
        if (!Passwords.Fits(Member(body, "old"), account.Password))
        {
            throw AccountCallers.BadCredentials();
        }

        string hash = Passwords.Hash(Member(body, "new"));
        Accounts.Book.Change(account.Name, known => known with { Password = hash });
        Accounts.Sessions.EndAll(account.Name);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private async Task MakeKeyAsync(HttpContext context)
    {
        JsonObject body = await JsonBody.ReadObjectAsync(context);
        Account account = Own(context);
        if (account.Keys.Count >= KeysMax)
        {
            throw new MitoshiException("account.too_many", found: ($"{KeysMax} keys already", $"鍵が {KeysMax} 個あります"), expected: ("fewer", "それより少ない数"), remedy: ("Withdraw one: DELETE /me/keys/ID", "1つ無効にしてください: DELETE /me/keys/ID"));
        }

        int days = body["days"] is JsonValue number && number.TryGetValue(out int given) ? Math.Clamp(given, 1, KeyDaysMax) : 90;
        (string key, ApiKey kept) = Tokens.MakeKey(body["note"]?.ToString() ?? "", DateOnly.FromDateTime(services.Context.Time.GetUtcNow().UtcDateTime).AddDays(days));
        Accounts.Book.Change(account.Name, known => known with { Keys = [.. known.Keys, kept] });
        context.Response.StatusCode = StatusCodes.Status201Created;
        context.Response.Headers.CacheControl = "no-store";
        await Answers.JsonAsync(context, new JsonObject { ["key"] = key, ["id"] = kept.Id, ["expires"] = kept.Expires.ToString("yyyy-MM-dd") });
    }

    private Task RemoveKeyAsync(HttpContext context)
    {
        string id = (string)context.Request.RouteValues["key"]!;
        Accounts.Book.Change(Own(context).Name, known => known with { Keys = [.. known.Keys.Where(key => key.Id != id)] });
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    private async Task AcceptAsync(HttpContext context)
    {
        string collection = (string)context.Request.RouteValues["collection"]!, version = Member(await JsonBody.ReadObjectAsync(context), "version");
        CollectionRule? rule = Accounts.Book.Rules.FirstOrDefault(rule => rule.Collection == collection && rule.Visibility == Visibility.Licensed);
        if (rule?.TermsVersion != version)
        {
            throw new MitoshiException("terms.not_found", found: ($"{collection} has no terms of version {version}", $"{collection} に版 {version} の利用条件はありません"),
                expected: ("a collection and version of GET /me", "GET /me にあるコレクションと版"), remedy: ("Read the terms that are in force, and accept those.", "現在の利用条件を読み、それに同意してください。"));
        }

        Accounts.Book.Change(Own(context).Name, known => known with { AcceptedTerms = new Dictionary<string, string>(known.AcceptedTerms) { [collection] = version } });
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private Account Own(HttpContext context) => Accounts.Book.Find(context.Caller().Name) ?? throw new MitoshiException("account.none",
        found: ("this workspace is served without accounts", "この作業フォルダはアカウントなしで配信されています"), expected: ("an account", "アカウント"),
        remedy: ("Add one: mitoshi accounts add NAME", "追加する: mitoshi accounts add NAME"));

    private bool IsHttps(HttpContext context) => context.Request.IsHttps || services.Settings.PublicUrl?.StartsWith("https://", StringComparison.Ordinal) == true;

    private static JsonObject Describe(Caller caller) => new()
    {
        ["name"] = caller.Name, ["signed_in"] = caller.IsSignedIn, ["right"] = caller.Highest.ToString().ToLowerInvariant(),
    };

    private static string Member(JsonObject body, string name) => body[name] is JsonValue value && value.TryGetValue(out string? text) ? text : throw new MitoshiException("request.bad_json",
        found: ($"the body has no text `{name}`", $"本文に文字列 `{name}` がありません"), expected: ($"{{\"{name}\": \"…\"}}", $"{{\"{name}\": \"…\"}}"), remedy: ("Add it.", "加えてください。"));
}
