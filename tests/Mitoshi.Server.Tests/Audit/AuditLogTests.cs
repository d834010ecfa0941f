using System.Text;
using Mitoshi.Server.Audit;
using Mitoshi.Testing;

namespace Mitoshi.Server.Tests.Audit;

public sealed class AuditLogTests
{
    [Fact]
    public void A_changed_or_missing_line_shows_and_a_torn_one_is_cut_away()
    {
        using TemporaryFolder folder = new();
        Workspace workspace = new(folder.Path);
        using (AuditLog log = new(workspace, DiskFiles.Instance, TimeProvider.System))
        {
            log.Add("hana", "sign_in", "127.0.0.1", "done");
            log.Add("hana", "DELETE /x", "/x", "done");
        }

        File.AppendAllText(AuditLog.PathOf(workspace), "{\"time\":\"torn");
        using (AuditLog log = new(workspace, DiskFiles.Instance, TimeProvider.System))
        {
            log.Add("ken", "sign_in", "127.0.0.1", "access.bad_credentials");
        }

        byte[] whole = File.ReadAllBytes(AuditLog.PathOf(workspace));
        string[] lines = Encoding.UTF8.GetString(whole).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(3, lines.Length);
        Assert.Null(AuditLog.FirstBroken(whole));
        Assert.Equal(2, AuditLog.FirstBroken(Encoding.UTF8.GetBytes(lines[0] + "\n" + lines[2] + "\n")));
        Assert.Equal(3, AuditLog.FirstBroken(Encoding.UTF8.GetBytes(string.Join('\n', lines).Replace("DELETE", "REMOVE", StringComparison.Ordinal))));
    }
}
