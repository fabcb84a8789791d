using System.Security.Cryptography;
using System.Text;

namespace Assay.App.Api;

/// <summary>The key that a sender shows, made on this machine and kept in the data folder for its owner alone.</summary>
internal sealed class ApiKey
{
    private const string Scheme = "Bearer ";

    private readonly byte[] digest;

    private ApiKey(string path, string key)
    {
        Path = path;
        digest = Digest(key);
    }

    /// <summary>Where it is kept.</summary>
    public string Path { get; }

    /// <summary>Reads the key of a data folder, which is made where it is missing.</summary>
    public static Result<ApiKey> Of(string data)
    {
        var path = System.IO.Path.Combine(System.IO.Path.GetFullPath(data), "api-key");
        try
        {
            if (!File.Exists(path))
            {
                Make(path);
            }

            var key = File.ReadAllText(path).Trim();
            return key.Length >= 32
                ? new ApiKey(path, key)
                : new Failure($"{path} holds no key", "32 characters or more", "Remove it, and a new one is made");
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return new Failure($"{path} cannot be read or made: {refused.Message.TrimEnd('.')}", "a file of this user's", "Name another folder with --data");
        }
    }

    /// <summary>True for the header of a request that shows the key. Takes as long for any other.</summary>
    public bool IsIn(string? authorization) =>
        CryptographicOperations.FixedTimeEquals(digest, Digest(authorization?.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) == true ? authorization[Scheme.Length..].Trim() : ""));

    // Nobody else can read it at any moment: the file has no name that others know until its rights are set.
    private static void Make(string path)
    {
        var part = $"{path}.{Environment.ProcessId}.part";
        File.Create(part).Dispose();
        Private.Keep(part);
        File.WriteAllText(part, $"{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32))}\n");
        File.Move(part, path, overwrite: false);
    }

    private static byte[] Digest(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}
