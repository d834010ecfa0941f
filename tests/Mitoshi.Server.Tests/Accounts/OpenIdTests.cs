using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Mitoshi.Server.Accounts;
using Mitoshi.Server.Routes;

namespace Mitoshi.Server.Tests.Accounts;

public sealed class OpenIdTests
{
    [Fact]
    public async Task A_token_of_the_provider_is_the_account_of_its_subject_and_every_other_token_is_refused()
    {
        using RSA right = RSA.Create(2048), wrong = RSA.Create(2048);
        using Provider provider = new(right);
        await using RunningServer server = await RunningServer.StartAsync(
            workspace => new AccountBook(workspace, DiskFiles.Instance).Put(new Account("mei", Access.Runner, null) { Subject = provider.Issuer + " 42" }),
            provider: new OpenIdTokens(provider.Issuer, "mitoshi"));
        (_, JsonNode? me) = await server.GetAsync("/me", Bearer(right, provider.Issuer, "mitoshi", "42", 60));
        Assert.Equal("mei", (string)me!["name"]!);
        Assert.Equal(401, (await server.GetAsync("/me", Bearer(wrong, provider.Issuer, "mitoshi", "42", 60))).Status);
        Assert.Equal(401, (await server.GetAsync("/me", Bearer(right, "http://127.0.0.1:1", "mitoshi", "42", 60))).Status);
        Assert.Equal(401, (await server.GetAsync("/me", Bearer(right, provider.Issuer, "another", "42", 60))).Status);
        Assert.Equal(401, (await server.GetAsync("/me", Bearer(right, provider.Issuer, "mitoshi", "43", 60))).Status);
        Assert.Equal(401, (await server.GetAsync("/me", Bearer(right, provider.Issuer, "mitoshi", "42", -600))).Status);
    }

    private static (string, string) Bearer(RSA key, string issuer, string audience, string subject, int seconds)
    {
        DateTime expires = TimeProvider.System.GetUtcNow().UtcDateTime.AddSeconds(seconds);
        string token = new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer, Audience = audience, IssuedAt = expires.AddSeconds(-120), NotBefore = expires.AddSeconds(-120), Expires = expires,
            Claims = new Dictionary<string, object> { ["sub"] = subject },
            SigningCredentials = new SigningCredentials(new RsaSecurityKey(key) { KeyId = "k" }, SecurityAlgorithms.RsaSha256),
        });
        return ("Authorization", "Bearer " + token);
    }

    /// <summary>A provider on this machine that publishes one key.</summary>
    private sealed class Provider : IDisposable
    {
        private readonly HttpListener _listener = new();

        public Provider(RSA key)
        {
            using System.Net.Sockets.TcpListener free = new(IPAddress.Loopback, 0);
            free.Start();
            Issuer = $"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}";
            free.Stop();
            _listener.Prefixes.Add(Issuer + "/");
            _listener.Start();
            RSAParameters parameters = key.ExportParameters(includePrivateParameters: false);
            JsonObject keys = new() { ["keys"] = new JsonArray(new JsonObject { ["kty"] = "RSA", ["kid"] = "k", ["use"] = "sig", ["n"] = Base64UrlEncoder.Encode(parameters.Modulus), ["e"] = Base64UrlEncoder.Encode(parameters.Exponent) }) };
            JsonObject configuration = new() { ["issuer"] = Issuer, ["jwks_uri"] = Issuer + "/keys", ["authorization_endpoint"] = Issuer + "/a", ["token_endpoint"] = Issuer + "/t" };
            _ = Task.Run(() => AnswerAsync(configuration, keys));
        }

        public string Issuer { get; }

        public void Dispose() => _listener.Close();

        private async Task AnswerAsync(JsonObject configuration, JsonObject keys)
        {
            while (_listener.IsListening)
            {
                HttpListenerContext context;
                try
                {
                    context = await _listener.GetContextAsync();
                }
                catch (Exception error) when (error is HttpListenerException or ObjectDisposedException)
                {
                    return;
                }

                byte[] body = Encoding.UTF8.GetBytes((context.Request.Url!.AbsolutePath == "/keys" ? keys : configuration).ToJsonString());
                context.Response.ContentType = "application/json";
                await context.Response.OutputStream.WriteAsync(body);
                context.Response.Close();
            }
        }
    }
}
