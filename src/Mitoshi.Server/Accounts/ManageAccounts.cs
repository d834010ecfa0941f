using Mitoshi.Server.Audit;
using Mitoshi.Server.Routes;

namespace Mitoshi.Server.Accounts;

/// <summary>Rights that an account can have; each includes those before it.</summary>
public enum AccountRight
{
    /// <summary>Sees what it may see.</summary>
    Reader,

    /// <summary>Runs processes too.</summary>
    Runner,

    /// <summary>Changes the catalogue too, and sees all collections.</summary>
    Writer,

    /// <summary>Manages accounts too.</summary>
    Administrator,
}

/// <summary>Adds an account, or gives one a new password or right.</summary>
[Process("accounts_add", En = "Add an account, or give one a new password or right", Ja = "アカウントを追加する、またはパスワードや権利を変える",
    Examples = ["accounts add hana --right writer", "accounts add robot --right runner --subject 'https://id.example.org 1234'"])]
public sealed record AddAccount : Process<AccountAdded>
{
    /// <summary>Name.</summary>
    [Parameter(En = "Name of the account", Ja = "アカウント名", Position = 0)]
    public required string Name { get; init; }

    /// <summary>Right.</summary>
    [Parameter(En = "The most that it may do", Ja = "できることの上限")]
    public AccountRight Right { get; init; } = AccountRight.Reader;

    /// <summary>File with the password.</summary>
    [Parameter(En = "File whose first line is the password; without it one is made and shown once", Ja = "1行目がパスワードのファイル。なければ作って一度だけ表示", IsPath = true)]
    public string? PasswordFile { get; init; }

    /// <summary>Subject at the OpenID provider.</summary>
    [Parameter(En = "Issuer and subject at the OpenID provider, instead of a password", Ja = "パスワードの代わりに、OpenIDプロバイダの issuer と subject")]
    public string? Subject { get; init; }

    /// <inheritdoc/>
    protected override Task<AccountAdded> RunAsync(ProcessContext context)
    {
        using AccountServices services = AccountServices.Make(context.Workspace, context);
        string? made = PasswordFile is null && Subject is null ? Passwords.Random() : null;
        string? password = Subject is not null ? null : made ?? File.ReadLines(PasswordFile!).FirstOrDefault() ?? "";
        services.Book.Put((services.Book.Find(Name) ?? new Account(Name, Access.Reader, null)) with
        {
            Highest = Enum.Parse<Access>(Right.ToString()), Password = password is null ? null : Passwords.Hash(password), Subject = Subject,
        });
        services.Audit.Add("owner", "accounts_add", Name, "done");
        return Task.FromResult(new AccountAdded(Name, Right, made));
    }
}

/// <summary>An account is there.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Right">Its right.</param>
/// <param name="Password">The password that was made, or null.</param>
public sealed record AccountAdded(string Name, AccountRight Right, string? Password) : ProcessResult
{
    /// <inheritdoc/>
    public override Summary Summarise() => new(($"Account {Name} with the right {Right.ToString().ToLowerInvariant()}", $"アカウント {Name}(権利: {Right.ToString().ToLowerInvariant()})"))
    {
        Notes = Password is null ? [] : [($"Password, shown this once: {Password}", $"パスワード(この一度だけ表示): {Password}")],
        NextSteps = [("mitoshi accounts share COLLECTION --visibility registered", "mitoshi accounts share COLLECTION --visibility registered"), "mitoshi serve --address 0.0.0.0 --public-url https://…"],
    };
}

/// <summary>Lists accounts and rules.</summary>
[Process("accounts_list", En = "List accounts and who sees which collection", Ja = "アカウントと、コレクションを誰が見られるかの一覧", Examples = ["accounts list"])]
public sealed record ListAccounts : Process<AccountList>
{
    /// <inheritdoc/>
    protected override Task<AccountList> RunAsync(ProcessContext context)
    {
        AccountBook book = new(context.Workspace, context.Files);
        return Task.FromResult(new AccountList(book.Accounts, book.Rules));
    }
}

/// <summary>Accounts and rules.</summary>
/// <param name="Accounts">By name.</param>
/// <param name="Rules">By collection.</param>
public sealed record AccountList(IReadOnlyList<Account> Accounts, IReadOnlyList<CollectionRule> Rules) : ProcessResult
{
    /// <inheritdoc/>
    public override Summary Summarise() => new(($"{Accounts.Count} accounts", $"アカウント {Accounts.Count} 件"))
    {
        Tables =
        [
            new(("Accounts", "アカウント"), [("name", "名前"), ("right", "権利"), ("keys", "鍵"), ("state", "状態")],
                [.. Accounts.Select(account => (IReadOnlyList<Text>)[account.Name, account.Highest.ToString().ToLowerInvariant(), account.Keys.Count.ToString(System.Globalization.CultureInfo.InvariantCulture), account.IsClosed ? ("closed", "閉鎖") : ("open", "有効")])]) { IsText = true },
            new(("Collections", "コレクション"), [("collection", "コレクション"), ("visible to", "公開範囲"), ("members", "対象")],
                [.. Rules.Select(rule => (IReadOnlyList<Text>)[rule.Collection, rule.Visibility.ToString().ToLowerInvariant(), string.Join(", ", rule.Members)])]) { IsText = true },
        ],
    };
}

/// <summary>Sets who sees a collection.</summary>
[Process("accounts_share", En = "Set who sees a collection", Ja = "コレクションを誰が見られるかを決める",
    Examples = ["accounts share forest --visibility open", "accounts share palsar2 --visibility licensed --terms-version 2026 --terms-url https://example.org/terms"])]
public sealed record ShareCollection : Process<CollectionShared>
{
    /// <summary>Collection.</summary>
    [Parameter(En = "Id of the collection; products, models, projects and receipts are collections too", Ja = "コレクションのID。products、models、projects、receipts もコレクション", Position = 0)]
    public required string Collection { get; init; }

    /// <summary>For whom.</summary>
    [Parameter(En = "Who sees it", Ja = "公開範囲")]
    public required Visibility Visibility { get; init; }

    /// <summary>Members.</summary>
    [Parameter(En = "Accounts that see it, when it is restricted", Ja = "restricted のとき、見られるアカウント")]
    public string[] Members { get; init; } = [];

    /// <summary>Version of the terms.</summary>
    [Parameter(En = "Version of the terms, when it is licensed", Ja = "licensed のとき、利用条件の版")]
    public string? TermsVersion { get; init; }

    /// <summary>Where the terms are.</summary>
    [Parameter(En = "Where the terms are to read", Ja = "利用条件の場所")]
    public string? TermsUrl { get; init; }

    /// <inheritdoc/>
    protected override Task<CollectionShared> RunAsync(ProcessContext context)
    {
        if (Visibility == Visibility.Licensed && TermsVersion is null)
        {
            throw new MitoshiException("parameter.missing", found: ("a licensed collection without `terms_version`", "`terms_version` のない licensed コレクション"),
                expected: ("the version that users accept", "利用者が同意する版"), remedy: ("Add --terms-version 2026", "--terms-version 2026 を加えてください。"));
        }

        using AccountServices services = AccountServices.Make(context.Workspace, context);
        services.Book.Put(new CollectionRule(Collection, Visibility) { Members = Members, TermsVersion = TermsVersion, TermsUrl = TermsUrl });
        services.Audit.Add("owner", "accounts_share", $"{Collection} {Visibility}", "done");
        return Task.FromResult(new CollectionShared(Collection, Visibility));
    }
}

/// <summary>A rule is set.</summary>
public sealed record CollectionShared(string Collection, Visibility Visibility) : ProcessResult
{
    /// <inheritdoc/>
    public override Summary Summarise() => new(($"{Collection} is now {Visibility.ToString().ToLowerInvariant()}", $"{Collection} の公開範囲は {Visibility.ToString().ToLowerInvariant()} です"));
}

/// <summary>Checks the audit log.</summary>
[Process("accounts_audit", En = "Check the audit log and show its last lines", Ja = "監査ログを検査し、最後の行を示す", Examples = ["accounts audit"])]
public sealed record CheckAudit : Process<AuditChecked>
{
    /// <summary>Lines to show.</summary>
    [Parameter(En = "Lines to show", Ja = "表示する行数", Min = 0, Max = 10000)]
    public int Lines { get; init; } = 20;

    /// <inheritdoc/>
    protected override Task<AuditChecked> RunAsync(ProcessContext context)
    {
        string path = AuditLog.PathOf(context.Workspace);
        byte[] content = context.Files.Exists(path) ? context.Files.ReadAllBytes(path) : [];
        string[] lines = System.Text.Encoding.UTF8.GetString(content).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return Task.FromResult(new AuditChecked(lines.Length, AuditLog.FirstBroken(content), [.. lines.TakeLast(Lines)]));
    }
}

/// <summary>State of the audit log.</summary>
/// <param name="LineCount">Lines.</param>
/// <param name="FirstBroken">First line that does not follow, or null.</param>
/// <param name="Last">The last lines.</param>
public sealed record AuditChecked(int LineCount, long? FirstBroken, IReadOnlyList<string> Last) : ProcessResult
{
    /// <inheritdoc/>
    public override Summary Summarise() => new(FirstBroken is null ? ($"{LineCount} lines, each follows from the one before", $"{LineCount} 行。どの行も前の行に続いています") : ($"line {FirstBroken} does not follow from the one before", $"{FirstBroken} 行目が前の行に続いていません"))
    {
        Notes = [.. Last.Select(line => (Text)line)], Succeeded = FirstBroken is null,
    };
}
