using Microsoft.AspNetCore.Http;

namespace Assay.App.Api;

/// <summary><c>GET /v1/openapi.json</c>: what the server does, as OpenAPI 3.1. It is kept as a file: routes read bodies as bytes, of which nothing could be derived; a test compares it with the answers.</summary>
internal static class OpenApi
{
    private static readonly byte[] Document = Read();

    public static Task Write(HttpContext context)
    {
        context.Response.ContentType = "application/json";
        return context.Response.Body.WriteAsync(Document, context.RequestAborted).AsTask();
    }

    private static byte[] Read()
    {
        using var stream = typeof(OpenApi).Assembly.GetManifestResourceStream("Api/openapi.json") ?? throw new InvalidOperationException("Api/openapi.json is not embedded.");
        using var kept = new MemoryStream();
        stream.CopyTo(kept);
        return kept.ToArray();
    }
}
