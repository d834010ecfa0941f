using System.Net;
using System.Net.Http.Headers;
using Mitoshi.Gdal;

namespace Mitoshi.Tiles;

/// <summary>
/// A remote file by range requests. Small reads come in chunks that are kept; large ones (stored tiles) as they are. Every answer must be the
/// part that was asked for, of the file that was opened.
/// </summary>
public sealed class RangeFile : IByteSource
{
    private const int Chunk = 64 << 10, Large = 4 * Chunk;

    private readonly GuardedHttp _http;
    private readonly Uri _url;
    private readonly Lock _gate = new();
    private readonly Dictionary<long, byte[]> _chunks = [];
    private readonly Queue<long> _order = [];
    private EntityTagHeaderValue? _tag;
    private DateTimeOffset? _modified;
    private int _requests;
    private bool _isOpen;

    private RangeFile(GuardedHttp http, Uri url) => (_http, _url) = (http, url);

    /// <summary>Bytes of the whole file, as the server said at first.</summary>
    public long Length { get; private set; } = -1;

    /// <summary>A text that changes with the file: its tag or time, and its length.</summary>
    public string Identity => $"{_url.GetLeftPart(UriPartial.Path)} {_tag} {_modified?.UtcTicks} {Length}";

    /// <summary>Asks for the beginning of a file.</summary>
    /// <exception cref="MitoshiException">
    /// <c>url.not_allowed</c>, <c>url.private_address</c>, <c>url.stalled</c>, <c>url.failed</c>, <c>url.busy</c>, <c>url.no_ranges</c>,
    /// <c>url.truncated</c>, <c>url.bad_answer</c>.
    /// </exception>
    public static RangeFile Open(GuardedHttp http, Uri url)
    {
        RangeFile file = new(http, url);
        _ = file.ChunkAt(0);
        return file;
    }

    /// <summary>From now on the bound on requests for opening does not count.</summary>
    public void Opened() => _isOpen = true;

    /// <inheritdoc/>
    public int Read(Span<byte> bytes, long offset)
    {
        if (offset < 0 || offset >= Length || bytes.IsEmpty)
        {
            return 0;
        }

        int wanted = (int)Math.Min(bytes.Length, Length - offset);
        if (wanted >= Large)
        {
            Fetch(offset, wanted).CopyTo(bytes);
            return wanted;
        }

        FetchMissing(offset / Chunk, (offset + wanted - 1) / Chunk);
        for (int done = 0; done < wanted;)
        {
            byte[] chunk = ChunkAt((offset + done) / Chunk);
            int start = (int)((offset + done) % Chunk), count = Math.Min(wanted - done, chunk.Length - start);
            chunk.AsSpan(start, count).CopyTo(bytes[done..]);
            done += count;
        }

        return wanted;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            _chunks.Clear();
        }
    }

    // One request for all chunks that are not there, from the first to the last.
    private void FetchMissing(long first, long last)
    {
        lock (_gate)
        {
            while (first <= last && _chunks.ContainsKey(first))
            {
                first++;
            }

            while (last > first && _chunks.ContainsKey(last))
            {
                last--;
            }
        }

        if (first < last)
        {
            long start = first * Chunk;
            byte[] bytes = Fetch(start, (int)Math.Min((last - first + 1) * Chunk, Length - start));
            for (long index = first; index <= last; index++)
            {
                int from = (int)((index - first) * Chunk);
                Keep(index, bytes[from..Math.Min(from + Chunk, bytes.Length)]);
            }
        }
    }

    private byte[] ChunkAt(long index)
    {
        lock (_gate)
        {
            if (_chunks.TryGetValue(index, out byte[]? known))
            {
                return known;
            }
        }

        long start = index * Chunk;
        byte[] chunk = Fetch(start, Length < 0 ? Chunk : (int)Math.Min(Chunk, Length - start));
        Keep(index, chunk);
        return chunk;
    }

    private void Keep(long index, byte[] chunk)
    {
        lock (_gate)
        {
            if (_chunks.TryAdd(index, chunk))
            {
                _order.Enqueue(index);
            }

            while (_order.Count > _http.Limits.KeptBytes / Chunk)
            {
                _chunks.Remove(_order.Dequeue());
            }
        }
    }

    private byte[] Fetch(long offset, int count)
    {
        if (!_isOpen && ++_requests > _http.Limits.RequestsToOpen)
        {
            throw UrlFault.BadAnswer(_url, $"opening it needs more than {_http.Limits.RequestsToOpen} requests");
        }

        // GDAL and the cache of tiles ask synchronously, on a thread of the pool's own.
        return Task.Run(() => FetchAsync(offset, count)).GetAwaiter().GetResult();
    }

    private async Task<byte[]> FetchAsync(long offset, int count)
    {
        for (int attempt = 1; ; attempt++)
        {
            bool isLast = attempt >= _http.Limits.Tries;
            TimeSpan wait = _http.Limits.Wait * Math.Pow(2, attempt - 1);
            try
            {
                (byte[]? bytes, int status, TimeSpan? asked) = await TryAsync(offset, count).ConfigureAwait(false);
                if (bytes is not null)
                {
                    return bytes;
                }

                if (isLast)
                {
                    throw status == 0 ? UrlFault.Truncated(_url, null) : UrlFault.Busy(_url, status);
                }

                wait = asked is { } seconds && seconds > wait ? TimeSpan.FromTicks(Math.Min(seconds.Ticks, (10 * _http.Limits.Wait).Ticks)) : wait;
            }
            catch (HttpRequestException error) when (error.InnerException is MitoshiException refusal)
            {
                throw refusal;
            }
            catch (HttpIOException error) when (error.HttpRequestError == HttpRequestError.ResponseEnded && isLast)
            {
                throw UrlFault.Truncated(_url, error);
            }
            catch (Exception error) when (error is HttpRequestException or IOException && isLast)
            {
                throw UrlFault.Failed(_url, error.Message, error);
            }
            catch (Exception error) when (error is HttpRequestException or IOException)
            {
                // A connection that was cut is tried again.
            }
            catch (OperationCanceledException error)
            {
                throw UrlFault.Stalled(_url, error);
            }

            await Task.Delay(wait).ConfigureAwait(false);
        }
    }

    // The bytes; or the status of a server that has no room (0 for an answer that broke off), and how long it asks to wait.
    private async Task<(byte[]? Bytes, int Status, TimeSpan? Wait)> TryAsync(long offset, int count)
    {
        using CancellationTokenSource time = new(_http.Limits.Silence);
        using HttpResponseMessage response = await _http.SendAsync(_url, request =>
        {
            request.Headers.Range = new RangeHeaderValue(offset, offset + count - 1);
            if (_tag is { IsWeak: false })
            {
                request.Headers.IfRange = new RangeConditionHeaderValue(_tag);
            }
        }, time.Token).ConfigureAwait(false);
        int status = (int)response.StatusCode;
        if (status is 429 or 500 or 502 or 503 or 504)
        {
            return (null, status, response.Headers.RetryAfter?.Delta);
        }

        (int length, ContentRangeHeaderValue range) = Check(response, offset, count);
        byte[] bytes = new byte[length];
        using Stream body = await response.Content.ReadAsStreamAsync(time.Token).ConfigureAwait(false);
        DateTime end = DateTime.UtcNow + _http.Limits.Request;
        for (int done = 0; done < length;)
        {
            time.CancelAfter(_http.Limits.Silence);
            int read = await body.ReadAsync(bytes.AsMemory(done), time.Token).ConfigureAwait(false);
            if (read == 0)
            {
                return (null, 0, null);
            }

            done += read;
            if (done < length && DateTime.UtcNow > end)
            {
                throw UrlFault.Stalled(_url, null);
            }
        }

        Remember(response, range);
        return (bytes, status, null);
    }

    private (int Length, ContentRangeHeaderValue Range) Check(HttpResponseMessage response, long offset, int count)
    {
        if (response.StatusCode == HttpStatusCode.OK)
        {
            throw Length < 0 ? UrlFault.NoRanges(_url) : UrlFault.Changed(_url);
        }

        if (response.StatusCode != HttpStatusCode.PartialContent)
        {
            throw Length >= 0 && response.StatusCode is HttpStatusCode.RequestedRangeNotSatisfiable or HttpStatusCode.PreconditionFailed
                ? UrlFault.Changed(_url) : UrlFault.Failed(_url, $"status {(int)response.StatusCode}");
        }

        if (response.Content.Headers.ContentEncoding.Any(encoding => encoding != "identity"))
        {
            throw UrlFault.BadAnswer(_url, "packed bytes");
        }

        if (response.Content.Headers.ContentRange is not { HasRange: true, HasLength: true } range || range.From != offset || range.To < range.From || range.To > offset + count - 1 || range.Length <= range.To)
        {
            throw UrlFault.BadAnswer(_url, "another part");
        }

        bool isOther = Length >= 0 && (range.Length != Length || !Equals(response.Headers.ETag, _tag) || (_tag is null && response.Content.Headers.LastModified != _modified));
        int length = (int)(range.To!.Value - offset + 1);
        bool isShort = length < Math.Min(count, range.Length!.Value - offset);
        return isOther ? throw UrlFault.Changed(_url)
            : isShort || (response.Content.Headers.ContentLength is { } announced && announced != length) ? throw UrlFault.BadAnswer(_url, "fewer or more bytes than the part has")
            : (length, range);
    }

    private void Remember(HttpResponseMessage response, ContentRangeHeaderValue range)
    {
        if (Length < 0)
        {
            (_tag, _modified, Length) = (response.Headers.ETag, response.Content.Headers.LastModified, range.Length!.Value);
        }
    }
}
