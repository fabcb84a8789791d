using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Assay.Screening.Images.Search;

/// <summary>
/// An index kept in a file, so that a start need not read all hashes from the warehouse, which stays the store of record: a file that is missing,
/// torn or changed is refused, and the index is made anew.
/// </summary>
/// <remarks>"ASSAYPDQ", a version, the count, the number removed, the removed, words 0 and 1 of each hash, words 2 and 3; SHA-256 of all that. Little-endian.</remarks>
public static class IndexFile
{
    private const int Version = 1, Most = 1 << 29;

    private static ReadOnlySpan<byte> Magic => "ASSAYPDQ"u8;

    /// <summary>Writes an index; a reader sees the former file or this one, whole.</summary>
    public static void Save(HammingIndex index, string path)
    {
        var now = index.Now;
        var whole = path + ".new";
        using (var file = new FileStream(whole, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 20))
        {
            using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            Write(file, digest, Magic);
            Write(file, digest, MemoryMarshal.AsBytes((ReadOnlySpan<int>)[Version, now.Size, now.Removed.Count, .. now.Removed.Order()]));
            Write(file, digest, MemoryMarshal.AsBytes(now.Low.AsSpan(0, 2 * now.Size)));
            Write(file, digest, MemoryMarshal.AsBytes(now.High.AsSpan(0, 2 * now.Size)));
            file.Write(digest.GetHashAndReset());
            file.Flush(flushToDisk: true);
        }

        File.Move(whole, path, overwrite: true);
    }

    /// <summary>Reads an index. Its tables are not in the file: <see cref="HammingIndex.Merge"/> makes them.</summary>
    /// <returns>The index, or why the file holds none.</returns>
    public static Result<HammingIndex> Load(string path)
    {
        if (!File.Exists(path))
        {
            return Broken(path, "is not there");
        }

        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 20);
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> magic = stackalloc byte[8];
        Span<int> head = stackalloc int[3];
        if (!Read(file, digest, magic) || !magic.SequenceEqual(Magic) || !Read(file, digest, MemoryMarshal.AsBytes(head)) || head[0] != Version)
        {
            return Broken(path, "is of another kind or version");
        }

        var (size, removedCount) = (head[1], head[2]);
        if (size is < 0 or > Most || removedCount < 0 || removedCount > size || file.Length != 20 + (4L * removedCount) + (32L * size) + 32)
        {
            return Broken(path, "is cut short");
        }

        var (removed, low, high) = (new int[removedCount], new ulong[2 * size], new ulong[2 * size]);
        Span<byte> written = stackalloc byte[32];
        if (!Read(file, digest, MemoryMarshal.AsBytes(removed.AsSpan())) || !Read(file, digest, MemoryMarshal.AsBytes(low.AsSpan()))
            || !Read(file, digest, MemoryMarshal.AsBytes(high.AsSpan())) || file.ReadAtLeast(written, 32, throwOnEndOfStream: false) != 32)
        {
            return Broken(path, "is cut short");
        }

        return written.SequenceEqual(digest.GetHashAndReset())
            ? new HammingIndex { Now = new(low, high, size, null, [.. removed]) }
            : Broken(path, "was changed");
    }

    private static Failure Broken(string path, string how) => new($"The index of image hashes {path} {how}", "a file that was written whole", "It is made anew from the warehouse");

    private static void Write(FileStream file, IncrementalHash digest, ReadOnlySpan<byte> bytes)
    {
        digest.AppendData(bytes);
        file.Write(bytes);
    }

    private static bool Read(FileStream file, IncrementalHash digest, Span<byte> bytes)
    {
        if (file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) != bytes.Length)
        {
            return false;
        }

        digest.AppendData(bytes);
        return true;
    }
}
