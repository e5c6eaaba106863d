"""The passes of a plan over its buckets on a cluster: the functions that run here, so the same plan to the last bit.

Each bucket travels once and is read by every pass; what a later pass needs of an earlier one is computed again where the bucket lies,
which costs less than sending it. What comes back is what all buckets are looked at together for.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields, replace
from functools import partial
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from fluxion.base.buckets import BUCKET, Buckets, Placed
from fluxion.domains.planning.rules.bucket_plan import Asked, Learned, Made, Settled, ask, days_since_sale, forecast_bucket, plan_bucket
from fluxion.domains.planning.rules.buckets import Bucket, buckets, by_product, of_products, rows_of, with_predecessors
from fluxion.domains.planning.rules.inputs import Inputs
from fluxion.domains.planning.rules.series import Series
from fluxion.kernels.forecasting import Forecasts, Pooled, Study, study
from fluxion.kernels.forecasting.buckets import taken
from fluxion.kernels.forecasting.engine import SAMPLE

SERIES_AT_ONCE = 4_096
"""Series in a bucket, about: a few megabytes on their way, and enough buckets for many cores."""
PACKED = pa.schema([(BUCKET, pa.int32()), ("what", pa.string()), ("data", pa.binary())])
_SPARE = 2.0
"""Times its share of the sample that a bucket sends: which of its series are drawn is known only once all have told."""
_LEAST_SENT = 64


@dataclass(frozen=True)
class OnCluster:
    """The passes on a cluster on which the buckets are `placed`; `shared` is what all of them have in common."""

    cluster: Buckets
    placed: Placed
    inputs: Inputs
    series: Series
    buckets: list[Bucket]
    shared: bytes

    @property
    def rows(self) -> list[slice]:
        """The series of each bucket."""
        return [each.rows for each in self.buckets]

    def learn(self) -> list[Learned]:
        """First: what every bucket adds to what all learn from; who may have kept back series that are drawn is asked for all of its own."""
        part = min(_SPARE * SAMPLE / max(self.series.n, 1), 1.0)
        found = self._each(partial(learn_rows, shared=self.shared, part=part))
        again = _held_back([each.study for each in found], self.rows)
        if again:
            kernel = partial(learn_rows, shared=self.shared, part=1.0)
            whole = self.cluster.each(_rows(self.inputs, self.series, [self.buckets[each] for each in again], again), kernel, PACKED)
            for number, each in zip(again, _unpacked(whole, again), strict=True):
                found[number] = each
        return found

    def forecast(self, pooled: Pooled) -> list[Forecasts]:
        """Second: forecasts, with what all series taught."""
        return self._each(partial(forecast_rows, shared=self.shared, pooled=_pack(pooled)))

    def plan(self, settled: list[Settled]) -> list[Made]:
        """Third: levels, positions and moves."""
        beside = pa.Table.from_batches([_row(number, "settled", each) for number, each in enumerate(settled)])
        return self._each(partial(plan_rows, shared=self.shared), beside)

    def _each(self, kernel: Callable[[pa.Table], pa.Table], beside: pa.Table | None = None) -> list[Any]:
        return _unpacked(self.placed.each(kernel, PACKED, beside), list(range(len(self.buckets))))


@contextmanager
def on_cluster(inputs: Inputs, series: Series, cluster: Buckets) -> Iterator[OnCluster]:
    """The passes on a cluster, which keeps the buckets until the end."""
    parts, own = buckets(inputs, series, SERIES_AT_ONCE), by_product(inputs)
    shared = _pack({each.name: getattr(inputs, each.name) for each in fields(inputs) if each.name not in own})
    with cluster.placed(_rows(inputs, series, parts, list(range(len(parts))))) as placed:
        yield OnCluster(cluster, placed, inputs, series, parts, shared)


def learn_rows(table: pa.Table, shared: bytes, part: float) -> pa.Table:
    """First pass over a bucket: how long ago each series sold, and of its sample about this part of its series, those drawn first."""
    asked = _asked(table, shared)
    found, most = study(asked.demand), int(part * asked.demand.n) + _LEAST_SENT
    at = np.sort(np.argsort(found.key, kind="stable")[:most])
    lent = replace(found, sample=taken(found.sample, at), key=found.key[at], traits=rows_of(found.traits, slice(0, 0)))
    return _answer(table, Learned(lent, days_since_sale(asked.demand)))


def forecast_rows(table: pa.Table, shared: bytes, pooled: bytes) -> pa.Table:
    """Second pass over a bucket: its forecasts."""
    asked = _asked(table, shared)
    return _answer(table, forecast_bucket(asked, study(asked.demand), _unpack(pooled)))


def plan_rows(table: pa.Table, shared: bytes) -> pa.Table:
    """Third pass over a bucket, beside which stands what is known of its series: its levels, positions and moves."""
    return _answer(table, plan_bucket(_asked(table, shared), _only(table, "settled")))


def _held_back(studies: list[Study], rows: list[slice]) -> list[int]:
    """The buckets of which every series sent is drawn, so that one not sent may be drawn as well."""
    drawn = np.argsort(np.concatenate([each.key for each in studies]), kind="stable")[:SAMPLE]
    sent = np.array([len(each.key) for each in studies])
    used = np.bincount(np.repeat(np.arange(len(sent)), sent)[drawn], minlength=len(sent))
    there = np.minimum([part.stop - part.start for part in rows], SAMPLE)
    return [int(each) for each in np.flatnonzero((used == sent) & (sent < there))]


def _rows(inputs: Inputs, series: Series, parts: list[Bucket], numbers: list[int]) -> pa.Table:
    return pa.Table.from_batches([_row(number, "bucket", _own(inputs, series, part)) for number, part in zip(numbers, parts, strict=True)])


def _own(inputs: Inputs, series: Series, bucket: Bucket) -> dict[str, Any]:
    """What a bucket has for itself, with all that is known of the products it replaces and, where there are any, their series (`wide`)."""
    wide = with_predecessors(bucket, inputs, series)
    tables = {name: getattr(wide.inputs, name) for name in by_product(inputs)}
    return {"tables": tables, "series": bucket.series, "rows": bucket.rows, "wide": None if wide is bucket else wide.series}


def _asked(table: pa.Table, shared: bytes) -> Asked:
    """The demand of the bucket whose rows these are."""
    told = _only(table, "bucket")
    inputs, series = Inputs(**_unpack(shared), **told["tables"]), told["series"]
    if told["wide"] is None:
        bucket = Bucket(inputs, series, told["rows"])
        return ask(bucket, bucket)
    bucket = Bucket(of_products(inputs, np.unique(series.product_id)), series, told["rows"])
    return ask(bucket, Bucket(inputs, told["wide"], told["rows"]))


def _answer(table: pa.Table, made: Any) -> pa.Table:
    return pa.Table.from_batches([_row(table[BUCKET][0].as_py(), "made", made)])


def _row(number: int, what: str, value: Any) -> pa.RecordBatch:
    return pa.record_batch([pa.array([number], pa.int32()), pa.array([what]), pa.array([_pack(value)], pa.binary())], schema=PACKED)


def _only(table: pa.Table, what: str) -> Any:
    return _unpack(table.filter(pc.equal(table["what"], what))["data"][0].as_buffer())


def _unpacked(table: pa.Table, numbers: list[int]) -> list[Any]:
    """What was made of the buckets of these numbers, in their order."""
    place = {number: row for row, number in enumerate(table[BUCKET].to_pylist())}
    if sorted(place) != sorted(numbers) or len(table) != len(numbers):
        raise ValueError(f"cluster: {len(numbers)} buckets were sent and {len(table)} came back")
    return [_unpack(table["data"][place[number]].as_buffer()) for number in numbers]


def _pack(value: Any) -> bytes:
    sink = pa.BufferOutputStream()
    with pa.CompressedOutputStream(sink, "zstd") as stream:
        pickle.dump(value, stream, protocol=pickle.HIGHEST_PROTOCOL)
    return bytes(sink.getvalue())


def _unpack(data: bytes | pa.Buffer) -> Any:
    with pa.CompressedInputStream(pa.BufferReader(data), "zstd") as stream:
        return pickle.load(stream)  # noqa: S301 - made by this program
