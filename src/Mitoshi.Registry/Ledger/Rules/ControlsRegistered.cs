using System.Text.Json.Nodes;

namespace Mitoshi.Registry;

/// <summary>Matched controls are entered by their hash; a claim that rests on them must come later, and the order of the log proves it.</summary>
internal sealed class ControlsRegistered : IEventRule
{
    public const string Name = "controls_registered";

    public string Kind => Name;

    public void Apply(RegistryState state, EnrolledKey actor, JsonObject body)
    {
        if (actor.Role != Role.Proponent)
        {
            throw Steps.NotAllowed(actor.Role, Role.Proponent);
        }

        state.Controls.Add(body.Text("controls"));
    }

    public static void RequireRegistered(RegistryState state, string? controlsSha256)
    {
        if (controlsSha256 is not null && !state.Controls.Contains(controlsSha256))
        {
            throw new MitoshiException("registry.controls_not_pre_registered",
                found: ($"controls {controlsSha256} that aren't in the log", $"ログにない対照区 {controlsSha256}"),
                expected: ("controls that were registered before the results were read", "結果を見る前に登録された対照区"),
                remedy: ("mitoshi credits controls FILE --key proponent, before the claim is made", "請求を作る前に mitoshi credits controls ファイル --key proponent"));
        }
    }
}
