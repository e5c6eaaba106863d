"""What people know ahead, as a plan takes it: days counted from the plan's first, ids None where everything is meant."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import pyarrow as pa


@dataclass(frozen=True)
class Override:
    """One override in force: for a product or a category, at a location or all."""

    id: int
    product_id: int | None
    category_id: int | None
    location_id: int | None
    first: int
    last: int
    kind: str
    value: float

    @property
    def nearness(self) -> tuple[int, int]:
        """Categories before products, all locations before one, older before newer: the nearest has the last word."""
        return (2 if self.product_id is not None else 0) + (self.location_id is not None), self.id


@dataclass(frozen=True)
class Happening:
    """One time an event happens; a null factor is to be learned from sales."""

    kind: str
    product_id: int | None
    category_id: int | None
    location_id: int | None
    first: int
    last: int
    factor: float | None


@dataclass(frozen=True)
class Succession:
    """A product that replaces another from a day on, and the share of its demand that it inherits."""

    successor_id: int
    predecessor_id: int
    share: float
    first: int


@dataclass(frozen=True)
class Known:
    """Everything that people wrote down for a plan to know."""

    overrides: tuple[Override, ...] = ()
    happenings: tuple[Happening, ...] = ()
    successions: tuple[Succession, ...] = ()


def known_of(overrides: pa.Table, events: pa.Table, links: pa.Table, as_of: date) -> Known:
    """The tables of `reads.records` as a plan for one day takes them."""

    def scope(row: dict[str, Any]) -> dict[str, Any]:
        first, last = (row["starts_on"] - as_of).days, (row["ends_on"] - as_of).days
        return {name: row[name] for name in ("kind", "product_id", "category_id", "location_id")} | {"first": first, "last": last}

    return Known(
        tuple(Override(id=row["id"], value=row["value"], **scope(row)) for row in overrides.to_pylist()),
        tuple(Happening(factor=row["factor"], **scope(row)) for row in events.to_pylist()),
        tuple(
            Succession(row["successor_id"], row["predecessor_id"], row["share"], (row["starts_on"] - as_of).days)
            for row in links.to_pylist()
        ),
    )
