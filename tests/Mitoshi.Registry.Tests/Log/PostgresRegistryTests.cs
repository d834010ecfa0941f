using Mitoshi.Registry.Tests.Ledger;
using Mitoshi.Testing;

namespace Mitoshi.Registry.Tests.Log;

/// <summary>The registry's commands on PostgreSQL: the same steps, several desks at once.</summary>
public sealed class PostgresRegistryTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_claim_is_issued_and_its_receipt_verifies_and_of_twelve_desks_that_retire_one_block_one_succeeds()
    {
        using PostgresServer server = PostgresServer.StartOrSkip();
        string claim = await PrepareAsync(server);
        _ = await RunAsync(new SubmitClaim { Claim = claim, Key = "proponent" });
        _ = await RunAsync(new VerifyClaim { Claim = claim, Key = "verifier" });
        _ = await RunAsync(new RegisterClaim { Claim = claim, Key = "registry" });

        // Twelve desks at once, each with its own connection and state: nobody issues twice.
        Assert.Equal(["registry.double_issue", "ok"], await RaceAsync(() => new IssueUnits { Claim = claim, To = "org:H", Key = "registry" }));
        Assert.Equal(["registry.already_retired", "ok"], await RaceAsync(() => new RetireUnits { Serial = "MTS-KH005-2026-1-1-100", Beneficiary = "Example Ltd", Key = "holder" }));

        _ = await RunAsync(new ShowCheckpoint { Witness = "w1" });
        WrittenReceipt receipt = (WrittenReceipt)await RunAsync(new WriteReceipt { Serial = "MTS-KH005-2026-1-1-100" });
        VerifiedReceipt verified = (VerifiedReceipt)await RunAsync(new VerifyReceipt { Receipt = receipt.File });
        Assert.Equal("100 retired", verified.State.En);
        CheckedLog log = (CheckedLog)await RunAsync(new CheckLog());
        Assert.Empty(log.Problems);
        Assert.Equal(9UL, log.Entries);
        Assert.False(Directory.Exists(Path.Combine(_folder.Path, "log", "tile")));
        Assert.Single(((ExportedRegistry)await RunAsync(new ExportRegistry())).Issues);
    }

    [Theory]
    [InlineData("postgres://registry@db.example:5433/carbon", "Host=db.example;Database=carbon;Timeout=20;Port=5433;Username=registry")]
    [InlineData("postgresql:///carbon?host=/run/postgresql&user=postgres", "Host=/run/postgresql;Database=carbon;Timeout=20;Port=5432;Username=postgres")]
    public void An_address_becomes_a_connection(string address, string connection) => Assert.Equal(connection, DatabaseAddress.ToConnection(address));

    [Theory]
    [InlineData("postgres://registry:secret@db.example/carbon")]
    [InlineData("postgres://db.example/carbon?password=secret")]
    [InlineData("mysql://db.example/carbon")]
    [InlineData("postgres://db.example")]
    [InlineData("Host=db.example")]
    public async Task Another_address_or_a_password_in_it_is_refused(string address)
    {
        MitoshiException refusal = await Assert.ThrowsAsync<MitoshiException>(() => RunAsync(new UseDatabase { Address = address }));
        Assert.Equal("log.bad_address", refusal.Code);
        Assert.DoesNotContain("secret", refusal.Found.En, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_log_that_began_in_files_stays_there()
    {
        _ = await RunAsync(new MakeKey { Name = "registry", Role = KeyUse.Registry, Party = "org:R" });
        Assert.Equal("log.already_started", (await Assert.ThrowsAsync<MitoshiException>(() => RunAsync(new UseDatabase { Address = "postgres://db.example/carbon" }))).Code);
    }

    private async Task<string> PrepareAsync(PostgresServer server)
    {
        _ = await RunAsync(new UseDatabase { Address = server.Address });
        foreach ((string name, KeyUse role, string party) in new[] { ("registry", KeyUse.Registry, "org:R"), ("proponent", KeyUse.Proponent, "org:P"), ("verifier", KeyUse.Verifier, "org:V"), ("holder", KeyUse.Holder, "org:H"), ("w1", KeyUse.Witness, "org:W") })
        {
            _ = await RunAsync(new MakeKey { Name = name, Role = role, Party = party });
        }

        string map = _folder.File("map.tif");
        await File.WriteAllTextAsync(map, "simulated content\n");
        string claim = _folder.File("claim.json");
        InputFile[] inputs = [new InputFile("map.tif", EvidenceFile.Sha256Of(map), new FileInfo(map).Length, "simulated")];
        await File.WriteAllBytesAsync(claim, ClaimJson.Write(TestClaims.Make("KH005", TestClaims.Square(105.5, 13.1), inputs: inputs)));
        return claim;
    }

    // Whatever happened to the many, in order of frequency: one "ok" must remain.
    private async Task<string[]> RaceAsync(Func<Process> process)
    {
        Task<string>[] racers = [.. Enumerable.Range(0, 12).Select(racer => Task.Run(async () =>
        {
            try
            {
                _ = await RunAsync(process());
                return "ok";
            }
            catch (MitoshiException refusal)
            {
                return refusal.Code;
            }
        }))];
        string[] outcomes = await Task.WhenAll(racers);
        Assert.Single(outcomes, outcome => outcome == "ok");
        return [.. outcomes.GroupBy(outcome => outcome).OrderByDescending(group => group.Count()).Select(group => group.Key)];
    }

    private Task<ProcessResult> RunAsync(Process process) => process.ExecuteAsync(new ProcessContext { Workspace = new Workspace(_folder.Path) });
}
