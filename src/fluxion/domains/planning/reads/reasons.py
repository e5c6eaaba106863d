"""Why transfers are suggested, from the plan that pages show: an open one does not carry its reasons, they are the plan's."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from fluxion.base.mart import MartBroken, MartMissing
from fluxion.base.work import Work
from fluxion.domains.planning.errors import NoPlan
from fluxion.domains.planning.reads.mart import PlanMeta, plan_meta
from fluxion.domains.planning.rules.reasons import COLUMNS, move_figures
from fluxion.domains.planning.tables import OPEN, TransferSuggestionRow

_ENDS = f"""select product_id, location_id, {", ".join(COLUMNS)} from plan_series
    join (select unnest($products::integer[]) as product_id, unnest($locations::integer[]) as location_id) using (product_id, location_id)"""


def plan_shown(work: Work) -> PlanMeta | None:
    """The plan that pages show now; None when there is none, or its mart is being built anew."""
    work.require("planning.read")
    try:
        return plan_meta(work)
    except (NoPlan, MartBroken):
        return None


def plan_figures(work: Work, rows: Sequence[TransferSuggestionRow]) -> dict[int, dict[str, Any]]:
    """By id, what suggested transfers rest on in the plan that pages show now; left out are those whose ends it does not hold.

    One question for all of them. Both ends are told, whoever asks: an action keeps them on the row, and what people see is the view's to guard.
    """
    meta = plan_shown(work)
    if meta is None or not rows:
        return {}
    places = {(row.product_id, place) for row in rows for place in (row.from_location_id, row.to_location_id)}
    products, locations = zip(*sorted(places), strict=True)
    try:
        found = work.marts.records(work, _ENDS, {"products": list(products), "locations": list(locations)})
    except (MartMissing, MartBroken):
        return {}
    series = {(each["product_id"], each["location_id"]): each for each in found}
    told = {}
    for row in rows:
        origin, target = (series.get((row.product_id, place)) for place in (row.from_location_id, row.to_location_id))
        if origin and target:
            names, quantity = (row.from_name, row.to_name), float(row.quantity_suggested)
            told[row.id] = move_figures(row.kind, quantity, names, (origin, target), meta.as_of, meta.data_until)
    return told


def figures_kept(row: TransferSuggestionRow) -> dict[str, Any] | None:
    """What was kept on the row when somebody decided on it, or by an earlier version of the program; None when nothing was."""
    return row.explanation["figures"] if row.explanation else None


def ship_day(row: TransferSuggestionRow, meta: PlanMeta | None) -> date:
    """When the goods are to leave: the day of the plan for an open one, which every plan proposes anew, else the day that was kept."""
    return meta.as_of if meta and row.state == OPEN else row.ship_by
