using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Mitoshi.Server.Host;

/// <summary>Writes answers.</summary>
public static class Answers
{
    // Default escaping is for HTML; here Japanese stays readable. "<" may not start a tag in any answer that a browser might sniff: nosniff is sent always.
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes JSON.</summary>
    public static Task JsonAsync(HttpContext context, JsonNode body, string mediaType = "application/json")
        => BytesAsync(context, Encoding.UTF8.GetBytes(body.ToJsonString(Plain)), mediaType);

    /// <summary>Writes bytes that are complete already.</summary>
    public static async Task BytesAsync(HttpContext context, ReadOnlyMemory<byte> body, string mediaType)
    {
        context.Response.ContentType = mediaType;
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }

    /// <summary>The language that the client asks for: <c>lang</c> in the query, else the first of Accept-Language that we speak, else English.</summary>
    public static Language Language(this HttpContext context)
    {
        string asked = context.Request.Query["lang"].ToString();
        if (asked.Length == 0)
        {
            asked = context.Request.Headers.AcceptLanguage.ToString().Split(',')
                .Select(part => part.Split(';')[0].Trim()).FirstOrDefault(part => part.StartsWith("ja", StringComparison.OrdinalIgnoreCase) || part.StartsWith("en", StringComparison.OrdinalIgnoreCase)) ?? "";
        }

        return asked.StartsWith("ja", StringComparison.OrdinalIgnoreCase) ? Core.Language.Japanese : Core.Language.English;
    }
}
