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
        _ when code.EndsWith(".exists", StringComparison.Ordinal) => StatusCodes.Status409Conflict,
        _ when code.EndsWith(".changed_meanwhile", StringComparison.Ordinal) => StatusCodes.Status412PreconditionFailed,
        _ when code.EndsWith(".too_large", StringComparison.Ordinal) => StatusCodes.Status413PayloadTooLarge,
        _ when code.EndsWith(".too_many", StringComparison.Ordinal) => StatusCodes.Status429TooManyRequests,
        _ => StatusCodes.Status400BadRequest,
    };

    public static async Task RunAsync(HttpContext context, Func<Task> next, ILogger log)
    {
        try
        {
            await next();
        }
        catch (MitoshiException error) when (!context.Response.HasStarted)
        {
            await WriteAsync(context, StatusOf(error.Code), error.Code, error.Found, error.Expected, error.Remedy);
        }
        catch (BadHttpRequestException error) when (!context.Response.HasStarted)
        {
            await WriteAsync(context, error.StatusCode, "request.bad", error.Message, ("a request as HTTP/1.1 or HTTP/2 writes it", "HTTP/1.1 または HTTP/2 の正しい要求"), ("Correct the request.", "要求を直してください。"));
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client has gone: nobody reads an answer.
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

    [LoggerMessage(Level = LogLevel.Error, Message = "bug {Number} in {Method} {Path}")]
    private static partial void Bug(ILogger log, Exception error, string number, string method, string path);
}
