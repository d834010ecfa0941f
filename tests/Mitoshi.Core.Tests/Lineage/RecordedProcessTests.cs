using System.Text.Json.Nodes;

namespace Mitoshi.Core.Tests;

/// <summary>What a lineage records of a process makes the same process again, in another folder.</summary>
public sealed class RecordedProcessTests
{
    private static readonly ProcessDescription Description = new("test_record", ("", ""), [], typeof(Recorded), ParameterDescription.Of(typeof(Recorded)));

    [Fact]
    public void Paths_are_kept_relative_and_lead_to_the_copy_when_they_are_read_there()
    {
        Recorded process = new()
        {
            Map = "/a/workspace/products/map", Outside = "/a/scenes/one.tif", Url = "https://example.org/x.tif", Day = new DateOnly(2024, 2, 29), Share = 0.1 + 0.2, Word = RecordedWord.TwoWords,
            Parts = [new RecordedPart { File = "/a/workspace/p.csv", Sizes = [1.5, -2] }, new RecordedPart { File = "", Sizes = [] }], IsOn = true, Text = "a b",
        };
        string text = RecordedProcess.Write(process, "/a/workspace");
        Assert.Equal("products/map", JsonNode.Parse(text)!["map"]!.GetValue<string>());
        Assert.Equal("../scenes/one.tif", JsonNode.Parse(text)!["outside"]!.GetValue<string>());
        Assert.DoesNotContain("/a/", text, StringComparison.Ordinal);

        Recorded copy = (Recorded)RecordedProcess.Read(Description, text, "/copy/w");
        Assert.Equal(Path.GetFullPath("/copy/w/products/map"), Path.GetFullPath(copy.Map));
        Assert.Equal("/copy/scenes/one.tif", Path.GetFullPath(copy.Outside!));
        Assert.Equal(("https://example.org/x.tif", process.Day, process.Share, process.Word, true, "a b"), (copy.Url, copy.Day, copy.Share, copy.Word, copy.IsOn, copy.Text));
        Assert.Equal("/copy/w/p.csv", copy.Parts[0].File);
        Assert.Equal([1.5, -2], copy.Parts[0].Sizes);
        Assert.Equal("", copy.Parts[1].File);
        Assert.Null(copy.Missing);
        Assert.Equal(text, RecordedProcess.Write(copy, "/copy/w"));
    }

    [Fact]
    public void A_parameter_that_this_version_does_not_know_is_refused()
        => Assert.Equal("parameter.unknown", Assert.Throws<MitoshiException>(() => RecordedProcess.Read(Description, """{"map":"m","later":"1"}""", "/copy")).Code);
}

/// <summary>Words of a choice.</summary>
public enum RecordedWord
{
    /// <summary>One.</summary>
    One,

    /// <summary>Two.</summary>
    TwoWords,
}

/// <summary>A part of the process below.</summary>
public sealed record RecordedPart
{
    /// <summary>A path.</summary>
    [Parameter(En = "", Ja = "", IsPath = true)]
    public string File { get; init; } = "";

    /// <summary>Numbers.</summary>
    [Parameter(En = "", Ja = "")]
    public double[] Sizes { get; init; } = [];
}

/// <summary>A process with a parameter of every kind; it does nothing.</summary>
public sealed record Recorded : Process<RecordedNothing>
{
    /// <summary>A path.</summary>
    [Parameter(En = "", Ja = "", IsPath = true)]
    public string Map { get; init; } = "";

    /// <summary>A path beside the folder.</summary>
    [Parameter(En = "", Ja = "", IsPath = true)]
    public string? Outside { get; init; }

    /// <summary>A URL.</summary>
    [Parameter(En = "", Ja = "", IsPath = true)]
    public string? Url { get; init; }

    /// <summary>Nothing.</summary>
    [Parameter(En = "", Ja = "", IsPath = true)]
    public string? Missing { get; init; }

    /// <summary>A day.</summary>
    [Parameter(En = "", Ja = "")]
    public DateOnly Day { get; init; }

    /// <summary>A number that has no short decimal.</summary>
    [Parameter(En = "", Ja = "")]
    public double Share { get; init; }

    /// <summary>A word.</summary>
    [Parameter(En = "", Ja = "")]
    public RecordedWord Word { get; init; }

    /// <summary>A switch.</summary>
    [Parameter(En = "", Ja = "")]
    public bool IsOn { get; init; }

    /// <summary>Text that is no path.</summary>
    [Parameter(En = "", Ja = "")]
    public string Text { get; init; } = "";

    /// <summary>Records.</summary>
    [Parameter(En = "", Ja = "")]
    public RecordedPart[] Parts { get; init; } = [];

    /// <inheritdoc/>
    protected override Task<RecordedNothing> RunAsync(ProcessContext context) => Task.FromResult(new RecordedNothing());
}

/// <summary>Nothing.</summary>
public sealed record RecordedNothing : ProcessResult
{
    /// <inheritdoc/>
    public override Summary Summarise() => new("");
}
