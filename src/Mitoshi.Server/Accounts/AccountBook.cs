using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Mitoshi.Server.Callers;
using Mitoshi.Server.Routes;

namespace Mitoshi.Server.Accounts;

/// <summary>Accounts and rules of a workspace: one file, <c>accounts/accounts.json</c>, replaced as a whole under a lock, so the command line and the server can both write.</summary>
public sealed partial class AccountBook(Workspace workspace, IFiles files)
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, WriteIndented = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    private readonly Lock _lock = new();
    private (DateTime Written, Content Content)? _known;

    /// <summary>The folder; never served.</summary>
    public static string FolderOf(Workspace workspace) => Path.Combine(workspace.Root, "accounts");

    private string PathOfFile => Path.Combine(FolderOf(workspace), "accounts.json");

    /// <summary>True when there is at least one account.</summary>
    public bool HasAccounts => Read().Accounts.Count > 0;

    /// <summary>All accounts, by name.</summary>
    public IReadOnlyList<Account> Accounts => Read().Accounts;

    /// <summary>All rules, by collection.</summary>
    public IReadOnlyList<CollectionRule> Rules => Read().Rules;

    /// <summary>An open account of that name, or null.</summary>
    public Account? Find(string name) => Read().Accounts.FirstOrDefault(account => account.Name == name && !account.IsClosed);

    /// <summary>The caller that an account is.</summary>
    public Caller CallerOf(Account account)
    {
        Caller caller = new(account.Name, account.Highest);
        return account.Highest >= Access.Writer ? caller : caller with { ReadableCollections = Rules.Where(rule => MayRead(rule, account)).Select(rule => rule.Collection).Append(caller.OwnCollection).ToHashSet() };
    }

    /// <summary>The caller without an account: sees what is open.</summary>
    public Caller Anonymous() => Caller.Anonymous with { ReadableCollections = Rules.Where(rule => rule.Visibility == Visibility.Open).Select(rule => rule.Collection).ToHashSet() };

    /// <summary>Adds or replaces an account.</summary>
    /// <exception cref="MitoshiException">account.bad_name.</exception>
    public void Put(Account account)
    {
        if (!NamePattern().IsMatch(account.Name) || account.Name is "anonymous" or "owner")
        {
            throw new MitoshiException("account.bad_name", found: ($"`{account.Name}` is no name for an account", $"`{account.Name}` はアカウント名になりません"),
                expected: ("3 to 64 of a-z, 0-9, - _ . @, not `anonymous` or `owner`", "3~64文字の a-z、0-9、- _ . @(`anonymous` と `owner` は除く)"),
                remedy: ("Choose another name.", "別の名前にしてください。"));
        }

        Change(content => content with { Accounts = [.. content.Accounts.Where(other => other.Name != account.Name).Append(account).OrderBy(other => other.Name, StringComparer.Ordinal)] });
    }

    /// <summary>Changes an account that is there.</summary>
    /// <exception cref="MitoshiException">account.not_found.</exception>
    public void Change(string name, Func<Account, Account> change)
    {
        Account account = Find(name) ?? throw new MitoshiException("account.not_found", found: ($"no account {name}", $"アカウント {name} はありません"),
            expected: ("a name of `mitoshi accounts list`", "`mitoshi accounts list` にある名前"), remedy: ("Check the spelling, or add it.", "綴りを確かめるか、追加してください。"));
        Put(change(account));
    }

    /// <summary>Sets the rule of a collection.</summary>
    public void Put(CollectionRule rule)
        => Change(content => content with { Rules = [.. content.Rules.Where(other => other.Collection != rule.Collection).Append(rule).OrderBy(other => other.Collection, StringComparer.Ordinal)] });

    private static bool MayRead(CollectionRule rule, Account account) => rule.Visibility switch
    {
        Visibility.Open or Visibility.Registered => true,
        Visibility.Restricted => rule.Members.Contains(account.Name),
        _ => account.AcceptedTerms.GetValueOrDefault(rule.Collection) is { } version && version == rule.TermsVersion,
    };

    private Content Read()
    {
        lock (_lock)
        {
            FileInfo file = new(PathOfFile);
            if (!file.Exists)
            {
                return new Content([], []);
            }

            if (_known is not { } known || known.Written != file.LastWriteTimeUtc)
            {
                _known = known = (file.LastWriteTimeUtc, JsonSerializer.Deserialize<Content>(files.ReadAllBytes(PathOfFile), Options)!);
            }

            return known.Content;
        }
    }

    private void Change(Func<Content, Content> change)
    {
        files.CreateFolder(FolderOf(workspace));
        using IDisposable writer = WaitForLock();
        lock (_lock)
        {
            files.WriteAtomically(PathOfFile, JsonSerializer.SerializeToUtf8Bytes(change(Read()), Options));
            _known = null;
        }

        // Only the owner of the machine reads the hashes.
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(PathOfFile, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    private IDisposable WaitForLock()
    {
        for (int tries = 0; tries < 100; tries++)
        {
            if (files.TryLock(PathOfFile + ".lock") is { } held)
            {
                return held;
            }

            Thread.Sleep(50);
        }

        throw new MitoshiException("account.locked", found: ("another program holds the accounts for five seconds", "他のプログラムがアカウントを5秒以上使っています"),
            expected: ("a short wait", "短い待ち時間"), remedy: ("Try again; if it stays, look for a hanging mitoshi.", "もう一度試し、続くなら止まっている mitoshi を探してください。"));
    }

    [GeneratedRegex("^[a-z0-9][a-z0-9._@-]{2,63}\\z")]
    private static partial Regex NamePattern();

    private sealed record Content(IReadOnlyList<Account> Accounts, IReadOnlyList<CollectionRule> Rules);
}
