"""Functions for buckets that can be sent to other processes."""

import os

import pyarrow as pa

from fluxion.base.buckets import BUCKET

PLACES = pa.schema([("pid", pa.int64()), (BUCKET, pa.int32()), ("rows", pa.int64())])


def whereabouts(table: pa.Table) -> pa.Table:
    """Which process works on a bucket, and what is in it."""
    return pa.table({"pid": [os.getpid()], BUCKET: [table[BUCKET][0].as_py()], "rows": [sum(table["row"].to_pylist())]}, schema=PLACES)


def no_room(table: pa.Table, **_told: object) -> pa.Table:
    """What a worker does that cannot do its work."""
    raise MemoryError(f"no room for bucket {table[BUCKET][0].as_py()}")
