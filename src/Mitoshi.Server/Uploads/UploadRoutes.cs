using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Mitoshi.Server.Accounts;
using Mitoshi.Server.Callers;
using Mitoshi.Server.Host;
using Mitoshi.Server.Routes;

namespace Mitoshi.Server.Uploads;

/// <summary>Uploads that go on after a broken connection, with quotas.</summary>
/// <remarks>Source: tus 1.0.0, core protocol with the extensions creation and termination; existing tus clients work.</remarks>
internal sealed class UploadRoutes(ServerServices services) : IRoutes
{
    private const long BytesMax = 1L << 40;
    private readonly UploadFolder _folder = services.Shared(shared => new UploadFolder(shared.Workspace, shared.Context.Files));

    public IEnumerable<Route> Routes =>
    [
        new("POST", "/uploads", Access.Runner, ("Starts an upload (tus 1.0.0)", "アップロードを始める(tus 1.0.0)"), StartAsync),
        new("GET", "/uploads/{upload}", Access.Runner, ("How far an upload is; HEAD in tus", "アップロードの進み具合(tusではHEAD)"), OffsetAsync),
        new("PATCH", "/uploads/{upload}", Access.Runner, ("Sends the next bytes", "続きのバイトを送る"), AppendAsync) { BodyMediaType = "application/offset+octet-stream", BodyBytesMax = BytesMax },
        new("DELETE", "/uploads/{upload}", Access.Runner, ("Gives an upload up", "アップロードをやめる"), RemoveAsync),
    ];

    private async Task StartAsync(HttpContext context)
    {
        IHeaderDictionary headers = context.Request.Headers;
        if (!long.TryParse(headers["Upload-Length"], NumberStyles.None, CultureInfo.InvariantCulture, out long length) || length > BytesMax)
        {
            throw new MitoshiException("upload.no_length", found: ($"Upload-Length is `{headers["Upload-Length"]}`", $"Upload-Length が `{headers["Upload-Length"]}` です"),
                expected: ("the length in bytes, below 1 TiB", "バイト数(1 TiB未満)"), remedy: ("Use a tus 1.0.0 client, or send the header.", "tus 1.0.0 のクライアントを使うか、ヘッダーを送ってください。"));
        }

        Dictionary<string, string> metadata = Metadata(headers["Upload-Metadata"].ToString());
        string account = context.Caller().Name;
        long quota = services.Callers is AccountCallers ? AccountServices.Of(services).Book.Find(account)!.QuotaBytes : BytesMax;
        Upload upload = _folder.Start(account, metadata.GetValueOrDefault("filename", ""), length, metadata.GetValueOrDefault("sha256"), quota);
        context.Response.StatusCode = StatusCodes.Status201Created;
        context.Response.Headers.Location = $"{context.Base(services)}/uploads/{upload.Id}";
        context.Response.Headers["Tus-Resumable"] = "1.0.0";
        await context.Response.CompleteAsync();
    }

    private Task OffsetAsync(HttpContext context)
    {
        Upload upload = Required(context);
        SayOffset(context, _folder.OffsetOf(upload));
        context.Response.Headers["Upload-Length"] = upload.Length.ToString(CultureInfo.InvariantCulture);
        context.Response.Headers.CacheControl = "no-store";
        return Task.CompletedTask;
    }

    private async Task AppendAsync(HttpContext context)
    {
        Upload upload = Required(context);
        long offset = _folder.OffsetOf(upload);
        if (context.Request.Headers["Upload-Offset"] != offset.ToString(CultureInfo.InvariantCulture))
        {
            throw new MitoshiException("upload.wrong_offset", found: ($"Upload-Offset is `{context.Request.Headers["Upload-Offset"]}`", $"Upload-Offset が `{context.Request.Headers["Upload-Offset"]}` です"),
                expected: (offset.ToString(CultureInfo.InvariantCulture), offset.ToString(CultureInfo.InvariantCulture)), remedy: ("Ask for the offset, and go on from there.", "現在の位置を尋ね、そこから続けてください。"));
        }

        if (context.Features.Get<IHttpMinRequestBodyDataRateFeature>() is { } rate)
        {
            rate.MinDataRate = new MinDataRate(bytesPerSecond: 1024, gracePeriod: TimeSpan.FromSeconds(30));
        }

        SayOffset(context, await _folder.AppendAsync(upload, context.Request.Body, context.RequestAborted));
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private Task RemoveAsync(HttpContext context)
    {
        _folder.Remove(Required(context));
        context.Response.Headers["Tus-Resumable"] = "1.0.0";
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    private Upload Required(HttpContext context)
    {
        string id = (string)context.Request.RouteValues["upload"]!;
        return _folder.Find(context.Caller().Name, id) ?? throw new MitoshiException("upload.not_found", found: ($"no unfinished upload {id} of yours", $"未完了のアップロード {id} はありません"),
            expected: ("the Location of POST /uploads", "POST /uploads の Location"), remedy: ("Start again.", "最初から始めてください。"));
    }

    private static void SayOffset(HttpContext context, long offset)
    {
        context.Response.Headers["Tus-Resumable"] = "1.0.0";
        context.Response.Headers["Upload-Offset"] = offset.ToString(CultureInfo.InvariantCulture);
    }

    // "filename d29ybGQ=,sha256 YWJj": base64 of UTF-8 (tus, Upload-Metadata). What cannot be read is left out and then missed.
    private static Dictionary<string, string> Metadata(string header)
    {
        Dictionary<string, string> metadata = [];
        foreach (string pair in header.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            string[] parts = pair.Split(' ', 2);
            byte[] bytes = new byte[pair.Length];
            if (parts.Length == 2 && Convert.TryFromBase64String(parts[1], bytes, out int count))
            {
                metadata[parts[0]] = Encoding.UTF8.GetString(bytes, 0, count);
            }
        }

        return metadata;
    }
}
