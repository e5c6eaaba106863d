"""Gather: everything a plan is computed from, read once and turned into arrays."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import pyarrow as pa
from sqlalchemy import func, select

from fluxion.base.frames import frame
from fluxion.base.work import Work
from fluxion.domains import catalog, history, partners, purchases, stock
from fluxion.domains.planning.errors import NoSales
from fluxion.domains.planning.reads.arrays import flags, floats, ints
from fluxion.domains.planning.reads.newness import with_news
from fluxion.domains.planning.reads.parameters import all_settings
from fluxion.domains.planning.reads.products import gather_products
from fluxion.domains.planning.reads.rates import home_rates
from fluxion.domains.planning.reads.records import gather_known
from fluxion.domains.planning.rules.inputs import (
    GOODS,
    Coming,
    Floats,
    Inputs,
    Locations,
    Minimums,
    Pairs,
    Sold,
    days_until,
    id_rows,
    plan_day,
)
from fluxion.domains.planning.rules.known_parameters import EVERY_REVIEW
from fluxion.domains.planning.rules.parameters import Setting, company_value
from fluxion.domains.planning.tables import DONE, OPEN, REJECTED, RunRow, SuggestionRow, TransferSuggestionRow

HISTORY_DAYS = 400
VALUE_DAYS = 365


def when_to_plan(work: Work, asked: date | None) -> tuple[date, str, date]:
    """The day the plan is for, why that day, and the newest sale known; refused as `NoSales` when there is none before."""
    newest = history.data_until(work)
    if newest is None:
        raise NoSales
    day, reason = plan_day(asked, newest, work.today)
    return day, reason, newest


def gather(work: Work, as_of: date, horizon: int | None) -> Inputs:
    """The inputs of a plan for one day: sales before it; stock, orders, catalogue and parameters as they stand now."""
    if history.data_until(work) is None:
        raise NoSales
    settings = all_settings(work)
    with ThreadPoolExecutor(1) as beside:  # it asks the mart alone, whose generation is known by now; this thread asks the records
        selling, selling_for = beside.submit(_sold, work, as_of), beside.submit(_values, work, as_of)
        held = _stock(work)
        sold = selling.result()
        places, stocked = with_news(work, _locations(work), sold, as_of)
        buying = int(np.sum(places.active & (places.parent < 0)))
        products = gather_products(work, sold, settings, buying)
        value = selling_for.result()
    leaving, _ = gather_transfers(work, as_of)
    return Inputs(
        as_of=as_of,
        horizon=horizon or int(company_value("horizon_days", settings)),
        sold=sold,
        stock=held,
        value=value,
        rejected=_rejected(work, settings),
        rejected_moves=_rejected_moves(work, settings),
        products=products,
        locations=places,
        coming=gather_coming(work, as_of),
        leaving=leaving,
        minimums=_minimums(work),
        settings=tuple(settings),
        known=gather_known(work, as_of, HISTORY_DAYS, horizon or int(company_value("horizon_days", settings))),
        planned_before=work.db.scalar(select(func.max(RunRow.as_of)).where(RunRow.state == DONE, RunRow.as_of < as_of)),
        waiting=_waiting(work, settings),
        stocked=stocked,
    )


@dataclass(frozen=True)
class Opened:
    """The suggested orders and transfers on which nobody had decided when the inputs were read."""

    suggestions: frozenset[int]
    transfers: frozenset[int]


def open_ids(work: Work) -> Opened:
    """What is open now."""
    return Opened(
        *(frozenset(work.db.scalars(select(each.id).where(each.state == OPEN))) for each in (SuggestionRow, TransferSuggestionRow))
    )


def _sold(work: Work, as_of: date) -> Sold:
    """Demand before the day. Days after the newest sale are not known yet, so they count as closed, not as days without demand."""
    found = history.demand(work, as_of - timedelta(days=1), HISTORY_DAYS)
    if not found.n:
        raise NoSales
    closed = found.closed.copy()
    newest = history.data_until(work)
    if newest is not None and newest < as_of:
        closed[max((newest - found.first_day).days + 1, 0) :] = True
    outs = found.stock_outs
    return Sold(
        product_id=found.product_id.astype(np.int64),
        location_id=found.location_id.astype(np.int64),
        ptr=found.ptr,
        day=found.day,
        units=found.units,
        n_days=found.n_days,
        closed=closed,
        outs_row=np.repeat(np.arange(found.n), np.diff(outs.ptr)) if outs else np.zeros(0, np.int64),
        outs_day=outs.day if outs else np.zeros(0, np.int32),
        outs_share=outs.share if outs else np.zeros(0),
    )


def _values(work: Work, as_of: date) -> Pairs:
    """Net sales of the year up to the day; that up to the newest sale is in the mart."""
    if history.data_until(work) == as_of - timedelta(days=1):
        rows = work.marts.arrow(work, "select product_id, location_id, net::double as net from sales_window where days = ?", [VALUE_DAYS])
    else:
        rows = work.marts.arrow(
            work,
            "select product_id, location_id, sum(net)::double as net from day_sales where day >= ? and day < ? group by all",
            [as_of - timedelta(days=VALUE_DAYS), as_of],
        )
    return Pairs(ints(rows, "product_id"), ints(rows, "location_id"), {"net": floats(rows, "net", 0.0)})


def _stock(work: Work) -> Pairs:
    names = ("id", *GOODS)
    rows = stock.level_frame(work, names)
    return Pairs(ints(rows, "product_id"), ints(rows, "location_id"), {name: floats(rows, name, 0.0) for name in names})


def _locations(work: Work) -> Locations:
    rows = catalog.location_frame(work).sort_by("id")
    location_id, active = ints(rows, "id"), flags(rows, "active")
    parent = id_rows(ints(rows, "supplied_by_id"), location_id)
    parent = np.where((parent >= 0) & active[np.maximum(parent, 0)], parent, -1)
    return Locations(
        id=location_id,
        parent=parent,
        active=active,
        review=floats(rows, "review_period_days"),
        lead=floats(rows, "lead_time_days"),
        service=floats(rows, "service_level"),
    )


def _minimums(work: Work) -> Minimums:
    rows = partners.supplier_frame(work).sort_by("id")
    money, kilos, cubic = (floats(rows, name) for name in ("order_budget", "container_weight_kg", "container_volume_m3"))
    return Minimums(ints(rows, "id"), floats(rows, "minimum_order_value", 0.0), money, kilos, cubic, home_rates(work, rows))


def _due(work: Work, rows: pa.Table, as_of: date) -> Floats:
    days = [np.nan if day is None else float(days_until(day, as_of, work.today)) for day in rows.column("expected_on").to_pylist()]
    return np.array(days, np.float64)


def gather_transfers(work: Work, as_of: date) -> tuple[Pairs, Coming]:
    """What still has to leave each location, and what transfers bring: all of it until they are received or cancelled."""
    rows = stock.transfer_frame(work)
    is_shipped = np.array([state == "shipped" for state in rows.column("state").to_pylist()], np.bool_)
    quantity = np.where(is_shipped, floats(rows, "shipped", 0.0), floats(rows, "quantity", 0.0))
    product, origin = ints(rows, "product_id"), ints(rows, "from_location_id")
    leaving = Pairs(product[~is_shipped], origin[~is_shipped], {"quantity": quantity[~is_shipped]})
    coming = Coming(product, ints(rows, "to_location_id"), quantity, _due(work, rows, as_of), np.ones(len(product), np.bool_))
    return leaving, coming


def gather_coming(work: Work, as_of: date) -> Coming:
    """Everything ordered or under way, with the days until it arrives."""
    _, transfers = gather_transfers(work, as_of)
    rows = purchases.open_line_frame(work)
    product, quantity = ints(rows, "product_id"), floats(rows, "open", 0.0)
    return Coming(
        np.concatenate([product, transfers.product_id]),
        np.concatenate([ints(rows, "location_id"), transfers.location_id]),
        np.concatenate([quantity, transfers.quantity]),
        np.concatenate([_due(work, rows, as_of), transfers.due_in]),
        np.concatenate([np.zeros(len(product), np.bool_), transfers.is_transfer]),
    )


def _waiting(work: Work, settings: list[Setting]) -> Pairs:
    """What is proposed for whom and not decided on; it only matters where somebody orders by days of review."""
    if not any(each.name == "reorder_rule" and each.value == EVERY_REVIEW for each in settings):
        return Pairs.none("open")
    orders, moves = SuggestionRow, TransferSuggestionRow
    wanted = (
        frame(work.db, select(table.product_id, place.label("location_id")).where(table.state == OPEN))
        for table, place in ((orders, orders.location_id), (moves, moves.to_location_id))
    )
    rows = pa.concat_tables(wanted)
    return Pairs(ints(rows, "product_id"), ints(rows, "location_id"), {"open": np.ones(rows.num_rows)})


def _rejected(work: Work, settings: list[Setting]) -> Pairs:
    """What was rejected so recently that it is only proposed again when the need has grown."""
    since = work.now - timedelta(days=company_value("rejected_again_days", settings))
    newest = (
        select(func.max(SuggestionRow.id))
        .where(SuggestionRow.state == REJECTED, SuggestionRow.decided_at > since)
        .group_by(SuggestionRow.product_id, SuggestionRow.location_id)
    )
    rows = work.db.execute(
        select(SuggestionRow.id, SuggestionRow.product_id, SuggestionRow.location_id, SuggestionRow.quantity_suggested).where(
            SuggestionRow.id.in_(newest)
        )
    ).all()
    return Pairs(
        np.array([row.product_id for row in rows], np.int64),
        np.array([row.location_id for row in rows], np.int64),
        {"quantity": np.array([float(row.quantity_suggested) for row in rows]), "id": np.array([float(row.id) for row in rows])},
    )


def _rejected_moves(work: Work, settings: list[Setting]) -> Pairs:
    since = work.now - timedelta(days=company_value("rejected_again_days", settings))
    table = TransferSuggestionRow
    rows = work.db.execute(
        select(table.product_id, table.from_location_id, table.to_location_id, table.quantity_suggested).where(
            table.state == REJECTED, table.decided_at > since
        )
    ).all()
    return Pairs(
        np.array([row.product_id for row in rows], np.int64),
        np.array([row.to_location_id for row in rows], np.int64),
        {
            "from": np.array([float(row.from_location_id) for row in rows]),
            "quantity": np.array([float(row.quantity_suggested) for row in rows]),
        },
    )
