using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Mitoshi.Catalog.Harvest;

/// <summary>
/// Asks a remote STAC API politely: at most so many requests a second, tried again with growing pauses (or as long as the server says), answers
/// bounded in size and time. Every address must stay on the host that the user named.
/// </summary>
internal sealed class RemoteCatalog(Uri root, double requestsPerSecond, TimeProvider time) : IDisposable
{
    private const int Tries = 6, AnswerBytesMax = 64 << 20;
    private readonly HttpClient _client = new(new SocketsHttpHandler { AllowAutoRedirect = false, AutomaticDecompression = DecompressionMethods.GZip | DecompressionMethods.Brotli, ConnectTimeout = TimeSpan.FromSeconds(15) })
    {
        Timeout = TimeSpan.FromSeconds(60), MaxResponseContentBufferSize = AnswerBytesMax, DefaultRequestHeaders = { { "User-Agent", "Mitoshi" }, { "Accept", "application/geo+json, application/json" } },
    };

    private long _nextTimestamp;

    /// <exception cref="MitoshiException">sync.refused, sync.no_answer, sync.bad_answer, sync.other_host.</exception>
    public async Task<JsonObject> AskAsync(RemoteRequest request, CancellationToken cancellation)
    {
        for (int attempt = 1; ; attempt++)
        {
            await WaitTurnAsync(cancellation);
            TimeSpan pause = TimeSpan.FromMilliseconds(250 * (1 << attempt));
            string wrong;
            try
            {
                using HttpRequestMessage message = new(new HttpMethod(request.Method), OnHost(request.Url));
                if (request.Body is not null)
                {
                    message.Content = new StringContent(request.Body, Encoding.UTF8, "application/json");
                }

                using HttpResponseMessage response = await _client.SendAsync(message, cancellation);
                if (response.IsSuccessStatusCode)
                {
                    return JsonNode.Parse(await response.Content.ReadAsByteArrayAsync(cancellation), documentOptions: new JsonDocumentOptions { MaxDepth = 128 }) as JsonObject ?? throw new JsonException("no object");
                }

                wrong = $"{(int)response.StatusCode} {response.ReasonPhrase}";
                if (response.StatusCode is not (HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout or >= HttpStatusCode.InternalServerError))
                {
                    throw Refused(request.Url, wrong);
                }

                pause = response.Headers.RetryAfter?.Delta is { } told && told < TimeSpan.FromMinutes(5) ? told : pause;
            }
            catch (JsonException error)
            {
                wrong = error.Message;
            }
            catch (HttpRequestException error)
            {
                wrong = error.Message;
            }
            catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
            {
                wrong = "no answer within 60 s";
            }

            if (attempt == Tries)
            {
                throw new MitoshiException("sync.no_answer", found: ($"{request.Url} gave no usable answer in {Tries} tries: {wrong}", $"{request.Url} は {Tries} 回試しても使える答えを返しません: {wrong}"),
                    expected: ("a STAC API that answers in JSON", "JSONで答えるSTAC API"), remedy: ("Run the same command later: it goes on where it stopped.", "後で同じコマンドを実行してください。止まったところから続きます。"));
            }

            await Task.Delay(pause, time, cancellation);
        }
    }

    public void Dispose() => _client.Dispose();

    private Uri OnHost(string url)
    {
        Uri absolute = new(root, url);
        return absolute.Scheme == root.Scheme && absolute.Authority == root.Authority ? absolute
            : throw new MitoshiException("sync.other_host", found: ($"{root.Authority} sends us on to {absolute.GetLeftPart(UriPartial.Authority)}", $"{root.Authority} が {absolute.GetLeftPart(UriPartial.Authority)} へ行かせようとしています"),
                expected: ($"pages on {root.GetLeftPart(UriPartial.Authority)}", $"{root.GetLeftPart(UriPartial.Authority)} のページ"), remedy: ("If that host is right, name it in the command.", "そのホストが正しければ、コマンドでそれを指定してください。"));
    }

    private static MitoshiException Refused(string url, string status) => new("sync.refused", found: ($"{url} answers {status}", $"{url} の答えは {status} です"),
        expected: ("a STAC API that lets us search", "検索を許すSTAC API"), remedy: ("Check the address; it is the one of the landing page.", "アドレスを確かめてください。最初のページのものです。"));

    private async Task WaitTurnAsync(CancellationToken cancellation)
    {
        long now = time.GetTimestamp();
        if (_nextTimestamp > now)
        {
            await Task.Delay(time.GetElapsedTime(now, _nextTimestamp), time, cancellation);
        }

        _nextTimestamp = Math.Max(now, _nextTimestamp) + (long)(time.TimestampFrequency / requestsPerSecond);
    }
}

/// <summary>A request to make, kept between runs.</summary>
/// <param name="Method">GET or POST.</param>
/// <param name="Url">Address.</param>
/// <param name="Body">JSON body, or null.</param>
internal sealed record RemoteRequest(string Method, string Url, string? Body);
