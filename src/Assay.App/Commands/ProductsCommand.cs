using System.CommandLine;
using Assay.App.Terminal;
using Assay.Screening.Products.Claims;
using Assay.Screening.Products.Matching;
using Assay.Screening.Products.Prices;

namespace Assay.App.Commands;

/// <summary><c>assay products match</c>: which rows of two tables are the same product. <c>assay products claim</c>: what the market's listings claim to be.</summary>
internal static class ProductsCommand
{
    public static Command Create() => new("products", "Which products are the same: in any two tables, and which registered product a listing claims to be") { Match(), Claim() };

    private static Command Match()
    {
        var left = File("--left", "A table of products: CSV of any delimiter, TSV, JSON lines or Parquet, of any columns");
        var right = File("--right", "The other table");
        var train = File("--train", "Labelled pairs to learn from: left id, right id, 1 or 0; without labels all are matches. Or lines of COL … VAL …, which need no tables");
        var valid = File("--valid", "Further labelled pairs, which only help to choose the threshold");
        var pairs = File("--pairs", "Score these pairs; with labels, say how well. All candidates by default");
        var to = File("--out", "Write left_id, right_id, score (0 to 1), match (score of 0.5 or more) and reasons as CSV");
        var threads = ChoiceOption.Whole("--threads", "Threads; 0 for all processors. The result is the same", 0);
        var alone = new Option<bool>("--alone") { Description = "Judge each pair by itself, whatever else its rows could be: where a row has many counterparts" };
        var json = DataOption.Json();
        var command = new Command("match", "Score pairs of two tables. Example: assay products match --left shop.csv --right catalogue.csv --train labelled.csv --out matches.csv")
        {
            left, right, train, valid, pairs, to, alone, threads, json,
        };
        command.SetAction((parsed, stop) => Task.FromResult(Run(
            new MatchFiles { Left = parsed.GetValue(left), Right = parsed.GetValue(right), Train = parsed.GetValue(train), Valid = parsed.GetValue(valid), Pairs = parsed.GetValue(pairs), Out = parsed.GetValue(to) },
            new MatchOptions { Threads = parsed.GetValue(threads) is > 0 and < 1024 and var asked ? (int)asked : Environment.ProcessorCount, Alone = parsed.GetValue(alone) },
            parsed.GetValue(json),
            stop)));
        return command;
    }

    private static Command Claim()
    {
        var json = DataOption.Json();
        var asOf = AsOfOption.Create("Look from this moment; nothing known later counts. The newest moment known by default");
        var command = new Command(
            "claim",
            "Read which registered product each live listing claims to be, what contradicts it, and what its like cost; kept in the tables product_claims and listing_prices. Example: assay products claim") { json, asOf };
        var data = DataOption.AddTo(command);
        command.SetAction((parsed, stop) => Task.FromResult(Run(data.Of(parsed), parsed.GetValue(asOf), parsed.GetValue(json), stop)));
        return command;
    }

    private static int Run(DataPlace place, string? asOf, bool json, CancellationToken stop)
    {
        return AsOfOption.In(place, "products claim", asOf, (warehouse, at) =>
        {
            var claims = new ClaimProducts(warehouse).Run(at, stop);
            var prices = new PriceListings(warehouse).Run(at, stop);
            if (json)
            {
                ClaimReport.WriteJson(claims, prices);
            }
            else
            {
                ClaimReport.Write(claims, prices);
            }
        });
    }

    private static Option<string?> File(string name, string description) => new(name) { Description = description, HelpName = "FILE" };

    private static int Run(MatchFiles files, MatchOptions options, bool json, CancellationToken stop)
    {
        var matched = new MatchTables(options).Run(files, stop);
        if (!matched.Ok)
        {
            return Edge.Fail(matched.Failure);
        }

        if (json)
        {
            MatchReport.WriteJson(files, matched.Value);
        }
        else
        {
            MatchReport.Write(files, matched.Value);
        }

        return matched.Value.Rejected.Count > 0 ? Edge.DoneWithRejections : Edge.Done;
    }
}
