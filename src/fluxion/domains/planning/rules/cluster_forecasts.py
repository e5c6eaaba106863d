"""Forecasts worked off in buckets of products, here or on a cluster: the figures of the whole at once, to the last bit.

Two passes over the same rows. In the first every bucket gives the sample that all may learn from; what the sample teaches
is small and learned in one place; in the second every bucket applies it to its own series.
"""

from __future__ import annotations

import pickle
from dataclasses import dataclass, fields, replace
from functools import partial
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from fluxion.base.buckets import BUCKET, Buckets, bucket_of
from fluxion.kernels.forecasting import Demand, Forecasts, Pooled, Study, apply, forecast, pool, study
from fluxion.kernels.forecasting.buckets import joined, taken
from fluxion.kernels.forecasting.places import joined_rates

Ints = NDArray[np.int64]
STUDIES = pa.schema([(BUCKET, pa.int32()), ("rows", pa.binary()), ("study", pa.binary())])
FIRST = np.zeros(1, np.int64)
PER_SERIES = ("calendar", "start", "group", "item", "place")


@dataclass(frozen=True)
class Frame:
    """What all series of a demand have in common, as the demand of its first series; goes to every bucket."""

    shared: Demand
    threads: int | None


def forecast_in_buckets(
    demand: Demand,
    product: Ints,
    horizon: int,
    levels: tuple[float, ...],
    buckets: Buckets,
    *,
    number: int = 64,
    threads: int | None = None,
) -> Forecasts:
    """What `forecast` gives for the demand, worked off in so many buckets of products by `buckets`."""
    if not demand.n:
        return forecast(demand, horizon, levels, threads=threads)
    demand = demand.linked()
    shared = taken(demand, FIRST)
    if (known := demand.regressors) is not None and known.table is not None:
        shared = replace(shared, regressors=replace(known, table=known.table[FIRST]))
    frame, table = Frame(shared, threads), series_table(demand, bucket_of(product, number))
    pooled = _pooled(buckets.each(table, partial(study_bucket, frame=frame), STUDIES))
    like = _applied(taken(demand, FIRST), pooled, horizon, levels, threads)
    schema = forecast_schema(like)
    kernel = partial(apply_bucket, frame=frame, pooled=pickle.dumps(pooled), horizon=horizon, levels=levels, names=schema.names[1:])
    return _assembled(buckets.each(table, kernel, schema), like)


def series_table(demand: Demand, bucket: NDArray[np.int32]) -> pa.Table:
    """One row per series: its bucket, its row in the demand, and everything of its own as values and lists."""
    columns: dict[str, Any] = {BUCKET: bucket, "row": np.arange(demand.n), "day": _lists(demand.ptr, demand.day)}
    columns["units"] = _lists(demand.ptr, demand.units)
    columns |= {name: each for name in PER_SERIES if (each := getattr(demand, name)) is not None}
    if demand.cold is not None:
        columns["cold"] = _lists(_even(demand.cold), demand.cold.ravel())
    if (outs := demand.stock_outs) is not None:
        columns |= {"out_day": _lists(outs.ptr, outs.day), "out_share": _lists(outs.ptr, outs.share)}
    if (known := demand.regressors) is not None and known.table is not None:
        columns["x_table"] = known.table  # the tables themselves go with the frame: they are few
    elif known is not None:
        columns |= {"x_step": _lists(known.ptr, known.step), "x_values": _lists(known.ptr * len(known.names), known.values.ravel())}
    return pa.table(columns)


def demand_of(table: pa.Table, frame: Frame) -> Demand:
    """The demand whose series these rows are; the rows in the order in which they stand."""
    ptr, day = _flat(table["day"])
    made: dict[str, Any] = {"ptr": ptr, "day": day, "units": _flat(table["units"])[1]}
    made |= {name: table[name].to_numpy() for name in PER_SERIES if name in table.column_names}
    if "cold" in table.column_names:
        made["cold"] = _flat(table["cold"])[1].reshape(len(table), -1)
    if (outs := frame.shared.stock_outs) is not None:
        out_ptr, out_day = _flat(table["out_day"])
        made["stock_outs"] = replace(outs, ptr=out_ptr, day=out_day, share=_flat(table["out_share"])[1])
    if (known := frame.shared.regressors) is not None and known.table is not None:
        made["regressors"] = replace(known, table=table["x_table"].to_numpy())
    elif known is not None:
        x_ptr, x_step = _flat(table["x_step"])
        made["regressors"] = replace(known, ptr=x_ptr, step=x_step, values=_flat(table["x_values"])[1])
    return replace(frame.shared, **made)


def study_bucket(table: pa.Table, frame: Frame) -> pa.Table:
    """First pass over a bucket: what it adds to what all learn from, and which rows that is."""
    table = table.sort_by("row")
    found = study(demand_of(table, frame))
    number, drawn = len(found.traits.key), len(found.key)
    at = np.arange(number) if drawn == number else np.sort(np.argsort(found.traits.key, kind="stable")[:drawn])
    rows = table["row"].to_numpy()[at].astype(np.int64)
    kept = replace(found, traits=replace(found.traits, **{f.name: getattr(found.traits, f.name)[at] for f in fields(found.traits)}))
    return pa.table([[table[BUCKET][0].as_py()], [rows.tobytes()], [pickle.dumps(kept)]], schema=STUDIES)


def apply_bucket(table: pa.Table, frame: Frame, pooled: bytes, horizon: int, levels: tuple[float, ...], names: list[str]) -> pa.Table:
    """Second pass over a bucket: the forecasts of its series, one row each."""
    table = table.sort_by("row")
    demand = demand_of(table, frame)
    made = _applied(demand, pickle.loads(pooled), horizon, levels, frame.threads)  # noqa: S301 - made by this program
    columns: dict[str, Any] = {"row": table["row"].to_numpy()}
    for name in names:
        value = getattr(made, name)
        columns[name] = value if value.ndim == 1 else _lists(_even(value.reshape(demand.n, -1)), value.ravel())
    return pa.table(columns)


def forecast_schema(like: Forecasts) -> pa.Schema:
    """The columns of forecasts such as these of one series: what has one row is its own, the rest is the same for all."""
    arrays = {f.name: value for f in fields(like) if isinstance(value := getattr(like, f.name), np.ndarray)}
    own = [(name, value.ndim, pa.from_numpy_dtype(value.dtype)) for name, value in arrays.items() if len(value) == 1]
    return pa.schema([("row", pa.int64()), *((name, kind if ndim == 1 else pa.list_(kind)) for name, ndim, kind in own)])


def _applied(demand: Demand, pooled: Pooled, horizon: int, levels: tuple[float, ...], threads: int | None) -> Forecasts:
    return apply(demand, study(demand), pooled, horizon, levels, threads=threads)


def _pooled(studies: pa.Table) -> Pooled:
    """What the samples of all buckets teach, taken in the order of the demand's rows whatever buckets they came from."""
    found: list[Study] = [pickle.loads(each) for each in studies["study"].to_pylist()]  # noqa: S301 - made by this program
    rows = np.concatenate([np.frombuffer(each, np.int64) for each in studies["rows"].to_pylist()])
    order = np.argsort(rows, kind="stable")
    sample = taken(joined([each.sample for each in found]), order)
    rates = joined_rates([each.rates for each in found])
    return pool([replace(found[0], sample=sample, key=np.concatenate([each.key for each in found])[order], rates=rates)])


def _assembled(rows: pa.Table, like: Forecasts) -> Forecasts:
    """Forecasts of all series in the order of the demand, from rows in any order."""
    rows = rows.sort_by("row")
    values: dict[str, Any] = {}
    for name in rows.column_names[1:]:
        kept = getattr(like, name)
        flat = rows[name].to_numpy() if kept.ndim == 1 else _flat(rows[name])[1]
        values[name] = np.ascontiguousarray(flat, kept.dtype).reshape(len(rows), *kept.shape[1:])
    return replace(like, **values)


def _even(value: NDArray[Any]) -> Ints:
    return np.arange(len(value) + 1, dtype=np.int64) * np.int64(value.shape[1])


def _lists(ptr: Ints, values: NDArray[Any]) -> pa.Array:
    return pa.ListArray.from_arrays(pa.array(ptr.astype(np.int32)), pa.array(values))


def _flat(column: pa.ChunkedArray) -> tuple[Ints, NDArray[Any]]:
    """Offsets and values of a column of lists."""
    lengths = pc.list_value_length(column).to_numpy()
    values = pc.list_flatten(column)
    return np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64), values.to_numpy()
