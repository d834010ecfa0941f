using System.Text.Json;
using System.Text.Json.Nodes;

namespace Mitoshi.Registry;

/// <summary>Vector modules of lifecycle, roles, requirements, reversals, Article 6, CAD Trust and serial numbers.</summary>
public sealed class LifecycleVectors : IVectorModules
{
    private static readonly string[] Requirements = ["real", "additional", "measurable", "permanent", "independently_verified", "unique"];

    /// <inheritdoc/>
    public IEnumerable<VectorModule> Modules =>
    [
        new("lifecycle.transition", Transition),
        new("roles.check", CheckRoles),
        new("icroa.gate", Gate),
        new("reversal.apply", ApplyReversal),
        new("reversal.from_area", ReversalFromArea),
        new("article6.adjust", Adjust),
        new("article6.first_transfer", FirstTransfer),
        new("article6.share", Share),
        new("serial.parse", ParseSerial),
        new("serial.format", FormatSerial),
        .. CadTrustTable.All.Values.Select(table => new VectorModule($"cadtrust.{table.Name}", inputs => CheckTable(table, inputs))),
    ];

    private static JsonObject Transition(JsonElement inputs) => new() { ["state"] = Lifecycle.Require(inputs.Text("from"), inputs.Text("to"), inputs.Text("role")) };

    private static JsonObject CheckRoles(JsonElement inputs)
    {
        if (inputs.Has("proponent") && inputs.Has("verifier"))
        {
            Independence.RequireSeparate(inputs.Text("proponent"), inputs.Text("verifier"), [.. inputs.ListOrEmpty("ownership").Select(OwnershipOf)]);
        }

        if (inputs.Has("proponent_key") && inputs.Has("verifier_key"))
        {
            Independence.RequireOwnKeys(inputs.Text("proponent_key"), inputs.Text("verifier_key"));
        }

        if (inputs.Has("claim_hash"))
        {
            Independence.RequireSameClaim(inputs.Text("claim_hash"), inputs.TextOrNull("verifier_signed_hash") ?? "");
        }

        return new JsonObject { ["ok"] = true };
    }

    private static Ownership OwnershipOf(JsonElement share)
    {
        bool isTriple = share.ValueKind == JsonValueKind.Array && share.GetArrayLength() == 3;
        decimal part = isTriple ? VectorInputs.NumberOf(share[2], "ownership") : -1;
        return part is >= 0 and <= 1 ? new Ownership(share[0].GetString() ?? "", share[1].GetString() ?? "", part) : throw RecordErrors.OutOfRange($"share {share}", "0..1");
    }

    private static JsonObject Gate(JsonElement inputs)
    {
        string missing = inputs.TextOrNull("claim_complete_except") ?? "";
        if (missing.Length > 0 && !Requirements.Contains(missing))
        {
            throw RecordErrors.NotInPicklist("claim_complete_except", missing, Requirements);
        }

        bool Has(string part) => part != missing && (!inputs.Has(part) || inputs.Part(part).ValueKind == JsonValueKind.True);
        new IcroaGate(Has("real"), Has("additional"), Has("measurable"), Has("permanent"), Has("independently_verified"), Has("unique")).Require();
        return new JsonObject { ["ok"] = true, ["passed"] = true };
    }

    private static JsonObject ApplyReversal(JsonElement inputs)
    {
        Reversal reversal = Reversal.Of(inputs.Number("loss_tCO2"), inputs.Units("buffer"));
        return new JsonObject { ["buffer_cancelled"] = reversal.BufferCancelled, ["buffer_left"] = reversal.BufferLeft, ["debt"] = reversal.Debt };
    }

    private static JsonObject ReversalFromArea(JsonElement inputs) => new() { ["tCO2"] = Reversal.FromArea(inputs.Number("lost_ha"), inputs.Number("stock_tC_ha")) };

    private static JsonObject Adjust(JsonElement inputs)
    {
        CorrespondingAdjustment balances = CorrespondingAdjustment.Of(
            inputs.Number("host_inventory_tCO2e"), inputs.Number("buyer_inventory_tCO2e"), inputs.Number("first_transferred", 0), inputs.Number("used_by_buyer", 0));
        return new JsonObject { ["host_balance"] = balances.HostTonnes, ["buyer_balance"] = balances.UserTonnes };
    }

    private static JsonObject FirstTransfer(JsonElement inputs)
    {
        bool isAuthorized = inputs.Has("authorized") ? inputs.Part("authorized").ValueKind == JsonValueKind.True : inputs.Has("authorized_quantity");
        IReadOnlyList<JsonElement> period = inputs.ListOrEmpty("ndc_period");
        Authorization? authorization = isAuthorized
            ? new Authorization(inputs.TextOrNull("id") ?? "", inputs.TextOrNull("party") ?? "", default, inputs.TextOrNull("purpose") ?? "",
                inputs.Has("authorized_quantity") ? inputs.Units("authorized_quantity") : null,
                period.Count == 2 ? period[0].GetInt32() : null, period.Count == 2 ? period[1].GetInt32() : null)
            : null;
        long transferred = inputs.Units("already_transferred", 0), quantity = inputs.Units("quantity");
        long? left = Authorization.RequireFirstTransfer(authorization, quantity, transferred, inputs.Has("vintage") ? (int)inputs.Units("vintage") : null);
        return new JsonObject { ["ok"] = true, ["allowed"] = true, ["transferred"] = transferred + quantity, ["remaining"] = left };
    }

    private static JsonObject Share(JsonElement inputs)
    {
        (long japan, long partner) = CorrespondingAdjustment.Share(inputs.Units("issued"), inputs.Number("share_japan"));
        return new JsonObject { ["japan"] = japan, ["partner"] = partner };
    }

    private static JsonObject ParseSerial(JsonElement inputs)
    {
        SerialBlock? range = inputs.Has("start") && inputs.Has("end") ? new SerialBlock(inputs.Units("start"), inputs.Units("end")) : null;
        SerialNumber serial = SerialNumber.Parse(inputs.Text("serial"), inputs.TextOrNull("registry"), range);
        JsonObject parts = new() { ["registry"] = serial.Registry };
        foreach ((string name, object? value) in serial.Fields)
        {
            parts[name] = value switch
            {
                DateOnly date => date.ToString("yyyy-MM-dd"),
                bool flag => flag,
                long number => number,
                _ => value?.ToString(),
            };
        }

        if (serial.Registry == "Verra")
        {
            parts.TryAdd("scope", null);
        }

        if (serial.Block is SerialBlock block)
        {
            parts["start"] = block.Start;
            parts["end"] = block.End;
            parts["count"] = block.Count;
        }

        parts["reprint"] = serial.Text;
        return parts;
    }

    // Mitoshi prints serial numbers of its own only: one in another registry's grammar would look issued there.
    private static JsonObject FormatSerial(JsonElement inputs)
    {
        string programme = inputs.TextOrNull("programme") ?? "MTS";
        if (programme != "MTS")
        {
            throw new MitoshiException("registry.not_for_issuance", found: ($"a serial number in the grammar of {programme}", $"{programme} の書式のシリアル番号"),
                expected: ("MTS, Mitoshi's own", "Mitoshi 自身の MTS"),
                remedy: ("Issue in the other registry itself, and keep its serial as a reference.", "その登録簿自体で発行し、シリアルは参照として保存してください。"));
        }

        SerialBlock block = new(inputs.Units("start"), inputs.Units("end"));
        return new JsonObject
        {
            ["serial"] = SerialNumber.Own(inputs.Text("project"), (int)inputs.Units("vintage"), (int)inputs.Units("batch"), block),
            ["count"] = block.Count,
        };
    }

    private static JsonObject CheckTable(CadTrustTable table, JsonElement inputs)
    {
        JsonObject row = JsonObject.Create(inputs.Has(table.Name) ? inputs.Part(table.Name) : inputs) ?? [];
        table.Require(row);
        return new JsonObject { ["valid"] = true };
    }
}
