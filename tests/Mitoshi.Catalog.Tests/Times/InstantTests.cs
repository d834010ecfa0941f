using System.Text.Json;
using Mitoshi.Catalog.Times;
using Mitoshi.Testing;

namespace Mitoshi.Catalog.Tests.Times;

public sealed class InstantTests
{
    [Fact]
    public void The_29_valid_datetime_parameters_of_the_validator_are_read_and_the_22_others_refused()
    {
        using JsonDocument cases = JsonDocument.Parse(File.ReadAllText(SharedData.Require("stac/api-datetime-cases.json")));
        string[] valid = [.. cases.RootElement.GetProperty("valid").EnumerateArray().Select(text => text.GetString()!)];
        string[] invalid = [.. cases.RootElement.GetProperty("invalid_must_be_400").EnumerateArray().Select(text => text.GetString()!)];
        Assert.True(valid.Length >= 29);
        Assert.True(invalid.Length >= 22);
        Array.ForEach(valid, text => TimeInterval.ParseParameter(text));
        Assert.All(invalid, text => Assert.Equal("search.bad_datetime", Assert.Throws<MitoshiException>(() => TimeInterval.ParseParameter(text)).Code));
    }

    [Theory]
    [InlineData("1996-12-19T16:39:57-08:00", "1996-12-20T00:39:57Z")]
    [InlineData("2020-07-23t00:00:00.012345678z", "2020-07-23T00:00:00.0123456Z")]
    [InlineData("1990-12-31T23:59:60Z", "1991-01-01T00:00:00Z")]
    [InlineData("1990-12-31T15:59:60-08:00", "1991-01-01T00:00:00Z")]
    public void A_time_stamp_is_kept_in_utc(string written, string expected)
    {
        Assert.True(Instant.TryParseTimestamp(written, out Instant instant));
        Assert.Equal(expected, instant.ToString());
    }

    [Theory]
    [InlineData("0001-01-01T00:00:00+01:00")]
    [InlineData("9999-12-31T23:59:59-01:00")]
    [InlineData("1990-12-31T12:59:60Z")]
    [InlineData("2023-02-29T00:00:00Z")]
    [InlineData("２０２３-02-28T00:00:00Z")]
    public void What_is_no_time_is_refused(string text) => Assert.False(Instant.TryParse(text, out _));
}
