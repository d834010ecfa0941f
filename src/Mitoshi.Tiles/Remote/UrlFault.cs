namespace Mitoshi.Tiles;

/// <summary>What goes wrong with remote rasters. An address is shown without its query: that may be a signature.</summary>
internal static class UrlFault
{
    public static MitoshiException NotAllowed(Uri url) => new("url.not_allowed",
        found: ($"rasters of {url.Authority} are not read by this workspace", $"この作業フォルダは {url.Authority} のラスターを読みません"),
        expected: ("http or https, and a host that catalog/hosts.conf of the workspace names", "http か https で、作業フォルダの catalog/hosts.conf にあるホスト"),
        remedy: ($"If you trust it, add a line with its name to catalog/hosts.conf: {url.Host}", $"信頼するなら catalog/hosts.conf に 1 行追加してください: {url.Host}"));

    public static MitoshiException Private(string host) => new("url.private_address",
        found: ($"{host} is an address of a private network", $"{host} は内部ネットワークのアドレスです"),
        expected: ("a host on the open Internet", "公開されたインターネット上のホスト"),
        remedy: ($"If that is meant, write into catalog/hosts.conf: {host} private", $"意図したものなら catalog/hosts.conf に書いてください: {host} private"));

    public static MitoshiException Stalled(Uri url, Exception? inner) => new("url.stalled",
        found: ($"{Shown(url)} gave no answer in time, or too slowly", $"{Shown(url)} は時間内に応答しないか、遅すぎます"), expected: ("a server that answers", "応答するサーバー"),
        remedy: ("Try again later.", "後でもう一度試してください。"), inner);

    public static MitoshiException Failed(Uri url, string what, Exception? inner = null) => new("url.failed",
        found: ($"{Shown(url)} cannot be read: {what}", $"{Shown(url)} を読めません: {what}"), expected: ("an address that serves a file, with range requests", "範囲要求に応じてファイルを返すアドレス"),
        remedy: ("Check the address; a signed one may have run out.", "アドレスを確かめてください。署名つきなら期限切れかもしれません。"), inner);

    public static MitoshiException Busy(Uri url, int status) => new("url.busy",
        found: ($"{Shown(url)} is too busy (status {status}), again and again", $"{Shown(url)} は混雑しています (状態 {status})。再試行しても同じです"), expected: ("a server with room for us", "余裕のあるサーバー"),
        remedy: ("Try again later.", "後でもう一度試してください。"));

    public static MitoshiException NoRanges(Uri url) => new("url.no_ranges",
        found: ($"{Shown(url)} sends the whole file when a part is asked for", $"{Shown(url)} は一部を求めてもファイル全体を送ります"), expected: ("a server that answers range requests with 206", "範囲要求に 206 で答えるサーバー"),
        remedy: ("Download the file and add it: mitoshi catalog add", "ファイルをダウンロードして追加してください: mitoshi catalog add"));

    public static MitoshiException Changed(Uri url) => new("url.changed",
        found: ($"{Shown(url)} has changed while it was read", $"{Shown(url)} は読んでいる間に変わりました"), expected: ("the same file from beginning to end", "最初から最後まで同じファイル"),
        remedy: ("Ask again: it is opened anew.", "もう一度試してください。開き直します。"));

    public static MitoshiException Truncated(Uri url, Exception? inner) => new("url.truncated",
        found: ($"{Shown(url)} broke off in the middle, again and again", $"{Shown(url)} の転送は途中で切れました。再試行しても同じです"), expected: ("as many bytes as were announced", "予告どおりのバイト数"),
        remedy: ("Try again later, or download the file.", "後でもう一度試すか、ファイルをダウンロードしてください。"), inner);

    public static MitoshiException BadAnswer(Uri url, string what) => new("url.bad_answer",
        found: ($"{Shown(url)} answers what was not asked: {what}", $"{Shown(url)} の応答が要求と違います: {what}"), expected: ("the bytes that were asked for, not packed", "求めたとおりの、圧縮されていないバイト列"),
        remedy: ("Tell the host; download the file by other means.", "配信元に知らせ、別の方法でダウンロードしてください。"));

    private static string Shown(Uri url) => url.GetLeftPart(UriPartial.Path);
}
