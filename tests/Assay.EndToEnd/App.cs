using System.Diagnostics;
using System.Globalization;

namespace Assay.EndToEnd;

/// <summary>What a command did.</summary>
internal sealed record Ran(int ExitCode, string Output, string Error);

/// <summary>The real executable, which <c>./assay test</c> names in ASSAY_APP.</summary>
internal static class App
{
    public static string File { get; } = Environment.GetEnvironmentVariable("ASSAY_APP") ?? throw new InvalidOperationException("ASSAY_APP is not set: start the tests through ./assay test.");

    public static Process Start(params string[] arguments) => Start(new ProcessStartInfo(File, arguments));

    public static Process Start(ProcessStartInfo start)
    {
        start.UseShellExecute = false;
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        return Process.Start(start)!;
    }

    public static Task<Ran> Run(params string[] arguments) => Finish(Start(arguments));

    public static async Task<Ran> Finish(Process process)
    {
        using (process)
        {
            var output = process.StandardOutput.ReadToEndAsync();
            var error = process.StandardError.ReadToEndAsync();
            process.StandardInput.Close();
            await process.WaitForExitAsync();
            return new Ran(process.ExitCode, await output, await error);
        }
    }

    /// <summary>Rows of a query through <c>assay sql</c>, as JSON lines.</summary>
    public static async Task<string> Sql(string data, string query)
    {
        var ran = await Run("sql", query, "--data", data, "--json", "--rows", "0");
        return ran.ExitCode == 0 ? ran.Output : throw new InvalidOperationException(ran.Error);
    }

    /// <summary>How many rows each table of a feed holds and a sum of their hashes, which no order of rows changes.</summary>
    public static Task<string> State(string data) => Sql(data, string.Join(" UNION ALL ", new[] { "sellers", "listings", "orders", "reviews" }.SelectMany(feed => new[]
    {
        $"SELECT '{feed}' AS feed, count(*) AS n, sum(hash(t)::HUGEINT) AS content FROM (SELECT * EXCLUDE (key_hash, run) FROM {feed}) t",
        $"SELECT '{feed}_history' AS feed, count(*) AS n, sum(hash(t)::HUGEINT) AS content FROM (SELECT * EXCLUDE (key_hash, run) FROM {feed}_history) t",
    })));
}

/// <summary>A folder of feeds large enough for a kill to land within an import, with versions and rows that break the contract; and a place for data.</summary>
internal sealed class FeedFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("assay-").FullName;

    public string Feeds => this["feeds"];

    public string this[string name] => System.IO.Path.Combine(Path, name);

    public FeedFolder Fill(int rows)
    {
        Directory.CreateDirectory(this["feeds/orders"]);
        Directory.CreateDirectory(this["feeds/reviews"]);
        Write("feeds/sellers.csv", "seller_id,registered_at,shop_name,country", rows / 20, i => $"s{i},2026-01-01,\"Shop, {i}\",{(i % 500 == 3 ? "??" : "DE")}");
        Write("feeds/listings.csv", "id,seller_id,title,price,created_at", rows / 4, i => $"l{i},s{i % 1000},title {i},{i % 90}.90 USD,2026-01-0{1 + (i % 9)}");
        for (var part = 0; part < 3; part++)
        {
            // A third of the keys comes again in the next part, as another version.
            var from = part * rows / 4;
            Write($"feeds/orders/{part}.csv", "order_id,listing_id,seller_id,buyer_id,quantity,amount,currency,ordered_at,observed_at", rows / 2, i =>
                $"o{from + i},l{i},s{i % 1000},b{i % 777},{(i % 5000 == 4999 ? 0 : 1 + part)},5,USD,2026-02-01,2026-03-0{1 + ((i + part) % 9)}");
        }

        Write("feeds/reviews/0.jsonl", null, rows / 8, i => i % 3000 == 2999 ? "{broken" : string.Create(
            CultureInfo.InvariantCulture, $$"""{"review_id":"r{{i}}","listing_id":"l{{i}}","seller_id":"s{{i}}","buyer_id":"b{{i}}","rating":{{1 + (i % 5)}},"created_at":"2026-03-01"}"""));
        return this;
    }

    public void Write(string name, string? header, int rows, Func<int, string> row)
    {
        var path = this[name];
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        using var writer = new StreamWriter(path);
        if (header is not null)
        {
            writer.WriteLine(header);
        }

        for (var i = 0; i < rows; i++)
        {
            writer.WriteLine(row(i));
        }
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
