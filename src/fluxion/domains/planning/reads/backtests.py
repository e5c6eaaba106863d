"""Backtests that were run: the list, one with its frontiers, and the return that follows from it."""

from dataclasses import asdict
from datetime import timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import Row, case, select
from sqlalchemy.orm import defer

from fluxion.base.jobs import JobRow
from fluxion.base.paging import Ask, Column, Page, read_page
from fluxion.base.work import Work
from fluxion.domains import catalog, history, stock
from fluxion.domains.planning.errors import BacktestUnfinished
from fluxion.domains.planning.reads.arrays import floats, ints
from fluxion.domains.planning.reads.mart import seen
from fluxion.domains.planning.rules.backtest_return import assume, measured_reductions
from fluxion.domains.planning.rules.inputs import id_rows
from fluxion.domains.planning.shapes.backtests import Assumption, BacktestResult, BacktestView, ReturnAsk, ReturnView
from fluxion.domains.planning.tables import DONE
from fluxion.domains.planning.tables.backtests import BacktestRow
from fluxion.kernels.replaying import yearly_return
from fluxion.values.errors import NotFound

ORDERS: dict[str, Column] = {"created_at": BacktestRow.created_at}
DEAD_DAYS = 180
_CENT = Decimal("0.01")
_MONEY = ("capital", "holding_year")


def scope_of(work: Work) -> str:
    """Which locations a backtest of this actor covers."""
    places = work.actor.locations
    return "all" if places is None else ",".join(str(each) for each in sorted(places))


def backtests(work: Work, ask: Ask) -> Page[BacktestView]:
    """Backtests of what the actor may see, newest first."""
    work.require("planning.read")
    query = _query(work).options(defer(BacktestRow.result))
    return read_page(work.db, work.settings, query, ask, ORDERS, BacktestRow.id, _view, "-created_at")


def backtest(work: Work, backtest_id: int) -> BacktestView:
    """One backtest and how far it is."""
    return _view(_found(work, backtest_id))


def backtest_result(work: Work, backtest_id: int) -> BacktestResult:
    """A finished backtest with its frontiers; capital only for those who may see costs."""
    found = _found(work, backtest_id)
    result = _finished(found)
    if not work.actor.may("insights.see_cost"):
        result = _without_money(result)
    return BacktestResult(**_view(found).model_dump(), **result)


def backtest_return(work: Work, backtest_id: int, ask: ReturnAsk) -> ReturnView:
    """What the measured improvement is worth a year, on the company's figures and the assumptions given."""
    work.require("insights.see_cost")
    result = _finished(_found(work, backtest_id))
    company = {name: Decimal(value) for name, value in result["company"].items() if name != "fill_rate" and value is not None}
    given = {name: value for name, value in ask.model_dump(exclude_none=True).items() if name != "service_level"}
    measured = measured_reductions(result, ask.service_level, result["company"]["fill_rate"])
    figures, sources = assume(given, company, measured)
    found = yearly_return(figures)
    return ReturnView.model_validate(
        {
            "assumptions": [Assumption.model_validate({"name": n, "value": v, "source": sources[n]}) for n, v in asdict(figures).items()],
            **asdict(found),
            "currency": work.settings.currency,
        }
    )


def company_year(work: Work) -> dict[str, Any]:
    """Inventory at cost, a year's sales and margin, sales lost to stock-outs, and dead stock, as far as they are known."""
    work.require("planning.read")
    until = history.data_until(work) or work.today
    mine, params = seen(work)
    sold = work.marts.records(
        work,
        f"select sum(net)::double net, sum(costed)::double costed, sum(cost)::double cost from day_sales where {mine} and day > $since",
        params | {"since": until - timedelta(days=365)},
    )[0]
    held, products = stock.level_frame(work, ["on_hand"]), catalog.product_frame(work).sort_by("id")
    at = id_rows(ints(held, "product_id"), ints(products, "id"))
    worth = floats(held, "on_hand", 0.0) * floats(products, "cost", 0.0)[at] if len(at) else floats(held, "on_hand", 0.0)
    alive = work.marts.records(
        work,
        f"select distinct product_id, location_id from day_sales where {mine} and day > $since",
        params | {"since": until - timedelta(days=DEAD_DAYS)},
    )
    live = {(row["product_id"], row["location_id"]) for row in alive}
    pairs = zip(ints(held, "product_id").tolist(), ints(held, "location_id").tolist(), strict=True)
    dead = sum(float(value) for value, pair in zip(worth, pairs, strict=True) if pair not in live and value > 0)
    margin = 1 - sold["cost"] / sold["costed"] if sold["costed"] else None
    return {
        "inventory_value": _money(float(worth[worth > 0].sum()) if len(worth) else 0.0),
        "yearly_sales": _money(sold["net"]),
        "obsolescence": _money(dead),
        "margin": None if margin is None else str(Decimal(str(margin)).quantize(Decimal("0.0001"))),
    }


def _money(value: float | None) -> str | None:
    return None if value is None else str(Decimal(str(value)).quantize(_CENT))


def _without_money(result: dict[str, Any]) -> dict[str, Any]:
    def bare(point: dict[str, Any]) -> dict[str, Any]:
        return {
            **point,
            **dict.fromkeys(_MONEY),
            **({"classes": {k: bare(v) for k, v in point["classes"].items()}} if "classes" in point else {}),
        }

    bought = result.get("bought")
    return {
        **result,
        "policies": [{**each, "points": [bare(point) for point in each["points"]]} for each in result["policies"]],
        "equal_fill": [each for each in result["equal_fill"] if each["measure"] != "capital"],
        "bought": bought and {**bought, "figures": bare(bought["figures"])},
        "company": {**result["company"], "inventory_value": None, "obsolescence": None, "margin": None},
    }


def _query(work: Work) -> Any:
    state = case(
        (BacktestRow.state == DONE, DONE), (JobRow.state == DONE, "failed"), (JobRow.state.is_(None), "failed"), else_=JobRow.state
    )
    query = select(BacktestRow, state.label("told"), JobRow.progress, JobRow.step, JobRow.error)
    query = query.outerjoin(JobRow, JobRow.id == BacktestRow.job_id)
    return query if work.actor.locations is None else query.where(BacktestRow.scope == scope_of(work))


def _found(work: Work, backtest_id: int) -> Row[*tuple[Any, ...]]:
    work.require("planning.read")
    row: Row[*tuple[Any, ...]] | None = work.db.execute(_query(work).where(BacktestRow.id == backtest_id)).one_or_none()
    if row is None:
        raise NotFound
    return row


def _finished(found: Row[*tuple[Any, ...]]) -> dict[str, Any]:
    if found.told != DONE:
        raise BacktestUnfinished(state=found.told)
    result: dict[str, Any] = found[0].result
    return result


def _view(found: Row[*tuple[Any, ...]]) -> BacktestView:
    row: BacktestRow = found[0]
    return BacktestView(
        id=row.id,
        job_id=row.job_id,
        state=found.told,
        progress=1.0 if found.told == DONE else found.progress or 0.0,
        step=found.step,
        error=found.error if found.told in ("failed", "cancelled", "queued") else None,
        weeks=row.weeks,
        origins=row.origins,
        horizon=row.horizon,
        seed=row.seed,
        actor_name=row.actor_name,
        created_at=row.created_at,
        finished_at=row.finished_at,
    )
