using System.Text.Json.Nodes;

namespace Mitoshi.Registry;

/// <summary>Record a share that one party holds in another.</summary>
[Process("credits_ownership", En = "Record a share that one party holds in another", Ja = "組織間の持分を記録する",
    Examples = ["credits ownership org:A org:B --share 0.6 --key registry"])]
public sealed record DeclareOwnership : RegistryStep
{
    /// <summary>Who owns.</summary>
    [Parameter(En = "Owner", Ja = "所有者", Position = 0)]
    public required string Owner { get; init; }

    /// <summary>What is owned.</summary>
    [Parameter(En = "Owned party", Ja = "被所有組織", Position = 1)]
    public required string Owned { get; init; }

    /// <summary>Share.</summary>
    [Parameter(En = "Share", Ja = "持分", Unit = "fraction", Min = 0, Max = 1)]
    public required double Share { get; init; }

    private protected override RecordedStep Act(RegistryDesk desk, ProcessContext context)
        => Record(desk, OwnershipDeclared.Name, new JsonObject { ["owner"] = Owner, ["owned"] = Owned, ["share"] = DecimalText.Of((decimal)Share) }, []);
}
