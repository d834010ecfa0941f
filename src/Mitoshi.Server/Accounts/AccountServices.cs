using Mitoshi.Server.Audit;
using Mitoshi.Server.Host;

namespace Mitoshi.Server.Accounts;

/// <summary>What the routes of accounts share.</summary>
/// <param name="Book">Accounts and rules.</param>
/// <param name="Sessions">Who is signed in.</param>
/// <param name="Brake">Slows guessing.</param>
/// <param name="Audit">Who did what.</param>
internal sealed record AccountServices(AccountBook Book, Sessions Sessions, SignInBrake Brake, AuditLog Audit) : IDisposable
{
    public static AccountServices Of(ServerServices services) => services.Shared(shared => Make(shared.Workspace, shared.Context));

    public static AccountServices Make(Workspace workspace, ProcessContext context)
        => new(new AccountBook(workspace, context.Files), new Sessions(context.Time), new SignInBrake(context.Time), new AuditLog(workspace, context.Files, context.Time));

    public void Dispose() => Audit.Dispose();
}
