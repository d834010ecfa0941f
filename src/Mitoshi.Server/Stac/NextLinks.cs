using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Mitoshi.Server.Stac;

/// <summary>Links to the next page: the same question with the token of the place, which replaces the token before, so that links never grow.</summary>
internal static class NextLinks
{
    /// <summary>For a GET.</summary>
    public static string Get(string url, IQueryCollection query, string token)
        => url + QueryString.Create([.. query.Where(parameter => parameter.Key != "token").Select(parameter => KeyValuePair.Create(parameter.Key, (string?)parameter.Value.ToString())), KeyValuePair.Create("token", (string?)token)]);

    /// <summary>For a POST: method and the whole body, as clients send it again.</summary>
    public static JsonObject Post(string url, JsonObject body, string token)
    {
        JsonObject next = body.DeepClone().AsObject();
        next["token"] = token;
        JsonObject link = StacAnswers.Link("next", url, StacAnswers.GeoJson);
        link["method"] = "POST";
        link["body"] = next;
        link["merge"] = false;
        return link;
    }
}
