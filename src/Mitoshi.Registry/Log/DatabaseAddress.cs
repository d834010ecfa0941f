using Npgsql;

namespace Mitoshi.Registry;

/// <summary><c>postgres://USER@HOST:PORT/DATABASE</c>, or <c>postgres:///DATABASE?host=/SOCKET/FOLDER&amp;user=USER</c>, as Npgsql wants it.</summary>
internal static class DatabaseAddress
{
    /// <exception cref="MitoshiException"><c>log.bad_address</c>: another form, or a password in it.</exception>
    public static string ToConnection(string address)
    {
        bool isAddress = Uri.TryCreate(address, UriKind.Absolute, out Uri? uri) && uri.Scheme is "postgres" or "postgresql" && uri.AbsolutePath.Length > 1;
        Dictionary<string, string> query = isAddress ? QueryOf(uri!) : [];
        string user = isAddress ? Uri.UnescapeDataString(uri!.UserInfo) : "";
        if (!isAddress || user.Contains(':') || query.ContainsKey("password"))
        {
            throw new MitoshiException("log.bad_address",
                found: (isAddress ? "a password in the address" : $"the address {address}", isAddress ? "アドレスの中のパスワード" : $"アドレス {address}"),
                expected: ("postgres://USER@HOST:PORT/DATABASE without a password", "パスワードを含まない postgres://ユーザー@ホスト:ポート/データベース"),
                remedy: ("A workspace is copied and handed out: keep the password in ~/.pgpass or in PGPASSWORD.", "ワークスペースは写して渡すものです。パスワードは ~/.pgpass か PGPASSWORD に置いてください。"));
        }

        NpgsqlConnectionStringBuilder connection = new()
        {
            Host = query.GetValueOrDefault("host") ?? (uri!.Host.Length > 0 ? uri.Host : "localhost"),
            Database = Uri.UnescapeDataString(uri!.AbsolutePath[1..]),
            Timeout = 20,
        };
        connection.Port = query.TryGetValue("port", out string? port) && int.TryParse(port, out int number) ? number : uri.Port > 0 ? uri.Port : NpgsqlConnection.DefaultPort;
        string name = query.GetValueOrDefault("user") ?? user;
        if (name.Length > 0)
        {
            connection.Username = name;
        }

        return connection.ConnectionString;
    }

    private static Dictionary<string, string> QueryOf(Uri uri)
        => uri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries).Select(part => part.Split('=', 2)).Where(pair => pair.Length == 2)
            .DistinctBy(pair => pair[0]).ToDictionary(pair => pair[0], pair => Uri.UnescapeDataString(pair[1]), StringComparer.Ordinal);
}
