"""Work done bucket by bucket, so that the same function runs here or on a cluster: Arrow in, Arrow out."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from typing import Protocol

import pyarrow as pa
import pyarrow.compute as pc

Kernel = Callable[[pa.Table], pa.Table]
BUCKET = "bucket"


class Buckets(Protocol):
    """Runs a pure function on each bucket of a table: its rows with the same number in the column `bucket`.

    The function may run in another process or on another machine, so it and what it is bound to must be picklable. It is
    given the rows of one bucket in any order, and the answers come back in any order.
    """

    def each(self, table: pa.Table, kernel: Kernel, schema: pa.Schema) -> pa.Table:
        """What `kernel` makes of every bucket, as one table of this schema."""
        ...

    def placed(self, table: pa.Table) -> AbstractContextManager["Placed"]:
        """The table where those who work on it find it, for several passes over the same buckets."""
        ...


class Placed(Protocol):
    """A table that is worked on more than once and travels once."""

    def each(self, kernel: Kernel, schema: pa.Schema, beside: pa.Table | None = None) -> pa.Table:
        """What `kernel` makes of every bucket, with the rows that stand `beside` it (of the same columns), as one table of this schema."""
        ...


class InTurn:
    """Runs buckets one after the other in this process; kernels use all its processors themselves."""

    def each(self, table: pa.Table, kernel: Kernel, schema: pa.Schema) -> pa.Table:
        """What `kernel` makes of every bucket, as one table of this schema."""
        return PlacedHere(table).each(kernel, schema)

    @contextmanager
    def placed(self, table: pa.Table) -> Iterator["PlacedHere"]:
        """The table, which needs no place here."""
        yield PlacedHere(table)


@dataclass(frozen=True)
class PlacedHere:
    """A table of this process."""

    table: pa.Table

    def each(self, kernel: Kernel, schema: pa.Schema, beside: pa.Table | None = None) -> pa.Table:
        """What `kernel` makes of every bucket, as one table of this schema."""
        rows = self.table if beside is None else pa.concat_tables([self.table, beside])
        numbers = pc.unique(rows[BUCKET]).to_pylist()
        return pa.concat_tables(kernel(rows.filter(pc.equal(rows[BUCKET], number))).cast(schema) for number in numbers)
