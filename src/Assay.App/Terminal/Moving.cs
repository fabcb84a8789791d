using Spectre.Console;
using Spectre.Console.Rendering;

namespace Assay.App.Terminal;

/// <summary>The one look of all progress bars.</summary>
internal static class Moving
{
    public static Progress Columns() => Say.Progress.Progress()
        .AutoClear(true)
        .Columns(
            new Description(),
            new ProgressBarColumn { CompletedStyle = new Style(Color.Green), FinishedStyle = new Style(Color.Green), RemainingStyle = new Style(Color.Grey) },
            new PercentageColumn(),
            new ElapsedTimeColumn { Style = Style.Plain },
            new RemainingTimeColumn { Style = Style.Plain });

    // Always of one width, so that the bar stays where it is while names change before it.
    private sealed class Description : ProgressColumn
    {
        // With the other columns it leaves a bar as long on a terminal of 80.
        private const int Width = 28;

        protected override bool NoWrap => true;

        public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime) =>
            new Markup(Say.Safe(Markup.Remove(task.Description), Width));

        public override int? GetColumnWidth(RenderOptions options) => Width;
    }
}
