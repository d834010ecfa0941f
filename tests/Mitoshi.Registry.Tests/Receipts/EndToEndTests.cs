using Mitoshi.Registry.Tests.Ledger;
using Mitoshi.Testing;

namespace Mitoshi.Registry.Tests.Receipts;

/// <summary>From a claim file to a receipt that verifies from a copy of the folder; all files are simulated.</summary>
public sealed class EndToEndTests : IDisposable
{
    private const string Project = "KH005";
    private static readonly string[] EvidenceNames = ["map.tif", "plots.csv", "factors.csv", "scene/B04.tif"];
    private readonly TemporaryFolder _folder = new();

    private string Root => Path.Combine(_folder.Path, "workspace");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_receipt_verifies_from_a_clean_copy_and_names_each_file_that_was_changed()
    {
        string receipt = await IssueAsync();
        string copy = Copy("copy");
        VerifiedReceipt clean = await VerifyAsync(copy, receipt);
        Assert.True(clean.Holds);
        Assert.Equal("700 held by org:H, 200 retired", clean.State.En);

        foreach (string name in EvidenceNames)
        {
            string damaged = Copy("damaged-" + name.Replace('/', '-'));
            string path = Path.Combine(damaged, "projects", name);
            byte[] content = File.ReadAllBytes(path);
            content[content.Length / 2] ^= 1;
            File.WriteAllBytes(path, content);
            VerifiedReceipt found = await VerifyAsync(damaged, receipt);
            Assert.False(found.Holds);
            Assert.Equal([$"projects/{name}"], found.Steps.Where(step => step.Problem is not null).Select(step => step.What.En.Split(": ")[1]));
            Assert.False(found.Summarise().Succeeded);

            File.Delete(path);
            Assert.False((await VerifyAsync(damaged, receipt)).Holds);
        }
    }

    [Fact]
    public async Task A_changed_byte_anywhere_in_a_receipt_is_noticed()
    {
        byte[] content = await File.ReadAllBytesAsync(Path.Combine(Root, "receipts", await IssueAsync()));
        _ = ReceiptCheck.Require(Receipt.Read(content));
        List<int> accepted = [];
        for (int i = 0; i < content.Length; i++)
        {
            content[i] ^= 1;
            try
            {
                _ = ReceiptCheck.Require(Receipt.Read(content));
                accepted.Add(i);
            }
            catch (MitoshiException)
            {
                // Noticed: that is what is asked.
            }

            content[i] ^= 1;
        }

        Assert.Empty(accepted);
    }

    [Fact]
    public async Task A_changed_byte_anywhere_in_the_logs_files_is_found_by_fsck_which_names_the_file()
    {
        _ = await IssueAsync();
        string log = Path.Combine(Root, "log");
        int flips = 0;
        foreach (string file in Directory.EnumerateFiles(log, "*", SearchOption.AllDirectories).Where(f => Path.GetFileName(f) is not ("lock" or "cosigned" or "witnesses")).Order().ToList())
        {
            byte[] content = await File.ReadAllBytesAsync(file);
            for (int i = 0; i < content.Length; i++)
            {
                content[i] ^= 1;
                await File.WriteAllBytesAsync(file, content);
                (_, IReadOnlyList<(string File, Text Problem)> problems) = FsckOrRefusal(log);
                Assert.True(problems.Count > 0, $"{file}, byte {i}");
                content[i] ^= 1;
                flips++;
            }

            await File.WriteAllBytesAsync(file, content);
        }

        Assert.Empty(LogFsck.Run(DiskFiles.Instance, log).Problems);
        Assert.InRange(flips, 3000, int.MaxValue);
    }

    [Fact]
    public async Task Wrong_roles_wrong_keys_and_repeated_steps_are_refused()
    {
        string receipt = await IssueAsync();
        string serial = Path.GetFileNameWithoutExtension(receipt);
        string claim = Path.Combine(Root, "projects", "claim.json");
        Assert.Equal("registry.role_not_allowed", await CodeAsync(new RetireUnits { Serial = serial, Beneficiary = "x", Key = "registry" }));
        Assert.Equal("registry.double_issue", await CodeAsync(new SubmitClaim { Claim = claim, Key = "proponent" }));
        Assert.Equal("registry.double_issue", await CodeAsync(new IssueUnits { Claim = claim, To = "org:H", Key = "registry" }));
        Assert.Equal("registry.forbidden_transition", await CodeAsync(new VerifyClaim { Claim = claim, Key = "verifier" }));
        Assert.Equal("registry.already_retired", await CodeAsync(new RetireUnits { Serial = serial, Beneficiary = "x", Key = "holder" }));
        Assert.Equal("registry.no_key", await CodeAsync(new RetireUnits { Serial = serial, Beneficiary = "x", Key = "nobody" }));
        Assert.Equal("registry.key_exists", await CodeAsync(new MakeKey { Name = "verifier", Role = KeyUse.Verifier, Party = "org:V" }));
    }

    [Fact]
    public async Task A_claim_that_rests_on_controls_is_refused_until_the_proponent_has_registered_them()
    {
        _ = await IssueAsync();
        string controls = Path.Combine(Root, "projects", "controls.json");
        await File.WriteAllTextAsync(controls, "{\"simulated\":true}");
        Claim rested = TestClaims.Make("VN001", TestClaims.Square(106.5, 13.1), inputs: Inputs()) with { ControlsSha256 = EvidenceFile.Sha256Of(controls) };
        string claim = WriteClaim(rested, "rested.json");
        Assert.Equal("registry.controls_not_pre_registered", await CodeAsync(new SubmitClaim { Claim = claim, Key = "proponent" }));
        Assert.Equal("registry.role_not_allowed", await CodeAsync(new RegisterControls { File = controls, Key = "verifier" }));
        RecordedStep registered = await RunAsync<RecordedStep>(new RegisterControls { File = controls, Key = "proponent" });
        RecordedStep submitted = await RunAsync<RecordedStep>(new SubmitClaim { Claim = claim, Key = "proponent" });
        Assert.True(registered.Index < submitted.Index);

        // A byte more in the file of the controls is another file.
        await File.AppendAllTextAsync(controls, " ");
        string other = WriteClaim(rested with { ControlsSha256 = EvidenceFile.Sha256Of(controls), From = new DateOnly(2030, 1, 1), To = new DateOnly(2031, 1, 1) }, "other.json");
        Assert.Equal("registry.controls_not_pre_registered", await CodeAsync(new SubmitClaim { Claim = other, Key = "proponent" }));
    }

    [Fact]
    public async Task Units_on_hold_can_neither_move_nor_retire_until_they_are_released()
    {
        _ = await IssueAsync();
        const string Block = "MTS-KH005-2026-1-1-100";
        _ = await RunAsync<RecordedStep>(new HoldUnits { Serial = Block, Holder = "org:H", Reason = "complaint", Key = "registry" });
        Assert.Equal("registry.insufficient_units", await CodeAsync(new RetireUnits { Serial = "MTS-KH005-2026-1-50-60", Beneficiary = "x", Key = "holder" }));
        Assert.Equal("registry.role_not_allowed", await CodeAsync(new ReleaseUnits { Serial = Block, Holder = "org:H", Key = "holder" }));
        _ = await RunAsync<RecordedStep>(new ReleaseUnits { Serial = "MTS-KH005-2026-1-50-100", Holder = "org:H", Key = "registry" });
        _ = await RunAsync<RecordedStep>(new RetireUnits { Serial = "MTS-KH005-2026-1-50-60", Beneficiary = "x", Key = "holder" });
        _ = await RunAsync<RecordedStep>(new CancelUnits { Serial = "MTS-KH005-2026-1-1-49", Holder = "org:H", Reason = "void", Key = "registry" });
        Assert.Equal("registry.insufficient_units", await CodeAsync(new ReleaseUnits { Serial = "MTS-KH005-2026-1-1-49", Holder = "org:H", Key = "registry" }));
    }

    [Fact]
    public async Task A_loss_takes_the_buffer_first_and_then_blocks_the_next_issue_until_it_is_paid()
    {
        string serial = Path.GetFileNameWithoutExtension(await IssueAsync());
        RecordedStep loss = await RunAsync<RecordedStep>(new ReverseUnits { Project = Project, Loss = 149.2, Cause = "simulated fire", Key = "registry" });
        Assert.Equal(["0", "50"], loss.Facts.Select(fact => fact.Value.En));
        string next = WriteClaim(TestClaims.Make(Project, TestClaims.Square(105.5, 13.1), 2027, inputs: Inputs()), "claim2027.json");
        await RegisterAsync(next);
        Assert.Equal("registry.debt_outstanding", await CodeAsync(new IssueUnits { Claim = next, To = "org:H", Key = "registry" }));
        _ = await RunAsync<RecordedStep>(new CancelUnits { Serial = serial, Quantity = 50, Holder = "org:H", Reason = "compensation", Debtor = Project, Key = "registry" });
        _ = await RunAsync<RecordedStep>(new IssueUnits { Claim = next, To = "org:H", Key = "registry" });
        ExportedRegistry export = await RunAsync<ExportedRegistry>(new ExportRegistry { Cadtrust = true });
        Assert.Equal(2, export.Issues.Count);
        Assert.True(File.Exists(export.File));
        Assert.True((await RunAsync<CheckedLog>(new CheckLog())).Summarise().Succeeded);
    }

    [Fact]
    public async Task A_loss_beyond_a_projects_buffer_draws_on_the_pool_of_its_programme_only()
    {
        string receipt = await IssueAsync();
        string beside = WriteClaim(TestClaims.Make("VN001", TestClaims.Square(105.52, 13.1), inputs: Inputs()), "beside.json");
        string elsewhere = WriteClaim(TestClaims.Make("BR001", TestClaims.Square(105.54, 13.1), inputs: Inputs()) with { Programme = "VCS" }, "elsewhere.json");
        foreach (string claim in new[] { beside, elsewhere })
        {
            await RegisterAsync(claim);
            _ = await RunAsync<RecordedStep>(new IssueUnits { Claim = claim, To = "org:H", Key = "registry" });
        }

        RecordedStep loss = await RunAsync<RecordedStep>(new ReverseUnits { Project = "VN001", Loss = 150.5, Cause = "simulated storm", Pool = true, Key = "registry" });
        Assert.Equal(["0", "0", "100", "51"], loss.Facts.Select(fact => fact.Value.En)); // left, debt, own, pool
        ExportedRegistry export = await RunAsync<ExportedRegistry>(new ExportRegistry());
        Assert.Equal([("MTS-BR001-2026-1", "100"), ("MTS-KH005-2026-1", "49"), ("MTS-VN001-2026-1", "0")], export.Issues.Select(row => (row[0].En, row[5].En)).Order());
        loss = await RunAsync<RecordedStep>(new ReverseUnits { Project = "VN001", Loss = 60, Cause = "simulated storm", Pool = true, Key = "registry" });
        Assert.Equal(["0", "11", "0", "49"], loss.Facts.Select(fact => fact.Value.En));
        Assert.True((await VerifyAsync(Copy("pooled"), receipt)).Holds);
        Assert.True((await RunAsync<CheckedLog>(new CheckLog())).Summarise().Succeeded);
    }

    [Fact]
    public async Task Two_identical_polygons_in_one_year_never_both_issue_and_edge_sharing_ones_do()
    {
        _ = await IssueAsync();
        string same = WriteClaim(TestClaims.Make("VN001", TestClaims.Square(105.5, 13.1), inputs: Inputs()), "same.json");
        Assert.Equal("registry.boundary_overlap", await CodeAsync(new SubmitClaim { Claim = same, Key = "proponent" }));
        string beside = WriteClaim(TestClaims.Make("VN001", TestClaims.Square(105.52, 13.1), inputs: Inputs()), "beside.json");
        await RegisterAsync(beside);
        _ = await RunAsync<RecordedStep>(new IssueUnits { Claim = beside, To = "org:H", Key = "registry" });
    }

    private static (ulong Entries, IReadOnlyList<(string File, Text Problem)> Problems) FsckOrRefusal(string log)
    {
        try
        {
            return LogFsck.Run(DiskFiles.Instance, log);
        }
        catch (MitoshiException refusal)
        {
            return (0, [("key.pub", refusal.Found)]);
        }
    }

    private ProcessContext Context(string root) => new() { Workspace = new Workspace(root), Time = new FixedTime() };

    private async Task<T> RunAsync<T>(Process<T> process)
        where T : ProcessResult => await process.RunTypedAsync(Context(Root));

    private async Task<string> CodeAsync(Process process) => (await Assert.ThrowsAsync<MitoshiException>(() => process.ExecuteAsync(Context(Root)))).Code;

    private async Task<VerifiedReceipt> VerifyAsync(string root, string receipt)
        => await new VerifyReceipt { Receipt = Path.Combine(root, "receipts", receipt), Recompute = true }.RunTypedAsync(Context(root));

    private InputFile[] Inputs() => [.. EvidenceNames.Select(name =>
    {
        string path = Path.Combine(Root, "projects", name);
        return new InputFile(name, EvidenceFile.Sha256Of(path), new FileInfo(path).Length, "simulated");
    })];

    private string WriteClaim(Claim claim, string name)
    {
        string path = Path.Combine(Root, "projects", name);
        File.WriteAllBytes(path, ClaimJson.Write(claim));
        return path;
    }

    private async Task RegisterAsync(string claim)
    {
        _ = await RunAsync<RecordedStep>(new SubmitClaim { Claim = claim, Key = "proponent" });
        _ = await RunAsync<RecordedStep>(new VerifyClaim { Claim = claim, Key = "verifier" });
        _ = await RunAsync<RecordedStep>(new RegisterClaim { Claim = claim, Key = "registry" });
    }

    private async Task<string> IssueAsync()
    {
        foreach (string name in EvidenceNames)
        {
            string path = Path.Combine(Root, "projects", name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await File.WriteAllTextAsync(path, $"simulated content of {name}\n");
        }

        _ = await RunAsync<MadeKey>(new MakeKey { Name = "registry", Role = KeyUse.Registry, Party = "org:R" });
        _ = await RunAsync<MadeKey>(new MakeKey { Name = "proponent", Role = KeyUse.Proponent, Party = "org:P" });
        _ = await RunAsync<MadeKey>(new MakeKey { Name = "verifier", Role = KeyUse.Verifier, Party = "org:V" });
        _ = await RunAsync<MadeKey>(new MakeKey { Name = "holder", Role = KeyUse.Holder, Party = "org:H" });
        _ = await RunAsync<MadeKey>(new MakeKey { Name = "w1", Role = KeyUse.Witness, Party = "org:W" });
        string claim = WriteClaim(TestClaims.Make(Project, TestClaims.Square(105.5, 13.1), inputs: Inputs()), "claim.json");
        await RegisterAsync(claim);
        RecordedStep issued = await RunAsync<RecordedStep>(new IssueUnits { Claim = claim, To = "org:H", Key = "registry" });
        string serial = issued.Facts[1].Value.En;
        Assert.Equal("MTS-KH005-2026-1-1-900", serial);
        _ = await RunAsync<RecordedStep>(new RetireUnits { Serial = serial, Quantity = 200, Beneficiary = "Example Ltd", Key = "holder" });
        _ = await RunAsync<ShownCheckpoint>(new ShowCheckpoint { Witness = "w1" });
        WrittenReceipt receipt = await RunAsync<WrittenReceipt>(new WriteReceipt { Serial = serial });
        Assert.Equal(1, receipt.Witnesses);
        Assert.Equal(4, receipt.EvidenceFiles);
        return Path.GetFileName(receipt.File);
    }

    private string Copy(string name)
    {
        string target = Path.Combine(_folder.Path, name);
        foreach (string file in Directory.EnumerateFiles(Root, "*", SearchOption.AllDirectories))
        {
            string copy = Path.Combine(target, Path.GetRelativePath(Root, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        return target;
    }

    private sealed class FixedTime : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2028, 1, 1, 0, 0, 0, TimeSpan.Zero);
    }
}
