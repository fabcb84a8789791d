"""The peer in pandas: all metrics of the sellers of a sample, from columns in memory. Called by PandasSide.cs with a folder that holds spec.json and columns as
raw numbers; writes values.bin, metric by metric, and prints its seconds. Rows lie by seller, newest first.

Of the forms tried the fastest: a condition is evaluated once; rows of a conjunction are cut out once and grouped by (seller, segment of the windows), whose sums are
then cumulated over windows; keys by one number of seller and key."""
import json
import sys
import time
from pathlib import Path

import numpy as np
import pandas as pd

NONE = np.iinfo(np.int64).min
DAY = 86_400_000_000
HOUR = DAY // 24
LINEAR = {"Count", "Rate", "Sum", "Mean", "Min", "Max", "Variance", "Deviation", "Variation", "Trend", "SinceFirst", "SinceLast", "GapMean"}
TALLIES = {"Distinct", "Entropy", "TopShare", "TopCount", "RepeatShare", "ActiveDays", "TopDayShare", "TopDayCount"}


class Stream:
    def __init__(self, spec, folder, subjects, t):
        self.t, self.subjects = t, subjects
        self.columns = {c["name"]: np.fromfile(folder / c["file"], dtype=c["type"]) for c in spec["columns"]}
        self.kinds = {c["name"]: c["kind"] for c in spec["columns"]}
        self.definitions = spec["definitions"]
        self.held, self.cut = {}, {}

    def field(self, name):
        at = self.columns["at"]
        if name == "hour":
            return (at % DAY // HOUR + 1).astype(np.uint8)
        if name == "weekday":
            return ((at // DAY + 3) % 7 + 1).astype(np.uint8)
        return at // DAY if name == "day" else self.columns[name]

    def holds(self, condition):
        key = json.dumps(condition)
        if key not in self.held:
            x = self.field(condition["field"])
            none = NONE if self.kinds.get(condition["field"]) == "number" else 0
            self.held[key] = {
                "In": lambda: np.isin(x, condition["codes"]) if len(condition["codes"]) > 1 else x == condition["codes"][0],
                "NotIn": lambda: ~np.isin(x, condition["codes"] + [0]),
                "Between": lambda: (x >= condition["from"]) & (x < condition["until"]) & (x != NONE),
                "IsNull": lambda: x == none,
                "IsNotNull": lambda: x != none,
            }[condition["comparison"]]()
        return self.held[key]

    def rows(self, conditions):
        """Places of the rows before the moment that a conjunction takes."""
        key = json.dumps(conditions)
        if key not in self.cut:
            mask = self.columns["at"] < self.t
            for condition in conditions:
                mask = mask & self.holds(condition)
            self.cut[key] = np.flatnonzero(mask)
        return self.cut[key]


def has(field):
    return {"field": field, "comparison": "IsNotNull", "codes": [], "from": 0, "until": 0}


class Folded:
    """Sums, least and greatest of rows by seller and window, narrowest window first."""

    def __init__(self, stream, conditions, starts):
        self.rows = stream.rows(conditions)
        self.stream, self.wide = stream, len(starts)
        at = stream.columns["at"][self.rows]
        segment = np.zeros(len(at), dtype=np.int64)
        for start in starts[:-1]:
            segment += at < start
        inside = at >= starts[-1]
        self.rows, segment = self.rows[inside], segment[inside]
        self.key = pd.Series(stream.columns["subject"][self.rows].astype(np.int64) * self.wide + segment)
        self.known = {}

    def of(self, how, name=None):
        if (how, name) not in self.known:
            x = None if name is None else pd.Series(self.values(name))
            empty = {"min": np.inf, "max": -np.inf}.get(how, 0.0)
            grouped = self.key.groupby(self.key, sort=False).size() if how == "count" else getattr(x.groupby(self.key, sort=False), how)()
            table = np.full((self.stream.subjects + 1) * self.wide, empty)
            table[grouped.index.to_numpy()] = grouped.to_numpy()
            fold = {"min": np.minimum, "max": np.maximum}.get(how, np.add)
            self.known[(how, name)] = fold.accumulate(table.reshape(-1, self.wide), axis=1)[1:]
        return self.known[(how, name)]

    def values(self, name):
        if name == "age":
            return ((self.stream.t - self.stream.columns["at"][self.rows]) // 1_000_000).astype(np.float64)
        if name.endswith("^2"):
            return self.stream.columns[name[:-2]][self.rows].astype(np.float64) ** 2
        return self.stream.columns[name][self.rows]


def linear(stream, d, folded):
    starts = [w["start"] for w in d["windows"]]

    def state(conditions):
        key = (json.dumps(conditions), tuple(starts))
        if key not in folded:
            folded[key] = Folded(stream, conditions, starts)
        return folded[key]

    value, scale = d["value"], d["scale"]
    f = state(d["where"] + ([has(value)] if value else []))
    n = f.of("count")
    kind = d["aggregate"]
    if kind == "Count":
        return n
    if kind == "Rate":
        return n / state(d["of"]).of("count")
    if kind == "Sum":
        return np.where(n > 0, f.of("sum", value) / scale, np.nan)
    if kind == "Mean":
        return f.of("sum", value) / (n * scale)
    if kind in ("Min", "Max"):
        return np.where(n > 0, f.of(kind.lower(), value) / scale, np.nan)
    if kind == "Trend":
        return 1 - 2 * f.of("sum", "age") / (n * ((stream.t - np.array(starts)) / 1e6))
    if kind == "SinceFirst":
        return np.where(n > 0, (stream.t - f.of("min", "at")) / 1e6, np.nan)
    if kind == "SinceLast":
        return np.where(n > 0, (stream.t - f.of("max", "at")) / 1e6, np.nan)
    if kind == "GapMean":
        return np.where(n > 1, (f.of("max", "at") - f.of("min", "at")) / (1e6 * (n - 1)), np.nan)
    s, q = f.of("sum", value), f.of("sum", value + "^2")
    root = np.sqrt(np.maximum(n * q - s * s, 0))
    if kind == "Variance":
        return (root / (n * scale)) ** 2
    return root / (n * scale) if kind == "Deviation" else np.where(s != 0, root / np.abs(s), np.nan)


def dense(stream, series, empty):
    table = np.full(stream.subjects + 1, empty)
    table[series.index.to_numpy()] = series.to_numpy()
    return table[1:]


def tally(stream, d, start, counted):
    by = d["by"] or "day"
    key = (json.dumps(d["where"]), by, start)
    if key not in counted:
        rows = stream.rows(d["where"] + ([has(by)] if by in stream.columns else []))
        rows = rows[stream.columns["at"][rows] >= start]
        x = stream.field(by)[rows].astype(np.int64)
        most = int(x.max(initial=0)) + 1
        counts = pd.Series(stream.columns["subject"][rows].astype(np.int64) * most + x).value_counts(sort=False)
        counts.index = counts.index // most
        counted[key] = (counts, counts.groupby(level=0, sort=False))
    counts, grouped = counted[key]
    n = dense(stream, grouped.sum(), 0.0)
    kind = d["aggregate"]
    if kind in ("Distinct", "ActiveDays"):
        return dense(stream, grouped.size(), 0.0)
    if kind == "RepeatShare":
        return (n - dense(stream, grouped.size(), 0.0)) / n
    if kind == "Entropy":
        logs = (counts * np.log2(counts)).groupby(level=0, sort=False).sum()
        return np.where(n > 0, np.log2(np.maximum(n, 1)) - dense(stream, logs, 0.0) / n, np.nan)
    top = dense(stream, grouped.max(), 0.0)
    return top if kind in ("TopCount", "TopDayCount") else top / n


def ordered(stream, d, start):
    value = d["value"]
    rows = stream.rows(d["of"] if d["aggregate"] == "Streak" else d["where"] + ([has(value)] if value else []))
    rows = rows[stream.columns["at"][rows] >= start]
    subject = pd.Series(stream.columns["subject"][rows])
    kind = d["aggregate"]
    if kind == "Streak":
        holds = np.ones(len(rows), dtype=bool)
        for condition in d["where"]:
            holds &= stream.holds(condition)[rows]
        unbroken = pd.Series(~holds).groupby(subject, sort=False).cumsum() == 0
        return dense(stream, unbroken.groupby(subject, sort=False).sum(), 0.0)
    if kind in ("FirstValue", "LastValue", "Quantile"):
        grouped = pd.Series(stream.columns[value][rows]).groupby(subject, sort=False)
        found = grouped.quantile(d["quantile"], interpolation="lower") if kind == "Quantile" else grouped.last() if kind == "FirstValue" else grouped.first()
        return dense(stream, found / d["scale"], np.nan)
    at = stream.columns["at"][rows]
    gap = pd.Series((at[:-1] - at[1:]).astype(np.float64))[subject.to_numpy()[:-1] == subject.to_numpy()[1:]]
    grouped = gap.groupby(subject[1:].set_axis(range(len(rows) - 1))[gap.index] if len(rows) else subject, sort=False)
    if kind in ("GapMax", "GapMin"):
        return dense(stream, (grouped.max() if kind == "GapMax" else grouped.min()) / 1e6, np.nan)
    return dense(stream, grouped.std(ddof=0) / grouped.mean(), np.nan)


def derived(d, values):
    x, y = values[d["from"]], values[d["to"]]
    if d["aggregate"] == "Difference":
        return x - y
    return np.where(y != 0, x / y if d["aggregate"] == "Ratio" else x * d["long"] / (y * d["short"]), np.nan)


def main():
    folder = Path(sys.argv[1])
    spec = json.loads((folder / "spec.json").read_text())
    streams = [Stream(s, folder, spec["subjects"], spec["t"]) for s in spec["streams"]]
    np.seterr(all="ignore")
    began, cpu = time.perf_counter(), time.process_time()
    values = {}
    for stream in streams:
        folded, counted = {}, {}
        for d in stream.definitions:
            if d["aggregate"] in LINEAR:
                table = linear(stream, d, folded)
                for i, w in enumerate(d["windows"]):
                    values[w["metric"]] = table[:, i]
            else:
                for w in d["windows"]:
                    values[w["metric"]] = tally(stream, d, w["start"], counted) if d["aggregate"] in TALLIES else ordered(stream, d, w["start"])
    for d in spec["derived"]:
        values[d["metric"]] = derived(d, values)
    took, used = time.perf_counter() - began, time.process_time() - cpu
    with open(folder / "values.bin", "wb") as file:
        for metric in spec["metrics"]:
            np.ascontiguousarray(values[metric], dtype=np.float64).tofile(file)
    print(json.dumps({"seconds": took, "cpu": used, "pandas": pd.__version__}))


main()
