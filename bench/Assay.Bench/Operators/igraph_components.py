"""The peer: Debian's igraph, connected components of the edges in edges.bin (pairs of 32-bit ordinals). Called by IgraphSide.cs with a folder and the number of nodes. For each
line of its input it builds the graph and finds the components, prints its seconds and processor seconds, and leaves each node's component in found.bin."""
import sys
import time
from pathlib import Path

import igraph
import numpy as np

folder, nodes = Path(sys.argv[1]), int(sys.argv[2])
edges = np.fromfile(folder / "edges.bin", dtype=np.int32).reshape(-1, 2).astype(np.int64)
print(f"igraph {igraph.__version__}, {len(edges)} edges", flush=True)
for line in sys.stdin:
    began, used = time.perf_counter(), time.process_time()
    graph = igraph.Graph(n=nodes, edges=edges)
    membership = graph.connected_components().membership
    seconds, cpu = time.perf_counter() - began, time.process_time() - used
    np.array(membership, dtype=np.int32).tofile(folder / "found.bin")
    print(seconds, cpu, flush=True)
