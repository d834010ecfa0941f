using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Mitoshi.Server.Host;

/// <summary>Turns errors into answers: the user's mistakes with found, expected and remedy; ours with a number that stands in the log.</summary>
internal static partial class ErrorAnswers
{
    /// <summary>The HTTP status of an error code. Codes end in what is wrong, so the ending decides.</summary>
    public static int StatusOf(string code) => code switch
    {
        "access.sign_in" or "access.bad_credentials" => StatusCodes.Status401Unauthorized,
        _ when code.StartsWith("access.", StringComparison.Ordinal) => StatusCodes.Status403Forbidden,
        _ when code.EndsWith(".not_found", StringComparison.Ordinal) => StatusCodes.Status404NotFound,
        "upload.wrong_offset" => StatusCodes.Status409Conflict,
        "disk.full" => StatusCodes.Status507InsufficientStorage,
        "catalog.no_database" or "catalog.busy" => StatusCodes.Status503ServiceUnavailable,
        "disk.read_only" or "disk.failed" or "catalog.damaged" => StatusCodes.Status500InternalServerError,
        _ when code.EndsWith(".exists", StringComparison.Ordinal) => StatusCodes.Status409Conflict,
        _ when code.EndsWith(".changed_meanwhile", StringComparison.Ordinal) => StatusCodes.Status412PreconditionFailed,
        _ when code.EndsWith(".too_large", StringComparison.Ordinal) => StatusCodes.Status413PayloadTooLarge,
        _ when code.EndsWith(".too_many", StringComparison.Ordinal) => StatusCodes.Status429TooManyRequests,
        _ => StatusCodes.Status400BadRequest,
    };

    public static async Task RunAsync(HttpContext context, Func<Task> next, Workspace workspace, ILogger log)
    {
        try
        {
            await next();
        }
        catch (MitoshiException error) when (!context.Response.HasStarted)
        {
            await RefuseAsync(context, error, workspace, log);
        }
        catch (BadHttpRequestException error) when (!context.Response.HasStarted)
        {
            await WriteAsync(context, error.StatusCode, "request.bad", error.Message, ("a request as HTTP/1.1 or HTTP/2 writes it", "HTTP/1.1 または HTTP/2 の正しい要求"), ("Correct the request.", "要求を直してください。"));
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client has gone: nobody reads an answer.
        }
        catch (IOException) when (context.RequestAborted.IsCancellationRequested)
        {
            // As above: the connection broke while the body was read.
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException && !context.Response.HasStarted && DiskFault.Explain(error, "the workspace") is MitoshiException { Code: "disk.full" or "disk.read_only" } disk)
        {
            await RefuseAsync(context, disk, workspace, log);
        }
        catch (Exception bug) when (bug is not OutOfMemoryException)
        {
            string number = Guid.NewGuid().ToString("N")[..12];
            Bug(log, bug, number, context.Request.Method, context.Request.Path);
            if (!context.Response.HasStarted)
            {
                await WriteAsync(context, StatusCodes.Status500InternalServerError, "server.bug", ($"a mistake of ours, number {number}", $"私たちの誤り(番号 {number})"),
                    ("no such thing", "起こらないはずのこと"), ($"Tell the operator the number; the log has the details.", "番号を運用者に伝えてください。詳細はログにあります。"));
            }
        }
    }

    // What the operator must mend is in the log with its place; the client learns what it can do, and no path of this machine.
    private static Task RefuseAsync(HttpContext context, MitoshiException error, Workspace workspace, ILogger log)
    {
        int status = StatusOf(error.Code);
        if (status < StatusCodes.Status500InternalServerError)
        {
            return WriteAsync(context, status, error.Code, ShownPaths.In(error.Found, workspace), ShownPaths.In(error.Expected, workspace), ShownPaths.In(error.Remedy, workspace));
        }

        Refused(log, error, error.Code, context.Request.Method, context.Request.Path);
        context.Response.Headers.RetryAfter = status == StatusCodes.Status503ServiceUnavailable ? "5" : "60";
        return status switch
        {
            StatusCodes.Status507InsufficientStorage => WriteAsync(context, status, error.Code, ("no space is left on this server's disk", "このサーバーのディスクに空きがありません"),
                ("room for what was sent", "送られたものが入る空き"), ("Ask the operator to free some space, then send it again. What was reported as written is there.", "運用者に空きを作ってもらい、送り直してください。書き込み済みと報告したものは残っています。")),
            StatusCodes.Status503ServiceUnavailable => WriteAsync(context, status, error.Code, ("the catalogue does not answer at the moment", "カタログが今は応答しません"),
                ("a database that runs", "動いているデータベース"), ("Send it again in a few seconds. What was reported as written is there.", "数秒後に送り直してください。書き込み済みと報告したものは残っています。")),
            _ => WriteAsync(context, status, error.Code, ("this server cannot read or write its workspace", "このサーバーは作業フォルダを読み書きできません"),
                ("a workspace that can be written", "書き込める作業フォルダ"), ("Ask the operator; the log says which file.", "運用者に知らせてください。どのファイルかはログにあります。")),
        };
    }

    private static Task WriteAsync(HttpContext context, int status, string code, Text found, Text expected, Text remedy)
    {
        Language language = context.Language();
        context.Response.StatusCode = status;
        JsonObject body = new()
        {
            ["code"] = code,
            ["description"] = found.In(language),
            ["expected"] = expected.In(language),
            ["remedy"] = remedy.In(language),
        };
        return Answers.JsonAsync(context, body);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Code} in {Method} {Path}")]
    private static partial void Refused(ILogger log, Exception error, string code, string method, string path);

    [LoggerMessage(Level = LogLevel.Error, Message = "bug {Number} in {Method} {Path}")]
    private static partial void Bug(ILogger log, Exception error, string number, string method, string path);
}
