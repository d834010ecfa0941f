using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Mitoshi.Server.Host;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Mitoshi.Server.Operations;

/// <summary>Metrics and traces by OpenTelemetry: scraped at <c>/metrics</c>, sent by OTLP only where the operator says so.</summary>
internal static class Telemetry
{
    private static readonly string[] s_meters = ["Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime", JobMeter.Name];

    public static void AddTo(WebApplicationBuilder builder, ServerSettings settings)
    {
        builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("mitoshi"))
            .WithMetrics(metrics =>
            {
                metrics.AddMeter(s_meters).AddPrometheusExporter();
                if (settings.TelemetryUrl is { } url)
                {
                    metrics.AddOtlpExporter(options => options.Endpoint = new Uri(url));
                }
            });
        if (settings.TelemetryUrl is { } traces)
        {
            builder.Services.AddOpenTelemetry().WithTracing(tracing => tracing.AddAspNetCoreInstrumentation().AddOtlpExporter(options => options.Endpoint = new Uri(traces)));
        }
    }
}

/// <summary>Answers a scraper; a pipeline of its own, so that the route's rule stands before it.</summary>
internal sealed class Scrape
{
    public Scrape(WebApplication application)
    {
        IApplicationBuilder branch = ((IApplicationBuilder)application).New();
        branch.UseOpenTelemetryPrometheusScrapingEndpoint("/metrics");
        Answer = branch.Build();
    }

    public RequestDelegate Answer { get; }
}
