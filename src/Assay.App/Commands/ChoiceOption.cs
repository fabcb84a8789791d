using System.CommandLine;
using System.Globalization;

namespace Assay.App.Commands;

/// <summary>Options that take one of a few words, or a whole number.</summary>
internal static class ChoiceOption
{
    /// <summary>An option of the given words, the first of which is the default; upper and lower case are the same.</summary>
    public static Option<string> Create(string name, string description, params string[] words)
    {
        var option = new Option<string>(name)
        {
            Description = description,
            HelpName = string.Join('|', words),
            DefaultValueFactory = _ => words[0],
        };
        option.Validators.Add(given =>
        {
            var text = given.GetValueOrDefault<string>();
            if (!words.Contains(text, StringComparer.OrdinalIgnoreCase))
            {
                given.AddError($"'{text}' is no {name}; expected {string.Join(", ", words[..^1])} or {words[^1]}");
            }
        });
        return option;
    }

    /// <summary>An option that takes one value of an enumeration, in lower case.</summary>
    public static Option<string> Of<T>(string name, string description)
        where T : struct, Enum => Create(name, description, [.. Enum.GetNames<T>().Select(n => n.ToLowerInvariant())]);

    /// <summary>The value that a word of <see cref="Of{T}"/> names.</summary>
    public static T Read<T>(string word)
        where T : struct, Enum => Enum.Parse<T>(word, ignoreCase: true);

    /// <summary>An option that takes a whole number of 0 or more.</summary>
    public static Option<ulong> Whole(string name, string description, ulong otherwise) => new(name)
    {
        Description = description,
        HelpName = "N",
        DefaultValueFactory = _ => otherwise,
        CustomParser = given =>
        {
            if (given.Tokens.Count == 1 && ulong.TryParse(given.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                return number;
            }

            given.AddError($"'{string.Join(' ', given.Tokens)}' is no {name}; expected a whole number from 0 to {ulong.MaxValue}");
            return 0;
        },
    };
}
