using System.Text;

namespace Assay.Monitor;

/// <summary>Alerts that still have to reach their receiver, a file each, so that neither a crash nor a receiver that is down loses one.</summary>
public sealed class AlertOutbox
{
    private readonly string folder;

    /// <summary>The outbox of a data folder.</summary>
    public AlertOutbox(string data)
    {
        folder = Path.Combine(Path.GetFullPath(data), "alerts");
        Directory.CreateDirectory(folder);
        foreach (var unfinished in Directory.EnumerateFiles(folder, "*.part"))
        {
            File.Delete(unfinished);
        }
    }

    /// <summary>Paths of those that wait, oldest first.</summary>
    public IReadOnlyList<string> Waiting => [.. Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal)];

    /// <summary>Keeps alerts; they are on the disk when it returns. One that is kept already is kept once.</summary>
    public void Keep(IReadOnlyList<Alert> alerts)
    {
        foreach (var alert in alerts)
        {
            var path = Path.Combine(folder, $"{alert.AsOf:yyyyMMddTHHmmssffffff}Z-{alert.Id}.json");
            using (var file = new FileStream($"{path}.part", FileMode.Create, FileAccess.Write))
            {
                file.Write(Encoding.UTF8.GetBytes(alert.ToJson()));
                file.Flush(flushToDisk: true);
            }

            File.Move($"{path}.part", path, overwrite: true);
        }

        if (alerts.Count > 0)
        {
            DurableFolder.Sync(folder);
        }
    }

    /// <summary>The id of an alert that waits.</summary>
    public static string IdOf(string path) => Path.GetFileNameWithoutExtension(path).Split('-')[^1];
}
