using Assay.App.Api;
using Assay.App.Terminal;
using Assay.Monitor;
using Assay.Monitor.Gate;
using Assay.Screening.Images;
using Assay.Warehouse;

namespace Assay.App.Commands;

/// <summary>A monitor from its start to its stop: inputs on one side, folds and alerts on the other.</summary>
internal sealed class MonitorRun(MonitorOptions options, EventLog log, MonitorReport report)
{
    private static readonly TimeSpan RoomRetry = TimeSpan.FromSeconds(1);

    public async Task<int> Run(CancellationToken stop)
    {
        using var fetch = options.ImageHosts.Count == 0 ? null : new FetchPicture(options.ImageHosts);
        using var hash = new HashOffered(ImageLimits.Default, ImageCodecs.Installed);

        // Checks that may be late; a new one is a line.
        LateCheck[] late = [new LookAtPictures(fetch, hash.Run).Check];
        var gate = options.Listen is null ? default(Result<OpenGate>?) : OpenGate.Open(options.Data.Folder, late, TimeProvider.System);
        if (gate is { Ok: false })
        {
            return Edge.Fail(gate.Value.Failure);
        }

        await using var open = gate?.Value;
        return await Run(open, stop);
    }

    private async Task<int> Run(OpenGate? gate, CancellationToken stop)
    {
        MonitorReport.Began(log.Cut);
        var outbox = new AlertOutbox(options.Data.Folder);
        using var post = options.Post is null ? null : new PostAlerts(outbox, options.Post) { Told = report.Failed };
        var server = await Listen(gate, stop);
        if (server is { Ok: false })
        {
            return Edge.Fail(server.Value.Failure);
        }

        await using var listening = server?.Value;
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var posting = post?.Run(ending.Token);
        try
        {
            return await Watch(outbox, post, gate, stop);
        }
        finally
        {
            await ending.CancelAsync();
            await (posting?.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default) ?? Task.CompletedTask);
        }
    }

    // Lines are acknowledged while the database is still being opened: the log needs none.
    private async Task<int> Watch(AlertOutbox outbox, PostAlerts? post, OpenGate? gate, CancellationToken stop)
    {
        using var failed = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var take = new TakeEvents(log, options.File ?? "-") { Told = MonitorReport.Acked, Retry = failure => WaitForRoom(failure, failed.Token) };
        var input = Task.Run(() => Input(take, failed.Token), failed.Token);
        var opened = await Task.Run(() => LendingFolder.Open(options.Data.Folder, "monitor", TimeProvider.System, options.Data.Memory, MonitorReport.Lent), stop);
        if (!opened.Ok)
        {
            await failed.CancelAsync();
            return Edge.Fail(opened.Failure);
        }

        using var folder = opened.Value;
        var summary = await Task.Run(() => Watching(folder, outbox, post, gate).Run(options.Every, input, stop), stop);
        if (post is not null)
        {
            await post.Empty(stop);
        }

        report.Ended(take.Settled, summary);
        return summary.Folded.Rejected > 0 ? Edge.DoneWithRejections : Edge.Done;
    }

    private WatchMarket Watching(LendingFolder folder, AlertOutbox outbox, PostAlerts? post, OpenGate? gate) => new(folder, log, TimeProvider.System)
    {
        HandOut = alerts =>
        {
            report.Alerts(alerts);
            if (post is not null)
            {
                outbox.Keep(alerts);
                post.Wake();
            }
        },
        Before = gate is null ? null : gate.Fold,
        After = gate is null ? null : gate.Refresh,
        Failed = report.Failed,
        Folded = report.Folded,
    };

    private async Task<Result<ApiServer>?> Listen(OpenGate? gate, CancellationToken stop)
    {
        if (options.Listen is null || gate is null)
        {
            return null;
        }

        var key = ApiKey.Of(options.Data.Folder);
        if (!key.Ok)
        {
            return key.Failure;
        }

        var server = await ApiServer.Start(options.Listen, key.Value, log, gate, stop);
        if (server.Ok)
        {
            MonitorReport.Listening(server.Value.Address, key.Value.Path);
        }

        return server;
    }

    private async Task Input(TakeEvents take, CancellationToken stop)
    {
        if (options.File is not null || options.Listen is null)
        {
            await using var lines = options.File is null or "-"
                ? Console.OpenStandardInput()
                : new FileStream(options.File, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 0, FileOptions.Asynchronous);
            await take.Run(lines, stop);
        }

        if (options.Listen is not null)
        {
            await Task.Delay(Timeout.Infinite, stop);
        }
    }

    private async Task<bool> WaitForRoom(Failure failure, CancellationToken stop)
    {
        report.Failed(failure);
        await Task.Delay(RoomRetry, stop);
        return true;
    }
}
