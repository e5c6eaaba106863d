"""Which locations opened lately and which products had their first goods somewhere lately, as far as the records tell."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import numpy as np
import pyarrow as pa

from fluxion.base.work import Work
from fluxion.domains import catalog, stock
from fluxion.domains.planning.reads.arrays import ints
from fluxion.domains.planning.rules.inputs import Floats, Locations, Pairs, Sold, id_rows
from fluxion.domains.planning.rules.newness import NEW_DAYS, later_than, opened


def with_news(work: Work, places: Locations, sold: Sold, as_of: date) -> tuple[Locations, Pairs]:
    """The locations with the day each new one opened on, and the pairs that had their first goods lately, with that day.

    Only stores that supply no other location can be new: what a centre passes on is as old as what it supplies.
    """
    found = stock.first_goods(work, datetime.combine(as_of - timedelta(days=NEW_DAYS), time(), UTC))
    kinds = catalog.location_frame(work).sort_by("id")
    may_sell = places.active & (kinds["kind"].to_numpy(zero_copy_only=False) == "store")
    may_sell[places.parent[places.parent >= 0]] = False
    row, first = id_rows(ints(found.locations, "location_id"), places.id), np.full(len(places.id), np.nan)
    first[row[row >= 0]] = _days(found.locations)[row >= 0]
    since = opened(sold, places.id, may_sell, first, as_of.toordinal())
    goods = Pairs(ints(found.pairs, "product_id"), ints(found.pairs, "location_id"), {"day": _days(found.pairs)})
    return replace(places, new_since=since), later_than(goods, places.id, np.where(np.isnan(since), first, -np.inf))


def _days(rows: pa.Table) -> Floats:
    """The day (ordinal) of each moment."""
    return np.array([float(each.date().toordinal()) for each in rows["at"].to_pylist()], np.float64)
