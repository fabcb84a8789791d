using Assay.App.Api;
using Assay.App.Terminal;
using Assay.Monitor;
using Assay.Warehouse;

namespace Assay.App.Commands;

/// <summary>A monitor from its start to its stop: inputs on one side, folds and alerts on the other.</summary>
internal sealed class MonitorRun(MonitorOptions options, EventLog log, LendingFolder folder, MonitorReport report)
{
    private static readonly TimeSpan RoomRetry = TimeSpan.FromSeconds(1);

    public async Task<int> Run(CancellationToken stop)
    {
        MonitorReport.Began(log.Cut);
        var outbox = new AlertOutbox(options.Data.Folder);
        using var post = options.Post is null ? null : new PostAlerts(outbox, options.Post) { Told = report.Failed };
        var server = await Listen(stop);
        if (server is { Ok: false })
        {
            return Edge.Fail(server.Value.Failure);
        }

        await using var listening = server?.Value;
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var posting = post?.Run(ending.Token);
        try
        {
            return await Watch(outbox, post, stop);
        }
        finally
        {
            await ending.CancelAsync();
            await (posting?.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default) ?? Task.CompletedTask);
        }
    }

    private async Task<int> Watch(AlertOutbox outbox, PostAlerts? post, CancellationToken stop)
    {
        var watch = new WatchMarket(folder, log, TimeProvider.System)
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
            Failed = report.Failed,
            Folded = report.Folded,
        };
        var take = new TakeEvents(log, options.File ?? "-") { Told = MonitorReport.Acked, Retry = failure => WaitForRoom(failure, stop) };
        var input = Task.Run(() => Input(take, stop), stop);
        var summary = await Task.Run(() => watch.Run(options.Every, input, stop), stop);
        if (post is not null)
        {
            await post.Empty(stop);
        }

        report.Ended(take.Settled, summary);
        return summary.Folded.Rejected > 0 ? Edge.DoneWithRejections : Edge.Done;
    }

    private async Task<Result<ApiServer>?> Listen(CancellationToken stop)
    {
        if (options.Listen is null)
        {
            return null;
        }

        var key = ApiKey.Of(options.Data.Folder);
        if (!key.Ok)
        {
            return key.Failure;
        }

        var server = await ApiServer.Start(options.Listen, key.Value, log, stop);
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
