namespace Mitoshi.Cli.Tests.Faces;

public enum Tone
{
    Plain,
    VeryPolite,
}

public sealed record Guest
{
    [Parameter(En = "Name", Ja = "名前")]
    public required string Name { get; init; }

    [Parameter(En = "Age", Ja = "年齢", Unit = "year", Min = 0)]
    public int? Age { get; init; }
}

public sealed record GreetingResult(string Greeting) : ProcessResult
{
    public override Summary Summarise() => new(Greeting);
}

/// <summary>A process that exists in this test only: it must appear on every face by itself.</summary>
[Process("test_greet", En = "Greet guests", Ja = "客に挨拶する", Examples = ["test greet --guests name=Ann,age=7"])]
public sealed record GreetGuests : Process<GreetingResult>
{
    [Parameter(En = "Who comes", Ja = "来る人")]
    public required Guest[] Guests { get; init; }

    [Parameter(En = "How polite", Ja = "丁寧さ")]
    public Tone Tone { get; init; } = Tone.VeryPolite;

    [Parameter(En = "Volume", Ja = "音量", Unit = "dB", Min = 0, Max = 100)]
    public double Volume { get; init; } = 60;

    protected override Task<GreetingResult> RunAsync(ProcessContext context)
        => Task.FromResult(new GreetingResult($"{Tone} {string.Join(" & ", Guests.Select(guest => $"{guest.Name} {guest.Age}"))} {Volume}"));
}
