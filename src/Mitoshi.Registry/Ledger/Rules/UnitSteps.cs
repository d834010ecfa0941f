using System.Text.Json.Nodes;

namespace Mitoshi.Registry;

/// <summary>The registry makes units for a registered claim: the hash that the verifier signed, once, without debt, with all six requirements met.</summary>
internal sealed class UnitsIssued : IEventRule
{
    public const string Name = "units_issued";

    public string Kind => Name;

    public void Apply(RegistryState state, EnrolledKey actor, JsonObject body)
    {
        ClaimEntry entry = state.ClaimOf(body.Text("claim"));
        string holder = body.Text("holder");
        if (entry.Batch is not null)
        {
            throw BlockErrors.DoubleIssue(entry.Sha256);
        }

        Lifecycle.Require(entry.State, ClaimState.Issued, actor.Role);
        state.RequireParty(holder, Role.Holder);
        Claim claim = entry.Claim;
        if (state.DebtOf(claim.Project) > 0)
        {
            throw BlockErrors.DebtOutstanding(claim.Project, state.DebtOf(claim.Project));
        }

        IssueGate.Require(entry);
        BatchId id = new(claim.Project, claim.Vintage, (int)body.Number("batch"));
        if (id.Number != NextBatch(state, claim.Project, claim.Vintage))
        {
            throw BlockErrors.DoubleIssue($"{id.Project}-{id.Vintage}-{id.Number}");
        }

        SerialBlock block = SerialBlock.Of(1, claim.Credits + claim.BufferUnits);
        _ = SerialNumber.Own(claim.Project, claim.Vintage, id.Number, block);
        state.Batches.Add(id, new Batch(id, entry.Sha256, holder, new IssueLedger(block, holder, claim.BufferUnits)));
        entry.Batch = id;
        entry.State = ClaimState.Issued;
    }

    public static int NextBatch(RegistryState state, string project, int vintage)
    {
        int number = 1;
        while (state.Batches.ContainsKey(new BatchId(project, vintage, number)))
        {
            number++;
        }

        return number;
    }
}

/// <summary>Units named by an event: an issue, and a block of it or a quantity of the holder's highest ones.</summary>
/// <param name="Batch">The issue.</param>
/// <param name="Block">Just these; null for a quantity.</param>
/// <param name="Quantity">How many; 0 for a block.</param>
internal sealed record NamedUnits(Batch Batch, SerialBlock? Block, long Quantity)
{
    public static NamedUnits Read(RegistryState state, JsonObject body)
    {
        Batch batch = state.BatchOf(new BatchId(body.Text("project"), checked((int)body.Number("vintage")), checked((int)body.Number("batch"))));
        SerialBlock? block = body.NumberOrNull("start") is long start ? SerialBlock.Of(start, body.Number("end")) : null;
        return new NamedUnits(batch, block, block is null ? body.Number("quantity") : 0);
    }

    public long Count => Block?.Count ?? Quantity;

    public SerialBlock RequireBlock() => Block ?? throw RegistryEvent.Malformed("a quantity where a block is due", "ブロックが必要なところに数量があります");

    public void RequireHeld(string holder)
    {
        if (Block is SerialBlock block)
        {
            Batch.Ledger.RequireHeld(holder, block);
        }
        else
        {
            Batch.Ledger.RequireHeld(holder, Quantity);
        }
    }
}

/// <summary>A holder passes units on; out of the host country only what its party has authorized.</summary>
internal sealed class UnitsTransferred : IEventRule
{
    public const string Name = "units_transferred";

    public string Kind => Name;

    public void Apply(RegistryState state, EnrolledKey actor, JsonObject body)
    {
        NamedUnits units = NamedUnits.Read(state, body);
        string to = body.Text("to");
        Lifecycle.Require(Steps.StateOf(units.Batch, actor.Party), ClaimState.Transferred, actor.Role);
        state.RequireParty(to, Role.Holder);
        units.RequireHeld(actor.Party);
        string? usingParty = body.TextOrNull("usingParty");
        if (usingParty is not null)
        {
            _ = Authorization.RequireFirstTransfer(units.Batch.Authorization, units.Count, units.Batch.FirstTransferred, units.Batch.Id.Vintage);
            units.Batch.FirstTransferred += units.Count;
            units.Batch.UsingParty = usingParty;
        }

        if (units.Block is SerialBlock block)
        {
            units.Batch.Ledger.Transfer(actor.Party, to, block);
        }
        else
        {
            _ = units.Batch.Ledger.Transfer(actor.Party, to, units.Quantity);
        }
    }
}

/// <summary>A holder uses units up, for somebody and a purpose.</summary>
internal sealed class UnitsRetired : IEventRule
{
    public const string Name = "units_retired";

    public string Kind => Name;

    public void Apply(RegistryState state, EnrolledKey actor, JsonObject body)
    {
        NamedUnits units = NamedUnits.Read(state, body);
        Lifecycle.Require(Steps.StateOf(units.Batch, actor.Party), ClaimState.Retired, actor.Role);
        _ = body.Text("beneficiary");
        if (units.Block is SerialBlock block)
        {
            units.Batch.Ledger.Retire(actor.Party, block);
        }
        else
        {
            _ = units.Batch.Ledger.Retire(actor.Party, units.Quantity);
        }
    }
}

/// <summary>
/// The registry voids a holder's units. With the reason <c>compensation</c> they pay a project's debt; with <c>reissue</c>, when all units of
/// the claim are gone, its land is free again. <c>converted</c> units live on in another registry and free nothing.
/// </summary>
internal sealed class UnitsCancelled : IEventRule
{
    public const string Name = "units_cancelled";
    public const string Compensation = "compensation";
    public const string Reissue = "reissue";

    public string Kind => Name;

    public void Apply(RegistryState state, EnrolledKey actor, JsonObject body)
    {
        NamedUnits units = NamedUnits.Read(state, body);
        string holder = body.Text("holder"), reason = body.Text("reason");
        bool isFrozen = units.Block is SerialBlock named && units.Batch.Ledger.IsOnHold(holder, named);
        Lifecycle.Require(isFrozen ? ClaimState.OnHold : Steps.StateOf(units.Batch, holder), ClaimState.Cancelled, actor.Role);
        string? debtor = reason == Compensation ? body.Text("debtor") : null;
        if (units.Block is SerialBlock frozen && isFrozen)
        {
            units.Batch.Ledger.CancelFrozen(holder, frozen);
        }
        else if (units.Block is SerialBlock block)
        {
            units.Batch.Ledger.Cancel(holder, block);
        }
        else
        {
            _ = units.Batch.Ledger.Cancel(holder, units.Quantity);
        }

        if (debtor is not null)
        {
            state.SetDebt(debtor, Math.Max(0, state.DebtOf(debtor) - units.Count));
        }

        if (reason == Reissue && units.Batch.Ledger.Cancelled.Count == units.Batch.Ledger.Issued.Count)
        {
            state.ClaimOf(units.Batch.ClaimSha256).State = ClaimState.Cancelled;
        }
    }
}

/// <summary>
/// The registry records a loss of stored carbon: the project's buffer is cancelled first, then, where the event draws on the pool, that of the
/// other projects of its programme, oldest issue first; the rest is its debt.
/// </summary>
internal sealed class LossRecorded : IEventRule
{
    public const string Name = "loss_recorded";

    public string Kind => Name;

    public void Apply(RegistryState state, EnrolledKey actor, JsonObject body)
    {
        if (actor.Role != Role.Registry)
        {
            throw Steps.NotAllowed(actor.Role, Role.Registry);
        }

        string project = body.Text("project");
        List<Batch> batches = [.. state.Batches.Values.Where(batch => batch.Id.Project == project)];
        if (batches.Count == 0)
        {
            _ = state.BatchOf(new BatchId(project, 0, 0));
        }

        if (body["pool"]?.GetValueKind() == System.Text.Json.JsonValueKind.True)
        {
            HashSet<string> programmes = [.. batches.Select(batch => ProgrammeOf(state, batch))];
            batches.AddRange(state.Batches.Values.Where(batch => batch.Id.Project != project && programmes.Contains(ProgrammeOf(state, batch))));
        }

        Reversal reversal = Reversal.Of(body.Decimal("lossTonnes"), batches.Sum(batch => batch.Ledger.Buffer.Count));
        long left = reversal.BufferCancelled;
        foreach (Batch batch in batches)
        {
            left -= batch.Ledger.CancelBuffer(left).Sum(block => block.Count);
        }

        state.SetDebt(project, state.DebtOf(project) + reversal.Debt);
    }

    private static string ProgrammeOf(RegistryState state, Batch batch) => state.ClaimOf(batch.ClaimSha256).Claim.Programme;
}

/// <summary>The registry notes a host party's authorization of an issue under Article 6.2.</summary>
internal sealed class UnitsAuthorized : IEventRule
{
    public const string Name = "units_authorized";

    public string Kind => Name;

    public void Apply(RegistryState state, EnrolledKey actor, JsonObject body)
    {
        if (actor.Role != Role.Registry)
        {
            throw Steps.NotAllowed(actor.Role, Role.Registry);
        }

        Batch batch = state.BatchOf(new BatchId(body.Text("project"), checked((int)body.Number("vintage")), checked((int)body.Number("batch"))));
        long quantity = body.Number("quantity");
        if (quantity <= 0 || quantity > batch.Ledger.Issued.Count)
        {
            throw BlockErrors.InvalidQuantity($"{quantity} of {batch.Ledger.Issued.Count}");
        }

        batch.Authorization = new Authorization(body.Text("authorization"), body.Text("party"), DateOnly.ParseExact(body.Text("date"), "yyyy-MM-dd"), body.Text("purpose"), quantity,
            (int?)body.NumberOrNull("ndcFrom"), (int?)body.NumberOrNull("ndcTo"));
    }
}

/// <summary>The registry freezes a holder's block, for instance while a complaint is looked into.</summary>
internal sealed class UnitsHeld : IEventRule
{
    public const string Name = "units_held";

    public string Kind => Name;

    public void Apply(RegistryState state, EnrolledKey actor, JsonObject body)
    {
        NamedUnits units = NamedUnits.Read(state, body);
        string holder = body.Text("holder");
        Lifecycle.Require(Steps.StateOf(units.Batch, holder), ClaimState.OnHold, actor.Role);
        _ = body.Text("reason");
        units.Batch.Ledger.Hold(holder, units.RequireBlock());
    }
}

/// <summary>The registry gives a frozen block free.</summary>
internal sealed class UnitsReleased : IEventRule
{
    public const string Name = "units_released";

    public string Kind => Name;

    public void Apply(RegistryState state, EnrolledKey actor, JsonObject body)
    {
        NamedUnits units = NamedUnits.Read(state, body);
        Lifecycle.Require(ClaimState.OnHold, ClaimState.Issued, actor.Role);
        units.Batch.Ledger.Release(body.Text("holder"), units.RequireBlock());
    }
}
