using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using Assay.Import;

namespace Assay.App.Commands;

/// <summary>Reads the command line, and says in a sentence a line what is wrong with it.</summary>
internal static class CommandLine
{
    // A word that begins with @ is an id or a name like any other, and no file of arguments.
    private static readonly ParserConfiguration Literally = new() { EnablePosixBundling = false, ResponseFileTokenReplacer = null };

    /// <summary>The command that all others stand below. A RootCommand would be named after the executable, which people do not type.</summary>
    public static Command Root(string description, params Command[] commands)
    {
        var root = new Command("assay", description) { new HelpOption(), new VersionOption() };
        Array.ForEach(commands, root.Subcommands.Add);
        return root;
    }

    /// <summary>Reads the arguments.</summary>
    public static ParseResult Parse(Command root, string[] args) => root.Parse(args, Literally);

    /// <summary>What is wrong; empty where nothing is.</summary>
    public static IReadOnlyList<string> Mistakes(ParseResult parsed)
    {
        // Arguments that take several values swallow unknown options; so each word is looked at before anything else is said.
        var strange = parsed.Tokens.TakeWhile(t => t.Type != TokenType.DoubleDash)
            .Where(t => t.Type == TokenType.Argument && LooksLikeAnOption(t.Value)).Select(t => UnknownOption(parsed, t.Value)).ToList();
        if (strange.Count > 0)
        {
            return strange;
        }

        if (parsed.Tokens.Any(t => t.Type == TokenType.Argument && string.IsNullOrWhiteSpace(t.Value)))
        {
            return ["a word is empty; expected a name, a path or a value"];
        }

        var command = parsed.CommandResult.Command;
        return command.Subcommands.Count > 0 && parsed.UnmatchedTokens is [var word, ..]
            ? [$"'{word}' is no command{Meaning(word, command.Subcommands.Select(c => c.Name))}"]
            : [.. parsed.Errors.Select(e => e.Message)];
    }

    /// <summary>The words of the command that was meant: <c>assay feeds init</c>.</summary>
    public static string Path(CommandResult result) => result.Parent is CommandResult parent ? $"{Path(parent)} {result.Command.Name}" : result.Command.Name;

    // A number below zero is a value, and so is SQL that begins with a comment.
    private static bool LooksLikeAnOption(string word) => word.Length > 1 && word[0] == '-' && !char.IsAsciiDigit(word[1]) && !word.Any(char.IsWhiteSpace);

    private static string UnknownOption(ParseResult parsed, string word)
    {
        var name = word.Split('=')[0];
        var known = parsed.CommandResult.Command.Options.Where(o => !o.Hidden).Select(o => o.Name);
        return $"{name} is no option of {Path(parsed.CommandResult)}{Meaning(name, known)}";
    }

    private static string Meaning(string word, IEnumerable<string> known) => NearestName.Of(word, known) is { } near ? $"; did you mean {near}?" : "";
}
