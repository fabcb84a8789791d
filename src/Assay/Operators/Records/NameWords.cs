using System.Text;

namespace Assay.Operators.Records;

/// <summary>Splits a name into the words that tell whose it is: without legal forms, articles and the dots of abbreviations.</summary>
internal static class NameWords
{
    // Forms of companies in many countries, each in the spelling that it is compared in. Those of several words are joined before.
    private static readonly HashSet<string> Forms = new(
        ("inc incorporated corp corporation co company ltd limited llc lc plc ag aktiengesellschaft gmbh mbh kg ohg ug ev sa sas sarl sca srl spa sl slu bv bvba nv vof lp llp lllp pc pllc na as asa aps ab oy oyj " +
         "kk yk gk pte pty bhd sdn ooo oao zao pao ao too tov sro kft zrt rt doo dd ad ead sia uab ou eood jsc ojsc cjsc pjsc dmcc fze fzc fzco wll saoc cv sab ltda eireli hf ehf se scs snc sapa 有限公司 股份有限公司 有限责任公司 株式会社 주식회사")
        .Split(' '), StringComparer.Ordinal);

    private static readonly HashSet<string> Small = new(["the", "and", "of", "for", "al", "el", "und", "et", "y", "de", "la"], StringComparer.Ordinal);

    private static readonly (string Long, string Brief)[] LongForms =
    [
        ("gesellschaft mit beschrankter haftung", "gmbh"), ("besloten vennootschap", "bv"), ("naamloze vennootschap", "nv"), ("societe anonyme", "sa"), ("sociedad anonima", "sa"),
        ("societa per azioni", "spa"), ("limited liability company", "llc"), ("public limited company", "plc"), ("private limited", "ltd"), ("joint stock company", "jsc"), ("a s", "as"),
    ];

    /// <summary>The words of a name; where nothing else is left, also the forms.</summary>
    /// <param name="name">The name as written.</param>
    /// <param name="isCompany">Whether legal forms are taken off.</param>
    public static string[] Of(string name, bool isCompany)
    {
        var folded = JoinInitials(FieldValue.Fold(name));
        if (isCompany)
        {
            folded = LongForms.Aggregate($" {folded} ", (text, form) => text.Replace($" {form.Long} ", $" {form.Brief} ", StringComparison.Ordinal));
        }

        var words = folded.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var telling = words.Where(w => !Small.Contains(w) && !(isCompany && Forms.Contains(w))).Select(Unformed).ToArray();
        return telling.Length > 0 ? telling : words;

        string Unformed(string word) => isCompany ? Chinese(word) : word;
    }

    /// <summary>True where a name has a legal form or an ampersand.</summary>
    public static bool LooksLikeCompany(string name) =>
        name.Contains('&', StringComparison.Ordinal) || JoinInitials(FieldValue.Fold(name)).Split(' ').Skip(1).Any(Forms.Contains)
        || LongForms.Any(f => f.Long.Length > 3 && FieldValue.Fold(name).Contains(f.Long, StringComparison.Ordinal)) || name.EndsWith("公司", StringComparison.Ordinal);

    // Forms that are written without a blank before them.
    private static string Chinese(string word)
    {
        foreach (var form in (string[])["股份有限公司", "有限责任公司", "有限公司", "株式会社", "주식회사"])
        {
            if (word.Length > form.Length && word.EndsWith(form, StringComparison.Ordinal))
            {
                return word[..^form.Length];
            }
        }

        return word;
    }

    // l l c and n v: letters alone that follow each other are one word.
    private static string JoinInitials(string folded)
    {
        var text = new StringBuilder(folded.Length);
        var words = folded.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        for (var i = 0; i < words.Length; i++)
        {
            var joins = i > 0 && words[i].Length == 1 && words[i - 1].Length == 1 && char.IsAsciiLetter(words[i][0]) && char.IsAsciiLetter(words[i - 1][0]);
            text.Append(i == 0 || joins ? "" : " ").Append(words[i]);
        }

        return text.ToString();
    }
}
