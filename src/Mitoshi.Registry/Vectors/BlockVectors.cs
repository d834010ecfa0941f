using System.Text.Json;
using System.Text.Json.Nodes;

namespace Mitoshi.Registry;

/// <summary>Vector modules of serial blocks and totals.</summary>
public sealed class BlockVectors : IVectorModules
{
    /// <inheritdoc/>
    public IEnumerable<VectorModule> Modules =>
    [
        new("block.split", Split),
        new("block.ledger", Ledger),
        new("block.issue", Issue),
        new("block.normalise", Normalise),
        new("block.intersect", Intersect),
        new("block.sum_trap", SumTrap),
        new("registry.sum_check", SumCheck),
    ];

    private static SerialBlock BlockOf(JsonElement pair)
        => pair.ValueKind == JsonValueKind.Array && pair.GetArrayLength() == 2
            ? SerialBlock.Of(VectorInputs.UnitsOf(pair[0], "block"), VectorInputs.UnitsOf(pair[1], "block"))
            : throw BlockErrors.InvalidQuantity(pair.GetRawText());

    private static List<SerialBlock> BlocksOf(JsonElement inputs, string name) => [.. inputs.ListOrEmpty(name).Select(BlockOf)];

    private static JsonArray ToJson(SerialBlock block) => [block.Start, block.End];

    private static JsonArray ToJson(IEnumerable<SerialBlock> blocks) => [.. blocks.Select(b => (JsonNode)ToJson(b))];

    private static JsonObject Split(JsonElement inputs)
    {
        (SerialBlock? below, SerialBlock top) = BlockOf(inputs.Part("block")).TakeTop(inputs.Units("quantity"));
        return new JsonObject { ["parts"] = below is SerialBlock stays ? ToJson([stays, top]) : ToJson([top]) };
    }

    private static JsonObject Ledger(JsonElement inputs)
    {
        IReadOnlyList<JsonElement> operations = inputs.ListOrEmpty("ops");
        string first = inputs.TextOrNull("holder") ?? (operations.Count > 0 ? operations[0][1].GetString() ?? "" : "A");
        IssueLedger ledger = new(BlockOf(inputs.Part("issue")), first, inputs.Units("buffer", 0));
        foreach (JsonElement operation in operations)
        {
            Apply(ledger, operation);
        }

        JsonObject result = [];
        foreach ((string holder, BlockSet held) in ledger.Holders)
        {
            result[holder] = ToJson(held.Blocks);
        }

        result["retired"] = ToJson(ledger.Retired.Blocks);
        result["cancelled"] = ToJson(ledger.Cancelled.Blocks);
        result["buffer"] = ToJson(ledger.Buffer.Blocks);
        result["active"] = ledger.Active;
        result["total"] = ledger.Active + ledger.Retired.Count + ledger.Cancelled.Count + ledger.Buffer.Count;
        return result;
    }

    private static void Apply(IssueLedger ledger, JsonElement operation)
    {
        string name = operation[0].GetString() ?? "", holder = operation[1].GetString() ?? "";
        JsonElement last = operation[operation.GetArrayLength() - 1];
        switch (name)
        {
            case "transfer":
                _ = ledger.Transfer(holder, operation[2].GetString() ?? "", VectorInputs.UnitsOf(last, name));
                break;
            case "retire":
                _ = ledger.Retire(holder, VectorInputs.UnitsOf(last, name));
                break;
            case "cancel":
                _ = ledger.Cancel(holder, VectorInputs.UnitsOf(last, name));
                break;
            case "transfer_serial":
                ledger.Transfer(holder, operation[2].GetString() ?? "", BlockOf(last));
                break;
            case "retire_serial":
                ledger.Retire(holder, BlockOf(last));
                break;
            case "cancel_serial":
                ledger.Cancel(holder, BlockOf(last));
                break;
            default:
                throw RecordErrors.NotInPicklist("operation", name, ["transfer", "retire", "cancel", "transfer_serial", "retire_serial", "cancel_serial"]);
        }
    }

    private static JsonObject Issue(JsonElement inputs)
    {
        SerialBlock block = BlockOf(inputs.Part("issue"));
        List<SerialBlock> existing = BlocksOf(inputs, "existing");
        if (inputs.Units("debt", 0) > 0)
        {
            throw BlockErrors.DebtOutstanding(inputs.TextOrNull("project") ?? "the project", inputs.Units("debt"));
        }

        string? claim = inputs.TextOrNull("claim_id");
        if (claim is not null && inputs.ListOrEmpty("issued_claims").Any(issued => issued.GetString() == claim))
        {
            throw BlockErrors.DoubleIssue(claim);
        }

        if (existing.Any(other => other.Intersect(block) is not null))
        {
            throw BlockErrors.DoubleIssue(block.ToString());
        }

        return new JsonObject
        {
            ["ok"] = true,
            ["issued"] = block.Count,
            ["count"] = block.Count,
            ["block"] = ToJson(block),
            ["blocks"] = ToJson(existing.Append(block).OrderBy(b => b.Start)),
        };
    }

    private static JsonObject Normalise(JsonElement inputs)
    {
        IReadOnlyList<SerialBlock> merged = SerialBlock.Merge(BlocksOf(inputs, "blocks"));
        return new JsonObject { ["merged"] = ToJson(merged), ["count"] = merged.Sum(b => b.Count) };
    }

    private static JsonObject Intersect(JsonElement inputs)
    {
        IReadOnlyList<SerialBlock> common = SerialBlock.Intersect(BlocksOf(inputs, "a"), BlocksOf(inputs, "b"));
        return new JsonObject { ["common"] = ToJson(common), ["count"] = common.Sum(b => b.Count) };
    }

    // Registries repeat the quantity of the event on each of its blocks: only the blocks add up.
    private static JsonObject SumTrap(JsonElement inputs) => new() { ["issued"] = inputs.List("rows").Sum(row => row.Units("block_quantity")) };

    private static JsonObject SumCheck(JsonElement inputs)
    {
        decimal sum = inputs.List("years_tCO2e").Sum(year => VectorInputs.NumberOf(year, "years_tCO2e"));
        decimal printed = inputs.Number("printed_total");
        return new JsonObject { ["sum"] = sum, ["matches"] = Math.Abs(sum - printed) <= 0.005m, ["difference"] = sum - printed };
    }
}
