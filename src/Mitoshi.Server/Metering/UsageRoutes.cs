using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Mitoshi.Server.Callers;
using Mitoshi.Server.Host;
using Mitoshi.Server.Routes;

namespace Mitoshi.Server.Metering;

/// <summary>What accounts used: their own for everyone, all for administrators.</summary>
internal sealed class UsageRoutes(ServerServices services) : IRoutes
{
    public IEnumerable<Route> Routes =>
    [
        new("GET", "/me/usage", Access.Runner, ("What I used on a day", "ある日の自分の利用量"), context => AnswerAsync(context, name => name == context.Caller().Name)) { Query = [Day] },
        new("GET", "/usage", Access.Administrator, ("What every account used on a day", "ある日の全アカウントの利用量"), context => AnswerAsync(context, _ => true)) { Query = [Day] },
    ];

    private static RouteParameter Day => new("day", ("Day, UTC, yyyy-MM-dd; today without it", "日付(UTC)yyyy-MM-dd。なければ今日"));

    private Task AnswerAsync(HttpContext context, Func<string, bool> isAsked)
    {
        string text = context.Request.Query["day"].ToString();
        DateOnly day = DateOnly.FromDateTime(services.Context.Time.GetUtcNow().UtcDateTime);
        if (text.Length > 0 && !DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day))
        {
            throw new MitoshiException("usage.bad_day", found: ($"`day` is `{text}`", $"`day` が `{text}` です"), expected: ("yyyy-MM-dd", "yyyy-MM-dd"), remedy: ("Correct it.", "直してください。"));
        }

        JsonObject accounts = [];
        foreach ((string name, Usage usage) in services.Usage().Of(day).Where(pair => isAsked(pair.Key)))
        {
            accounts[name] = new JsonObject { ["requests"] = usage.Requests, ["bytes"] = usage.Bytes, ["job_seconds"] = Math.Round(usage.JobSeconds, 3) };
        }

        return Answers.JsonAsync(context, new JsonObject { ["day"] = day.ToString("yyyy-MM-dd"), ["accounts"] = accounts });
    }
}

/// <summary>Finds the book of usage among the shared services.</summary>
internal static class UsageOfServices
{
    public static UsageBook Usage(this ServerServices services) => services.Shared(shared => new UsageBook(shared.Workspace, shared.Context.Files, shared.Context.Time));
}
