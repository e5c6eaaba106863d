"""What else is known about the steps of a series, the coming ones included: prices, promotions, events."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Days = NDArray[np.int32]


@dataclass(frozen=True)
class Regressors:
    """Sparse rows of `values` [rows, columns] per series and step; a step without a row is as usual: 0 in every column.

    Series of which the same is known share their rows: `table` [n] then says which of the tables that `ptr` cuts the rows
    into each series reads; without it every series has its own.

    Steps count from the first step of the history and go on past its end as far as the future is known. Give a price as
    the logarithm of its ratio to the item's usual one, a promotion or an event as 1 (or its strength) while it lasts.
    Any other numeric column may be given: it is used only where it foretold held-out demand.
    """

    names: tuple[str, ...]
    ptr: Ints
    step: Days
    values: Floats
    table: Ints | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "names", tuple(self.names))
        object.__setattr__(self, "ptr", np.ascontiguousarray(self.ptr, np.int64))
        object.__setattr__(self, "step", np.ascontiguousarray(self.step, np.int32))
        values = np.ascontiguousarray(self.values, np.float64)
        object.__setattr__(self, "values", values.reshape(len(self.step), len(self.names)))
        if not np.all(np.isfinite(values)):
            raise ValueError("regressors: every value must be a finite number; leave out a row that is not known")
        follows = np.diff(self.step) <= 0
        follows[self.ptr[(self.ptr > 0) & (self.ptr < len(self.step))] - 1] = False
        if len(self.ptr) == 0 or self.ptr[-1] != len(self.step) or np.any(np.diff(self.ptr) < 0) or np.any(follows):
            raise ValueError("regressors: ptr must rise from 0 to the number of rows, steps must ascend within a series")
        if len(self.step) and self.step.min() < 0:
            raise ValueError("regressors: a step lies before the history")
        if self.table is not None:
            object.__setattr__(self, "table", np.ascontiguousarray(self.table, np.int64))
            if len(self.table) and (self.table.min() < 0 or self.table.max() >= len(self.ptr) - 1):
                raise ValueError("regressors: a series reads a table that is not there")

    @property
    def n(self) -> int:
        """Number of series."""
        return len(self.ptr) - 1 if self.table is None else len(self.table)

    def bounds(self) -> tuple[Ints, Ints]:
        """The first row of every series and the one after its last."""
        if self.table is None:
            return self.ptr[:-1], self.ptr[1:]
        return self.ptr[self.table], self.ptr[self.table + 1]

    def readers(self) -> Floats | None:
        """How many series read each row; None where none is shared."""
        if self.table is None:
            return None
        return np.repeat(np.bincount(self.table, minlength=len(self.ptr) - 1), np.diff(self.ptr)).astype(np.float64)

    @classmethod
    def from_rows(cls, names: tuple[str, ...], series: ArrayLike, step: ArrayLike, values: ArrayLike, *, n_series: int) -> Self:
        """Regressors from loose (series, step, values) rows in any order; of two rows for one step the last counts."""
        row, when = np.asarray(series, np.int64), np.asarray(step, np.int64)
        table = np.asarray(values, np.float64).reshape(len(row), len(names))
        if len(row) and (row.min() < 0 or row.max() >= n_series or when.min() < 0):
            raise ValueError("regressors: a row names a series or a step that is not there")
        wide = int(when.max()) + 1 if len(when) else 1
        key = row * wide + when
        order = np.argsort(key, kind="stable")
        key = key[order]
        last = np.flatnonzero(np.concatenate([key[1:] != key[:-1], [True]])) if len(key) else np.zeros(0, np.int64)
        ptr = np.searchsorted(key[last], np.arange(n_series + 1, dtype=np.int64) * wide)
        return cls(tuple(names), ptr, (key[last] % wide).astype(np.int32), table[order[last]])

    def of(self, rows: Ints) -> Regressors:
        """The same columns for some of the series, in the order given; tables that none of them reads are left out."""
        read, table = (np.asarray(rows, np.int64), None) if self.table is None else np.unique(self.table[rows], return_inverse=True)
        keep, ptr = rows_of(self.ptr, read)
        return Regressors(self.names, ptr, self.step[keep], self.values[keep], table)


def rows_of(ptr: Ints, rows: Ints) -> tuple[Ints, Ints]:
    """Positions of the entries of some series of a CSR table, and the pointers among them.

    >>> keep, ptr = rows_of(np.array([0, 2, 3, 6]), np.array([2, 0]))
    >>> keep.tolist(), ptr.tolist()
    ([3, 4, 5, 0, 1], [0, 3, 5])
    """
    counts = np.diff(ptr)[rows]
    starts = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
    keep = np.repeat(np.asarray(ptr)[rows] - starts[:-1], counts) + np.arange(starts[-1])
    return keep.astype(np.int64), starts
