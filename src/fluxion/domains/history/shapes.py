"""What history takes and gives."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from fluxion.base.work import Actor, Work

Progress = Callable[[float, str], None]
T = TypeVar("T")


class Opener(Protocol):
    """Who opens units of work for a long piece of it: `Works`, or the one a job is given, fenced by its lease."""

    def read(self, actor: Actor = ..., /) -> AbstractContextManager[Work]: ...

    def commit(self, change: Callable[[Work], T], /) -> T: ...


@dataclass(frozen=True)
class LineCounts:
    """How many lines of a load were new, changed or already there; `repeated` ones came twice and the last one counts."""

    total: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    repeated: int = 0


@dataclass(frozen=True)
class Recorded:
    """What became of a load; `already` when an earlier run had finished it."""

    batch_id: int
    counts: LineCounts
    lake_version: int
    already: bool


@dataclass(frozen=True)
class Batch:
    """A load as people see it."""

    id: int
    source: str
    state: str
    counts: LineCounts
    first_day: date | None
    last_day: date | None
    lake_version_before: int | None
    lake_version: int | None
    loaded_at: datetime | None
    undone_at: datetime | None


@dataclass(frozen=True)
class StockOutArrays:
    """Days without stock of the same series as the demand they come with: row i has `day[ptr[i]:ptr[i+1]]`."""

    ptr: NDArray[np.int64]
    day: NDArray[np.int32]
    share: NDArray[np.float64]


@dataclass(frozen=True)
class DemandArrays:
    """Daily demand of every product × location that sold in the window, sorted by product, then location.

    Row i has `day[ptr[i]:ptr[i+1]]` (days since `first_day`, ascending) and the `units` of each; `start` is its first
    day. Days on which the whole company sold nothing are `closed`.
    """

    product_id: NDArray[np.int32]
    location_id: NDArray[np.int32]
    ptr: NDArray[np.int64]
    day: NDArray[np.int32]
    units: NDArray[np.float64]
    start: NDArray[np.int32]
    first_day: date
    n_days: int
    first_weekday: int
    closed: NDArray[np.bool_]
    stock_outs: StockOutArrays | None

    @property
    def n(self) -> int:
        """How many series there are."""
        return len(self.product_id)
