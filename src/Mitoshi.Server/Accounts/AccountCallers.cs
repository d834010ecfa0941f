using Microsoft.AspNetCore.Http;
using Mitoshi.Server.Callers;

namespace Mitoshi.Server.Accounts;

/// <summary>Tells who asks, by session cookie, key or token of the OpenID provider. What cannot be told is anonymous; what is wrong is refused.</summary>
internal sealed class AccountCallers(AccountBook book, Sessions sessions, OpenIdTokens? provider, TimeProvider time) : ICallers
{
    /// <summary>Name of the cookie; the prefix keeps it to this host and path.</summary>
    public const string Cookie = "mitoshi-session";

    public async Task<Caller> OfAsync(HttpContext context)
    {
        string authorization = context.Request.Headers.Authorization.ToString();
        if (authorization.StartsWith("Bearer ", StringComparison.Ordinal))
        {
            return await OfBearerAsync(authorization["Bearer ".Length..].Trim());
        }

        if (context.Request.Cookies[Cookie] is { } token && sessions.AccountOf(token) is { } name && book.Find(name) is { } account)
        {
            CheckOrigin(context.Request);
            return book.CallerOf(account);
        }

        return book.Anonymous();
    }

    private async Task<Caller> OfBearerAsync(string token)
    {
        if (token.StartsWith(Tokens.KeyPrefix, StringComparison.Ordinal))
        {
            string id = token.Split('_') is [_, { } part, _] ? part : "";
            DateOnly today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
            foreach (Account account in book.Accounts.Where(account => !account.IsClosed))
            {
                if (account.Keys.FirstOrDefault(key => key.Id == id) is { } kept && Tokens.Fits(token, kept, today))
                {
                    return book.CallerOf(account);
                }
            }
        }
        else if (provider is not null && await provider.SubjectOfAsync(token) is { } subject && book.Accounts.FirstOrDefault(account => account.Subject == subject && !account.IsClosed) is { } account)
        {
            return book.CallerOf(account);
        }

        throw BadCredentials();
    }

    // A browser sends the cookie whoever makes it send: a change must come from our own page.
    private static void CheckOrigin(HttpRequest request)
    {
        bool changes = !HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method);
        string origin = request.Headers.Origin.ToString();
        if (changes && !(Uri.TryCreate(origin, UriKind.Absolute, out Uri? uri) && uri.Authority == request.Host.Value))
        {
            throw new MitoshiException("access.other_site", found: ($"a change sent by a page of `{(origin.Length == 0 ? "unknown" : origin)}`", $"`{(origin.Length == 0 ? "不明" : origin)}` のページからの変更"),
                expected: ("a page of this server, or an API key", "このサーバーのページ、またはAPIキー"), remedy: ("Open the page of this server, or use a key.", "このサーバーのページを開くか、キーを使ってください。"));
        }
    }

    /// <summary>The one answer to every kind of wrong credentials.</summary>
    public static MitoshiException BadCredentials() => new("access.bad_credentials", found: ("name, password, key or token is not right", "名前・パスワード・キー・トークンのいずれかが正しくありません"),
        expected: ("valid credentials", "有効な認証情報"), remedy: ("Check them, or ask an administrator.", "確かめるか、管理者に尋ねてください。"));
}
