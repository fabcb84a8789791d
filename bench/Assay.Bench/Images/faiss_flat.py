"""The peer: Debian's faiss, an IndexBinaryFlat over hashes.bin, asked for queries.bin in batches. Called by FaissSide.cs with a folder, the number of bits that may differ
and the size of a batch. For each line of its input it searches once, prints its seconds and processor seconds, and leaves what it found in found.bin as 64-bit
triples of query, hash and distance."""
import sys
import time
from pathlib import Path

import faiss
import numpy as np

folder, within, batch = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
index = faiss.IndexBinaryFlat(256)
index.add(np.fromfile(folder / "hashes.bin", dtype=np.uint8).reshape(-1, 32))
queries = np.fromfile(folder / "queries.bin", dtype=np.uint8).reshape(-1, 32)
print(f"faiss {faiss.__version__}, {faiss.omp_get_max_threads()} threads, {index.ntotal} hashes", flush=True)
for line in sys.stdin:
    found = []
    began, used = time.perf_counter(), time.process_time()
    for at in range(0, len(queries), batch):
        found.append((at, *index.range_search(queries[at:at + batch], within + 1)))
    seconds, cpu = time.perf_counter() - began, time.process_time() - used
    rows = []
    for at, limits, distances, entries in found:
        of = np.repeat(np.arange(len(limits) - 1, dtype=np.int64) + at, np.diff(limits.astype(np.int64)))
        rows.append(np.stack([of, entries.astype(np.int64), distances.astype(np.int64)], axis=1))
    np.concatenate(rows).tofile(folder / "found.bin")
    print(seconds, cpu, flush=True)
