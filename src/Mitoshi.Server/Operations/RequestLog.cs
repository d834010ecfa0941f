using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Mitoshi.Server.Callers;

namespace Mitoshi.Server.Operations;

/// <summary>One line for each request: who, what, status, time. The query is left out, since people put secrets into it.</summary>
internal static partial class RequestLog
{
    public static async Task RunAsync(HttpContext context, RequestDelegate next, ILogger log)
    {
        long start = Stopwatch.GetTimestamp();
        await next(context);
        string who = context.Items.Count == 0 ? "-" : context.Caller().Name;
        Answered(log, who, context.Request.Method, context.Request.Path, context.Response.StatusCode, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Who} {Method} {Path} {Status} {Milliseconds:0.0} ms")]
    private static partial void Answered(ILogger log, string who, string method, string path, int status, double milliseconds);
}
