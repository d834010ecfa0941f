using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Mitoshi.Server.Accounts;

/// <summary>Checks access tokens of one OpenID provider: signature by its published keys, issuer, audience, time.</summary>
/// <remarks>Source: OpenID Connect Core 1.0, RFC 9068. Symmetric and unsigned tokens are refused.</remarks>
internal sealed class OpenIdTokens
{
    private readonly string _issuer, _audience;
    private readonly ConfigurationManager<OpenIdConnectConfiguration> _configuration;
    private readonly JsonWebTokenHandler _handler = new() { MapInboundClaims = false };

    /// <param name="issuer">URL of the provider.</param>
    /// <param name="audience">What its tokens for this server name as audience.</param>
    public OpenIdTokens(string issuer, string audience)
    {
        (_issuer, _audience) = (issuer.TrimEnd('/'), audience);
        bool isLocal = new Uri(issuer).IsLoopback;
        _configuration = new ConfigurationManager<OpenIdConnectConfiguration>(_issuer + "/.well-known/openid-configuration", new OpenIdConnectConfigurationRetriever(), new HttpDocumentRetriever { RequireHttps = !isLocal });
    }

    /// <summary><c>issuer subject</c> of a valid token, or null.</summary>
    public async Task<string?> SubjectOfAsync(string token)
    {
        OpenIdConnectConfiguration configuration;
        try
        {
            configuration = await _configuration.GetConfigurationAsync(CancellationToken.None);
        }
        catch (InvalidOperationException error)
        {
            throw new MitoshiException("access.provider_silent", found: ($"the OpenID provider {_issuer} does not answer", $"OpenIDプロバイダ {_issuer} が応答しません"),
                expected: ("its configuration and keys", "その設定と鍵"), remedy: ("Try again later, or use an API key.", "後で試すか、APIキーを使ってください。"), error);
        }

        TokenValidationResult result = await _handler.ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidIssuer = configuration.Issuer, ValidAudience = _audience, IssuerSigningKeys = configuration.SigningKeys,
            ValidAlgorithms = ["RS256", "RS384", "RS512", "ES256", "ES384", "PS256"], RequireSignedTokens = true, RequireExpirationTime = true, ClockSkew = TimeSpan.FromSeconds(60),
        });
        return result.IsValid && result.Claims.TryGetValue("sub", out object? subject) ? $"{_issuer} {subject}" : null;
    }
}
