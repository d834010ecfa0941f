using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Mitoshi.Catalog.Items;

namespace Mitoshi.Server.Host;

/// <summary>Reads JSON that somebody sent: bounded in size by the route, in depth here.</summary>
public static class JsonBody
{
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 64, AllowDuplicateProperties = false };

    /// <summary>An object.</summary>
    /// <exception cref="MitoshiException">request.bad_json; request.too_large.</exception>
    public static async Task<JsonObject> ReadObjectAsync(HttpContext context)
    {
        try
        {
            using MemoryStream body = new();
            await context.Request.Body.CopyToAsync(body, context.RequestAborted);
            ReadOnlySpan<byte> bytes = body.GetBuffer().AsSpan(0, (int)body.Length);
            JsonTexts.Check(bytes);
            if (JsonNode.Parse(bytes, documentOptions: Strict) is JsonObject json)
            {
                return json;
            }

            throw Bad("no object");
        }
        catch (JsonException error)
        {
            throw Bad(error.Message);
        }
        catch (BadHttpRequestException error) when (error.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            throw new MitoshiException("request.too_large", found: ("the body is larger than this route takes", "本文がこの経路の上限より大きいです"),
                expected: ("a smaller body", "小さい本文"), remedy: ("Send it in parts, or upload a file.", "分けて送るか、ファイルとして送ってください。"));
        }
    }

    private static MitoshiException Bad(string message) => new("request.bad_json", found: ($"the body is not the JSON that was expected: {message}", $"本文が期待したJSONではありません: {message}"),
        expected: ("one JSON object, at most 64 deep, each name once", "JSONオブジェクト1つ(深さ64以下、同じ名前は一度)"), remedy: ("Correct the body.", "本文を直してください。"));
}
