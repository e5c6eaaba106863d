"""What there is to replay: the company's own history on its own terms, or a long file on terms that are stated."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import numpy as np

from fluxion.base.work import Work
from fluxion.domains import purchases
from fluxion.domains.planning.errors import HistoryTooShort
from fluxion.domains.planning.reads.arrays import floats, ints
from fluxion.domains.planning.reads.gather import gather, when_to_plan
from fluxion.domains.planning.reads.products import lead_receipts
from fluxion.domains.planning.reads.series_files import read_series
from fluxion.domains.planning.rules.backtest_case import (
    STEP_DAYS,
    Bought,
    Case,
    TooShort,
    as_planned,
    enough_before,
    receipts_for,
    sample,
    span,
)
from fluxion.domains.planning.rules.inputs import Flags, Floats, Inputs, Ints, pair_rows
from fluxion.domains.planning.rules.policy import supply_terms
from fluxion.domains.planning.rules.series import Series, list_series, series_demand
from fluxion.domains.planning.rules.series_file import file_demand, known_since
from fluxion.kernels.forecasting import Demand
from fluxion.kernels.forecasting.buckets import taken
from fluxion.kernels.forecasting.traits import traits_of

MOST_SERIES = 5000
REVIEW_DAYS = 7
LEAST_KNOWN = 0.9  # of the steps replayed: what is unknown would be made-up demand


@dataclass(frozen=True)
class Terms:
    """How a file's series are supposed to be supplied, in days and units."""

    lead_time: float = 14.0
    lead_time_sd: float = 4.0
    review: float = 7.0
    pack: float = 1.0
    moq: float = 0.0


def company_case(work: Work, weeks: int = 26, most: int = MOST_SERIES, seed: int = 0) -> Case:
    """The series of the company that sell to customers, with its own lead times, packs, costs and prices.

    Goods passed on to other locations are their demand, not the centre's; lead times are drawn from those measured where receipts
    are enough, else as measured or stated. A larger company is represented by a random sample of `most` series.
    """
    work.require("planning.read")
    as_of, _, newest = when_to_plan(work, None)
    inputs = gather(work, min(as_of, newest + timedelta(days=1)), None)
    series = list_series(inputs)
    demand = series_demand(inputs, series)
    terms = supply_terms(inputs, series, traits_of(demand).weekly_cv)
    is_centre = np.zeros(series.n, np.bool_)
    is_centre[series.parent[series.parent >= 0]] = True
    period = float(np.median(terms.lead_days)) + REVIEW_DAYS
    sells = np.flatnonzero(_known_before(demand, weeks, period) & ~is_centre)
    rows = sells[sample(len(sells), most, seed)]
    product, is_measured = series.product[rows], terms.is_measured[rows]
    start, _ = span(demand.n_days, 1.0, weeks, period)
    return Case(
        demand=taken(as_planned(inputs, series, start - demand.n_days), rows),
        sold=taken(demand, rows),
        lead=np.maximum(terms.lead_days[rows], 1.0),
        lead_sd=terms.lead_sd[rows],
        bought=_bought(work, inputs, series, rows, demand.n_days),
        lead_days=_measured_days(work, series.product_id[rows], inputs.products.supplier_id[product], is_measured),
        review=REVIEW_DAYS,
        pack=np.maximum(inputs.products.pack[product], 1e-6),
        moq=inputs.products.moq[product],
        cost=inputs.products.cost[product],
        price=inputs.products.price[product],
        total=len(sells),
        left_out=int((np.diff(demand.ptr) > 0)[~is_centre].sum()) - len(sells),
        first_day=inputs.as_of - timedelta(days=demand.n_days),
    )


def _bought(work: Work, inputs: Inputs, series: Series, rows: Ints, days: int) -> Bought | None:
    """Receipts of these series by day, and what lay there when the history ended: what lies there now less what came since."""
    frame = purchases.lead_time_frame(work)
    first = inputs.as_of - timedelta(days=days)
    at = pair_rows(ints(frame, "product_id"), ints(frame, "location_id"), series.product_id[rows], series.location_id[rows])
    day = np.array([(each - first).days for each in frame["received_on"].to_pylist()], np.int64)
    units, since = floats(frame, "quantity", 0.0), (at >= 0) & (day >= days)
    kept = (at >= 0) & (day >= 0) & (day < days)
    if not kept.any():
        return None
    received = np.zeros((len(rows), days))
    np.add.at(received, (at[kept], day[kept]), units[kept])
    closing = series.of(inputs.stock, "on_hand")[rows] - np.bincount(at[since], units[since], len(rows))
    return Bought(received, np.asarray(closing, np.float64), series.parent[rows] < 0)


def _measured_days(work: Work, product_id: Ints, supplier_id: Ints, is_measured: Flags) -> tuple[Floats, ...]:
    if not is_measured.any():
        return ()
    return receipts_for(lead_receipts(work), product_id, supplier_id, is_measured)


def file_case(path: Path, terms: Terms, weeks: int = 26, most: int = MOST_SERIES, seed: int = 0) -> Case:
    """The series of any long file (`unique_id`, `ds`, `y`), real demand to be supplied on stated terms.

    A series of which more than a tenth of the steps to replay are unknown is left out.
    """
    file = read_series(path)
    demand, _ = file_demand(file, 1)
    if demand.closed is not None and demand.closed.shape[1] != demand.n_days:
        demand = replace(demand, closed=demand.closed[:, : demand.n_days])
    unit = STEP_DAYS[demand.step]
    lead, review = max(terms.lead_time / unit, 1.0), max(round(terms.review / unit), 1)
    told = _known_before(demand, weeks, lead + review)
    told &= known_since(file, span(demand.n_days, unit, weeks, lead + review)[0]) >= LEAST_KNOWN
    sells = np.flatnonzero(told)
    rows = sells[sample(len(sells), most, seed)]
    if demand.step == "day":
        demand = demand.with_closed_detected()
    unknown = np.full(len(rows), np.nan)
    return Case(
        demand=replace(taken(demand, rows), regressors=None),  # a price of the day is no price of the days ahead
        lead=np.full(len(rows), lead),
        lead_sd=np.full(len(rows), terms.lead_time_sd / unit),
        review=review,
        pack=np.full(len(rows), terms.pack),
        moq=np.full(len(rows), terms.moq),
        cost=unknown,
        price=unknown,
        total=len(sells),
        left_out=int((np.diff(demand.ptr) > 0).sum()) - len(sells),
        first_day=file.calendar.first_date,
    )


def _known_before(demand: Demand, weeks: int, period: float) -> Flags:
    try:
        return enough_before(demand, weeks, period)
    except TooShort as short:
        raise HistoryTooShort(have=short.have, need=short.need) from short
