"""What a plan takes of the machine that asks for it, computed here or on a Spark cluster: seconds and peak memory, step by step.

python -m benchmarks.cluster_plan --data-dir D [--remote sc://host:15002] [--files FOLDER]

D holds a company (`fluxion bench company`). Memory is that of this process alone. The digest is of every figure of every series and
move: it is the same wherever the plan was computed.
"""

import argparse
import hashlib
import threading
import time
from itertools import pairwise
from pathlib import Path
from typing import Any

import pyarrow as pa

from benchmarks.planning_run import made_up
from benchmarks.whole_run import Watch
from fluxion.app import compose
from fluxion.base.buckets import Buckets
from fluxion.base.settings import load_settings
from fluxion.domains.planning.reads.gather import gather, when_to_plan
from fluxion.domains.planning.rules.columns import product_table, series_table
from fluxion.domains.planning.rules.plan import Plan, compute


def read(folder: Path) -> Any:
    """The inputs of a plan of today."""
    app = compose(load_settings(folder))
    with app.works.read() as work:
        inputs = gather(work, when_to_plan(work, None)[0], None)
    app.close()
    return inputs


def digest(plan: Plan) -> str:
    """What tells two plans apart."""
    found = hashlib.sha256()
    for table in (series_table(plan), product_table(plan)):
        sink = pa.BufferOutputStream()
        with pa.ipc.new_stream(sink, table.schema) as writer:
            writer.write_table(table.combine_chunks())
        found.update(sink.getvalue())
    for column in (plan.moves.from_row, plan.moves.to_row, plan.moves.quantity):
        found.update(column.tobytes())
    return found.hexdigest()[:16]


def main() -> None:
    """Read, compute, print."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--data-dir", type=Path, required=True)
    asked.add_argument("--remote", default="")
    asked.add_argument("--files", default="")
    wish = asked.parse_args()
    cluster: Buckets | None = None
    if wish.remote:
        from fluxion.adapters.spark import SparkBuckets

        cluster = SparkBuckets(wish.remote, wish.files)
    compute(made_up(1_000), lambda _share, _step: None, cluster)  # the first run compiles, and wakes the cluster
    watch, steps = Watch(), list[tuple[float, str]]()
    threading.Thread(target=watch.look, daemon=True).start()
    inputs = watch.around("read inputs", read)(wish.data_dir)
    plan = watch.around("compute", compute)(inputs, lambda _share, step: steps.append((time.perf_counter(), step)), cluster)
    steps.append((time.perf_counter(), ""))
    print(f"{plan.series.n:,} series, {'cluster' if wish.remote else 'here'}, digest {digest(plan)}")
    for each in watch.steps:
        print(f"  {each['step']:<12} {each['seconds']:6.1f} s {each['gigabytes']:6.2f} GB at most")
    for (began, name), (ended, _) in pairwise(steps):
        print(f"    {name:<10} {ended - began:6.2f} s")


if __name__ == "__main__":
    main()
