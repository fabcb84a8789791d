using System.Globalization;
using System.Runtime.InteropServices;

namespace Assay.Operators.Records;

/// <summary>
/// Pairs worth comparing: for each row those that share most with it, by whole values, their beginnings, their sounds and their parts. What many rows share is
/// passed over, so that the work grows with the rows and not with their square.
/// </summary>
internal sealed class FindPairs(RecordTable table)
{
    private const int MostRowsOfKey = 400;
    private const int MostOfRow = 100;
    private const int LeastOfRow = 20;
    private const long MostOfAll = 20_000_000;

    /// <summary>The pairs, each once, by their rows.</summary>
    public List<RowPair> Run(CancellationToken stop)
    {
        // A small table is compared whole.
        if (table.Count <= 400)
        {
            return [.. from i in Enumerable.Range(0, table.Count) from j in Enumerable.Range(i + 1, table.Count - i - 1) select new RowPair(i, j)];
        }

        var keys = KeysOfRows();
        var rows = RowsOfKeys(keys);
        return Nearest(keys, rows, stop);
    }

    private int[][] KeysOfRows()
    {
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        var keys = new int[table.Count][];
        var found = new HashSet<int>();
        for (var row = 0; row < keys.Length; row++)
        {
            found.Clear();
            for (var field = 0; field < table.Fields.Length; field++)
            {
                if (table.Values[field][row] is { } value)
                {
                    found.UnionWith(Keys(field, value).Select(k => Number(numbers, k)));
                }
            }

            keys[row] = [.. found];
        }

        return keys;
    }

    private static int Number(Dictionary<string, int> numbers, string key)
    {
        ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(numbers, key, out var known);
        number = known ? number : numbers.Count - 1;
        return number;
    }

    // Names are found in each other's place, so that both have one tag.
    private IEnumerable<string> Keys(int field, FieldValue value)
    {
        var kind = table.Fields[field].Kind;
        var text = value.Text;
        var tag = kind is FieldKind.GivenName or FieldKind.Surname && table.Names.Given >= 0 ? "n" : field.ToString(CultureInfo.InvariantCulture);
        switch (kind)
        {
            case FieldKind.Category:
                return [];
            case FieldKind.Date:
                return text.Length == 8 ? [$"{tag}={text}", $"{tag}y{text[..6]}", $"{tag}d{text[4..]}"] : [$"{tag}={text}"];
            case FieldKind.Code:
                return text.Length >= 6 ? [$"{tag}={text}", $"{tag}<{text[..(text.Length / 2)]}", $"{tag}>{text[(text.Length / 2)..]}"] : [$"{tag}={text}"];
            case FieldKind.Mail:
                return [$"{tag}={text}", $"{tag}<{text[..Math.Min(6, text.Length)]}", $"{tag}l{text.Split('@')[0]}"];
            case FieldKind.Address or FieldKind.Person or FieldKind.Company:
                return value.Words.Where(w => w.Length >= 2 || !char.IsAscii(w[0])).SelectMany(w => (string[])[$"{tag}w{w}", $"{tag}s{Sound(w)}"]).Append($"{tag}={text}").Append($"{tag}<{text[..Math.Min(5, text.Length)]}");
            default:
                return [$"{tag}={text}", $"{tag}<{text[..Math.Min(4, text.Length)]}", $"{tag}s{Sound(text)}"];
        }
    }

    // The first letter and the consonants after it, each run of one once.
    private static string Sound(string word)
    {
        Span<char> sound = stackalloc char[6];
        sound[0] = word[0];
        var length = 1;
        for (var i = 1; i < word.Length && length < sound.Length; i++)
        {
            if (word[i] != word[i - 1] && word[i] is not ('a' or 'e' or 'i' or 'o' or 'u' or 'y' or 'h'))
            {
                sound[length++] = word[i];
            }
        }

        return sound[..length].ToString();
    }

    private static List<int>?[] RowsOfKeys(int[][] keys)
    {
        var rows = new List<int>?[keys.SelectMany(k => k).DefaultIfEmpty(-1).Max() + 1];
        for (var row = 0; row < keys.Length; row++)
        {
            foreach (var key in keys[row])
            {
                (rows[key] ??= []).Add(row);
            }
        }

        return rows;
    }

    private List<RowPair> Nearest(int[][] keys, List<int>?[] rows, CancellationToken stop)
    {
        var most = (int)Math.Clamp(MostOfAll / table.Count, LeastOfRow, MostOfRow);
        var found = new HashSet<RowPair>();
        var scores = new float[table.Count];
        var touched = new List<int>();
        for (var row = 0; row < keys.Length; row++)
        {
            stop.ThrowIfCancellationRequested();
            foreach (var key in keys[row])
            {
                if (rows[key] is { Count: <= MostRowsOfKey } sharing)
                {
                    Add(sharing, (float)Math.Log2((double)table.Count / sharing.Count), scores, touched);
                }
            }

            foreach (var near in touched.Where(t => t != row).OrderByDescending(t => scores[t]).ThenBy(t => t).Take(most))
            {
                found.Add(new RowPair(Math.Min(row, near), Math.Max(row, near)));
            }

            touched.ForEach(t => scores[t] = 0);
            touched.Clear();
        }

        return [.. found.OrderBy(p => p.Left).ThenBy(p => p.Right)];
    }

    private static void Add(List<int> sharing, float weight, float[] scores, List<int> touched)
    {
        foreach (var row in sharing)
        {
            if (scores[row] == 0)
            {
                touched.Add(row);
            }

            scores[row] += weight;
        }
    }
}
