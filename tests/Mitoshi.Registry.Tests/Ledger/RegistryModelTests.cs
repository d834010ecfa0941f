using System.Text.Json.Nodes;

namespace Mitoshi.Registry.Tests.Ledger;

/// <summary>The registry against a naive model, event by event: each random event is accepted or refused by both alike, and both agree on every unit.</summary>
public sealed class RegistryModelTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Ten_thousand_random_events_keep_the_sum_and_the_blocks_disjoint(ulong seed) => new Run(seed).Go(10_000);

    [Fact, Trait("Length", "Long")]
    public void A_million_random_events_keep_the_sum_and_the_blocks_disjoint() => new Run(2026).Go(1_000_000);

    private sealed class Run(ulong seed) : IContentStore
    {
        private static readonly string[] Actors = ["registry", "proponent", "verifier", "holderA", "holderB", "holderC", "stranger"];
        private static readonly string[] Holders = ["org:A", "org:B", "org:C"];

        private readonly RandomStream _random = new(seed, "registry model");
        private readonly Dictionary<string, byte[]> _contents = [];
        private readonly List<(string Sha256, Claim Claim, string State, int Cell)> _claims = [];
        private readonly Dictionary<BatchId, UnitModel> _issues = [];
        private readonly List<BatchId> _ids = [];
        private readonly Dictionary<string, long> _debts = [];
        private readonly List<RegistryEvent> _taken = [];
        private RegistryState _state = null!;
        private int _accepted, _refused;

        public string Put(ReadOnlySpan<byte> content)
        {
            string sha256 = Digest.Of(content).ToString();
            _contents[sha256] = content.ToArray();
            return sha256;
        }

        public byte[] Get(string sha256) => _contents[sha256];

        public void Go(int operations)
        {
            _state = new RegistryState("test.example/log", this);
            Enrol();
            for (int i = 0; i < operations; i++)
            {
                Step();
                if (i % Math.Max(2000, operations / 50) == 0)
                {
                    Compare();
                }
            }

            Compare();
            Assert.InRange(_accepted, operations / 10, operations);
            Assert.InRange(_refused, operations / 20, operations);
        }

        private void Enrol()
        {
            (string Name, Role Role, string Party)[] keys =
                [("registry", Role.Registry, "org:R"), ("proponent", Role.Proponent, "org:P"), ("verifier", Role.Verifier, "org:V"), ("holderA", Role.Holder, "org:A"), ("holderB", Role.Holder, "org:B"), ("holderC", Role.Holder, "org:C")];
            for (int i = 0; i < keys.Length; i++)
            {
                using NoteSigner signer = new(keys[i].Name, NoteKeyType.Ed25519, Enumerable.Repeat((byte)(i + 1), 32).ToArray());
                Send("registry", KeyEnrolled.Name, KeyEnrolled.Body(signer.Public, keys[i].Role, keys[i].Party), isRight: true);
            }
        }

        private void Step()
        {
            int kind = _random.NextInt(1000);
            switch (kind)
            {
                case < 10:
                    Submit();
                    break;
                case < 100:
                    Advance();
                    break;
                case < 140:
                    Replay();
                    break;
                case < 143:
                    Lose();
                    break;
                default:
                    MoveUnits(kind / 10);
                    break;
            }
        }

        // Half of the claims want land that another one has in that year.
        private void Submit()
        {
            int cell = _random.NextInt(4 + (_claims.Count / 2)), year = 2026 + _random.NextInt(2);
            string project = $"P{_random.NextInt(5)}";
            Claim claim = TestClaims.Make(project, TestClaims.Square(100 + (0.02 * (cell % 400)), 10 + (0.02 * (cell / 400))), year, credits: 200 + _random.NextInt(800), buffer: _random.NextInt(60)) with { Programme = ProgrammeOf(project) };
            string sha256 = Put(ClaimJson.Write(claim));
            bool isFree = !_claims.Any(c => c.Cell == cell && c.Claim.From == claim.From && c.State != "rejected");
            string actor = Mostly("proponent");
            bool isRight = isFree && actor == "proponent" && !_claims.Any(c => c.Sha256 == sha256 && c.State != "rejected");
            if (Send(actor, ClaimSubmitted.Name, new JsonObject { ["claim"] = sha256, ["files"] = "", ["accuracyMetres"] = "10" }, isRight))
            {
                _claims.RemoveAll(c => c.Sha256 == sha256);
                _claims.Add((sha256, claim, "submitted", cell));
            }
        }

        private void Advance()
        {
            if (_claims.Count == 0)
            {
                return;
            }

            int at = _claims.Count - 1 - _random.NextInt(Math.Min(_claims.Count, 12));
            (string sha256, Claim claim, string state, int cell) = _claims[at];
            (string kind, string needed, string role, string next) = _random.NextInt(8) switch
            {
                0 => (ClaimRejected.Name, "submitted", "verifier", "rejected"),
                1 or 2 => (ClaimVerified.Name, "submitted", "verifier", "verified"),
                3 or 4 => (ClaimRegistered.Name, "verified", "registry", "registered"),
                _ => (UnitsIssued.Name, "registered", "registry", "issued"),
            };
            string actor = Mostly(role);
            JsonObject body = new() { ["claim"] = sha256, ["reason"] = "test", ["signedSha256"] = _random.NextInt(20) == 0 ? new string('0', 64) : sha256 };
            bool isRight = state == needed && actor == role && (kind != ClaimVerified.Name || body.Text("signedSha256") == sha256);
            if (kind == ClaimRejected.Name)
            {
                isRight = (state == "submitted" && actor == "verifier") || (state == "verified" && actor == "registry");
            }

            BatchId id = default;
            string holder = Holders[_random.NextInt(3)];
            if (kind == UnitsIssued.Name)
            {
                id = new BatchId(claim.Project, claim.Vintage, UnitsIssued.NextBatch(_state, claim.Project, claim.Vintage));
                body["batch"] = id.Number;
                body["holder"] = holder;
                isRight &= _debts.GetValueOrDefault(claim.Project) == 0 && (claim.BufferUnits > 0 || claim.MonitoringYears > 0);
            }

            if (!Send(actor, kind, body, isRight))
            {
                return;
            }

            _claims[at] = (sha256, claim, next, cell);
            if (kind == UnitsIssued.Name)
            {
                _issues.Add(id, new UnitModel(claim.Credits, claim.BufferUnits, holder));
                _ids.Add(id);
            }
        }

        private void MoveUnits(int kind)
        {
            if (_ids.Count == 0)
            {
                return;
            }

            BatchId id = _ids[Math.Max(0, _ids.Count - 1 - _random.NextInt(40))];
            UnitModel model = _issues[id];
            string from = Holders[_random.NextInt(3)], to = Holders[_random.NextInt(3)];
            JsonObject body = new() { ["project"] = id.Project, ["vintage"] = id.Vintage, ["batch"] = id.Number };
            bool isBlock = _random.NextInt(3) == 0;
            long start = 1 + _random.NextInt(model.Units), end = start + _random.NextInt(12), quantity = _random.NextInt(15) - 1;
            if (isBlock)
            {
                body["start"] = start;
                body["end"] = end;
            }
            else
            {
                body["quantity"] = quantity;
            }

            (string name, string role, string destination) = kind switch
            {
                < 88 => (UnitsTransferred.Name, "holder" + from[^1], to),
                < 95 => (UnitsRetired.Name, "holder" + from[^1], UnitModel.Retired),
                _ => (UnitsCancelled.Name, "registry", UnitModel.Cancelled),
            };
            bool isPaying = name == UnitsCancelled.Name && _random.NextInt(2) == 0;
            body["to"] = to;
            body["beneficiary"] = "test";
            body["holder"] = from;
            body["reason"] = isPaying ? UnitsCancelled.Compensation : "converted";
            body["debtor"] = id.Project;
            string actor = Mostly(role);

            // Another holder's key moves that holder's units; only then is it a different event, not a wrong one.
            from = name != UnitsCancelled.Name && actor.StartsWith("holder", StringComparison.Ordinal) ? "org:" + actor[^1] : from;
            bool isActor = name == UnitsCancelled.Name ? actor == "registry" : actor.StartsWith("holder", StringComparison.Ordinal);
            bool isRight = isActor && (isBlock ? model.MoveBlock(from, destination, start, end) : model.Move(from, destination, quantity));
            if (Send(actor, name, body, isRight) && isPaying)
            {
                long paid = isBlock ? end - start + 1 : quantity;
                _debts[id.Project] = Math.Max(0, _debts.GetValueOrDefault(id.Project) - paid);
            }
        }

        private void Lose()
        {
            string project = $"P{_random.NextInt(5)}";
            decimal loss = (_random.NextInt(200) - 10) / 10m;
            string actor = Mostly("registry");
            List<BatchId> issues = [.. _ids.Where(id => id.Project == project)];
            bool isRight = actor == "registry" && loss >= 0 && issues.Count > 0;
            JsonObject body = new() { ["project"] = project, ["lossTonnes"] = DecimalText.Of(loss) };
            bool isPooled = _random.NextInt(2) == 0;
            if (isPooled)
            {
                body["pool"] = true;
                issues.AddRange(_ids.Where(id => id.Project != project && ProgrammeOf(id.Project) == ProgrammeOf(project)));
            }

            if (!Send(actor, LossRecorded.Name, body, isRight))
            {
                return;
            }

            long left = (long)decimal.Ceiling(loss);
            foreach (BatchId id in issues)
            {
                long taken = Math.Min(left, _issues[id].CountOf(UnitModel.Buffer));
                _ = _issues[id].Move(UnitModel.Buffer, UnitModel.Cancelled, taken);
                left -= taken;
            }

            _debts[project] = _debts.GetValueOrDefault(project) + left;
        }

        private static string ProgrammeOf(string project) => (project[^1] - '0') % 2 == 0 ? "JCM" : "VCS";

        // An event that was taken before, as it was: a duplicate, or one that comes late.
        private void Replay()
        {
            RegistryEvent old = _taken[_random.NextInt(_taken.Count)];
            Assert.Throws<MitoshiException>(() => _state.Apply(old, isChecked: true));
            _refused++;
        }

        private string Mostly(string actor) => _random.NextInt(10) == 0 ? Actors[_random.NextInt(Actors.Length)] : actor;

        private bool Send(string actor, string kind, JsonObject body, bool isRight)
        {
            RegistryEvent happened = new("test.example/log", actor, _state.NextSequence(actor), kind, DateTimeOffset.UnixEpoch, body);
            try
            {
                _state.Apply(happened, isChecked: true);
            }
            catch (MitoshiException refusal)
            {
                Assert.False(isRight, $"{kind} by {actor} was refused: {refusal.Message} {body.ToJsonString()}");
                _refused++;
                return false;
            }

            Assert.True(isRight, $"{kind} by {actor} was taken: {body.ToJsonString()}");
            _accepted++;
            if (_taken.Count < 5000)
            {
                _taken.Add(happened);
            }

            return true;
        }

        private void Compare()
        {
            Assert.Equal(_ids, _state.Batches.Keys);
            foreach (BatchId id in _ids)
            {
                _issues[id].RequireSame(_state.BatchOf(id).Ledger);
            }

            foreach ((string project, long debt) in _debts)
            {
                Assert.Equal(debt, _state.DebtOf(project));
            }
        }
    }
}
