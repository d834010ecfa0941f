using System.Text.Json;
using System.Text.Json.Nodes;

namespace Mitoshi.Core;

/// <summary>
/// A calculation that a file of test vectors can call by name, so that the code that quantifies is the code that is checked.
/// A refusal is a <see cref="MitoshiException"/>; its code's last part in Pascal case is the vector's error kind
/// (<c>credits.unit_mismatch</c> is <c>UnitMismatch</c>).
/// </summary>
/// <param name="Name">Dotted name, for example <c>jcm.kh_am004.credits</c>.</param>
/// <param name="Evaluate">From the vector's inputs to its named outputs; a bare single result is named <c>value</c>.</param>
public sealed record VectorModule(string Name, Func<JsonElement, JsonObject> Evaluate);

/// <summary>A room's vector modules; found by type, listed nowhere else.</summary>
public interface IVectorModules
{
    /// <summary>The modules, each name once.</summary>
    IEnumerable<VectorModule> Modules { get; }
}
