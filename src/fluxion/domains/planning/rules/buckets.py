"""Inputs in buckets of products, worked off a few at a time, and what was made of each put together again.

All locations of a product stay together, so that centres and transfers find everything they need in their bucket.
Buckets follow from the inputs alone, never from the machine: the same inputs give the same plan on any number of cores.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, fields, is_dataclass, replace
from itertools import pairwise
from typing import Any, TypeVar

import numpy as np

from fluxion.domains.planning.rules.inputs import Inputs, Ints, Sold
from fluxion.domains.planning.rules.series import Series
from fluxion.kernels.forecasting.regressors import rows_of as entries_of

SERIES_AT_ONCE = 16_384
"""Series in a bucket, about: some 100 MB while they are computed."""
SHARED = ("levels", "scores", "lengths", "common")
"""Columns that hold for all series alike."""
A = TypeVar("A")
B = TypeVar("B")


@dataclass(frozen=True)
class Bucket:
    """Some products with all that is known of them, and their series: `rows` of those of the whole company."""

    inputs: Inputs
    series: Series
    rows: slice


def buckets(inputs: Inputs, series: Series, at_once: int | None = None) -> list[Bucket]:
    """The buckets of a company, of about so many series; one that fits a bucket is its only one. Tables of products and locations stay
    whole."""
    first = np.flatnonzero(np.diff(series.product_id, prepend=-1))
    starts = first[np.flatnonzero(np.diff(first // (at_once or SERIES_AT_ONCE), prepend=-1))]
    if len(starts) < 2:
        return [Bucket(inputs, series, slice(0, series.n))]
    bounds = [0, *series.product_id[starts[1:]].tolist(), int(inputs.products.id[-1]) + 1]
    cut = {name: _cuts(getattr(inputs, name), bounds) for name in by_product(inputs)}
    rows = [slice(begin, end) for begin, end in pairwise([*starts.tolist(), series.n])]
    return [Bucket(replace(inputs, **{name: next(parts) for name, parts in cut.items()}), _some(series, part), part) for part in rows]


def _some(series: Series, rows: slice | np.ndarray) -> Series:
    """Whole products among the series; each supplying series is found where it now stands."""
    place = np.full(series.n + 1, -1)
    place[:-1][rows] = np.arange(len(series.product_id[rows]))
    return replace(rows_of(series, rows), parent=place[series.parent[rows]])


def by_product(inputs: Inputs) -> list[str]:
    """The tables of the inputs that are cut between products; all others are the same for every bucket."""
    return [each.name for each in fields(inputs) if hasattr(getattr(inputs, each.name), "product_id")]


def with_predecessors(bucket: Bucket, whole: Inputs, series: Series) -> Bucket:
    """A bucket with the products that some of its products replace, and those that these replaced; the bucket itself where there are
    none."""
    here, before = np.unique(bucket.series.product_id), {each.successor_id: each.predecessor_id for each in whole.known.successions}
    wanted, found = set(here.tolist()), set(here.tolist())
    while found:
        found = {before[each] for each in found if each in before} - wanted
        wanted |= found
    missing = np.array(sorted(wanted.difference(here.tolist())), np.int64)
    if not len(missing):
        return bucket
    both = np.concatenate([here, missing])
    return Bucket(of_products(whole, both), _some(series, np.isin(series.product_id, both)), bucket.rows)


def of_products(inputs: Inputs, products: Ints) -> Inputs:
    """The inputs with what is known of some products only; tables of products and locations stay whole."""

    def some(table: Any) -> Any:
        keep = np.isin(table.product_id, products)
        return _sold_of(table, keep) if isinstance(table, Sold) else _rows(table, keep, len(keep))

    return replace(inputs, **{name: some(getattr(inputs, name)) for name in by_product(inputs)})


def _sold_of(sold: Sold, keep: np.ndarray) -> Sold:
    rows = np.flatnonzero(keep)
    cells, ptr = entries_of(sold.ptr, rows)
    out, outs_ptr = entries_of(np.searchsorted(sold.outs_row, np.arange(len(keep) + 1)), rows)
    return replace(
        sold,
        product_id=sold.product_id[rows],
        location_id=sold.location_id[rows],
        ptr=ptr,
        day=sold.day[cells],
        units=sold.units[cells],
        outs_row=np.repeat(np.arange(len(rows)), np.diff(outs_ptr)),
        outs_day=sold.outs_day[out],
        outs_share=sold.outs_share[out],
    )


def _cuts(table: Any, bounds: Sequence[int]) -> Iterator[Any]:
    """A table by product and location, in pieces between products; those that are not sorted by product are sorted first."""
    if isinstance(table, Sold):
        yield from _cuts_of_sold(table, bounds)
        return
    order = np.argsort(table.product_id, kind="stable")
    ends = np.searchsorted(table.product_id[order], bounds)
    for begin, end in pairwise(ends):
        yield _rows(table, order[begin:end], len(table.product_id))


def rows_of(table: A, rows: slice | Ints) -> A:
    """Some rows of what holds a row for each series (or for each of something else)."""
    values = [getattr(table, each.name) for each in fields(table)]  # type: ignore[arg-type]
    n = next(len(value) for value in values if isinstance(value, np.ndarray))
    return _rows(table, rows, n)  # type: ignore[no-any-return]


def _rows(table: Any, rows: slice | np.ndarray, n: int) -> Any:

    def some(value: Any) -> Any:
        if isinstance(value, dict):
            return {name: some(each) for name, each in value.items()}
        return value[rows] if isinstance(value, np.ndarray) and len(value) == n else value

    return replace(
        table,
        **{
            each.name: some(value) for each in fields(table) if (value := getattr(table, each.name)) is not None and each.name not in SHARED
        },
    )


def _cuts_of_sold(sold: Sold, bounds: Sequence[int]) -> Iterator[Sold]:
    ends = np.searchsorted(sold.product_id, bounds)
    outs = np.searchsorted(sold.outs_row, ends)
    for (begin, end), (out, out_end) in zip(pairwise(ends), pairwise(outs), strict=True):
        cells = slice(sold.ptr[begin], sold.ptr[end])
        yield replace(
            sold,
            product_id=sold.product_id[begin:end],
            location_id=sold.location_id[begin:end],
            ptr=sold.ptr[begin : end + 1] - sold.ptr[begin],
            day=sold.day[cells],
            units=sold.units[cells],
            outs_row=sold.outs_row[out:out_end] - begin,
            outs_day=sold.outs_day[out:out_end],
            outs_share=sold.outs_share[out:out_end],
        )


def each_of(work: Callable[[A], B], given: Sequence[A]) -> Iterator[B]:
    """The results for each of the given, in their order; as many at a time as there are processors."""
    with ThreadPoolExecutor(min(len(given), os.cpu_count() or 1) or 1) as pool:
        yield from pool.map(work, given)


def joined(made: Sequence[A]) -> A:
    """What was made of each bucket as one: columns follow each other, whatever is the same for all is kept once."""
    first = made[0]
    if len(made) == 1:
        return first
    return replace(first, **{each.name: _joined(each.name, [getattr(part, each.name) for part in made]) for each in fields(first)})  # type: ignore[type-var, arg-type]


def _joined(name: str, parts: list[Any]) -> Any:
    first = parts[0]
    if name in SHARED:
        return first
    if isinstance(first, np.ndarray):
        return np.concatenate(parts)
    if isinstance(first, dict):
        return {key: _joined(key, [part[key] for part in parts]) for key in first}
    return joined(parts) if is_dataclass(first) else first
