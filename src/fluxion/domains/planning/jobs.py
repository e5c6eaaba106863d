"""The planning run: gather, compute, save; and its place in the timetable."""

import json
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain
from typing import Any, TypeVar

import duckdb
import numpy as np
import pyarrow as pa
from pydantic import BaseModel

from fluxion.base.buckets import Buckets
from fluxion.base.jobs import JobContext, job
from fluxion.base.work import SYSTEM, Actor, Work
from fluxion.domains import history
from fluxion.domains.planning.actions.backtests import keep_backtest
from fluxion.domains.planning.actions.runs import TITLE, run_row, start_run
from fluxion.domains.planning.actions.saving import Ready, forget_old, prepare_plan, save_plan
from fluxion.domains.planning.reads.alerts import exceptions_before
from fluxion.domains.planning.reads.backtest_cases import company_case
from fluxion.domains.planning.reads.backtests import company_year
from fluxion.domains.planning.reads.changes import plan_before
from fluxion.domains.planning.reads.earlier import earlier_plans, judged_before, published_by, told_as_judged
from fluxion.domains.planning.reads.gather import gather, open_ids, when_to_plan
from fluxion.domains.planning.reads.published import published_weeks
from fluxion.domains.planning.rules.backtest import Ask, company_figures, run_backtest
from fluxion.domains.planning.rules.changes import change_table, told_of
from fluxion.domains.planning.rules.columns import product_table, series_table, spread_of
from fluxion.domains.planning.rules.exceptions import exception_table, fill_exceptions
from fluxion.domains.planning.rules.judging import Classes, Judged, judge
from fluxion.domains.planning.rules.overrides import overridden_columns
from fluxion.domains.planning.rules.parameters import ABC
from fluxion.domains.planning.rules.plan import Plan, compute
from fluxion.domains.planning.shapes import RunAsk
from fluxion.domains.planning.shapes.backtests import BacktestAsk
from fluxion.domains.planning.tables import DONE, RunRow
from fluxion.values.errors import Text, say

T = TypeVar("T")
RIGHT = "planning.start_run"
PUBLISHED = (history.FORECASTS, history.OVERRIDDEN)
STEPS: dict[str, Text] = {
    "gather": {"es": "Leer ventas, stock y pedidos", "en": "Read sales, stock and orders", "pt": "Ler vendas, estoque e pedidos"},
    "demand": {"es": "Ordenar la demanda", "en": "Arrange demand", "pt": "Organizar a demanda"},
    "forecasts": {"es": "Pronosticar", "en": "Forecast", "pt": "Prever"},
    "policies": {"es": "Calcular stock de seguridad", "en": "Compute safety stock", "pt": "Calcular estoque de segurança"},
    "positions": {"es": "Proyectar el stock", "en": "Project stock", "pt": "Projetar o estoque"},
    "transfers": {"es": "Buscar traslados", "en": "Look for transfers", "pt": "Buscar transferências"},
    "orders": {"es": "Proponer pedidos", "en": "Propose orders", "pt": "Propor pedidos"},
    "replays": {"es": "Repetir el pasado", "en": "Replay the past", "pt": "Repetir o passado"},
    "accuracy": {"es": "Juzgar los pronósticos", "en": "Judge the forecasts", "pt": "Julgar as previsões"},
    "publish": {"es": "Publicar", "en": "Publish", "pt": "Publicar"},
}


class PlanArgs(BaseModel):
    """What a planning run was asked for."""

    as_of: date | None = None
    horizon_days: int | None = None


@job("planning.run", queue="heavy", retries=3)
def run_plan(ctx: JobContext, args: PlanArgs) -> dict[str, Any]:
    """Plan the whole company. Nothing is kept until the last commit, so a run that was killed simply starts again.

    One that was killed after that commit finds itself published, and only finishes what is left to do.
    """
    works = AsCompany(ctx)
    run = works.commit(lambda work: run_row(work, ctx.job_id, args.as_of, args.horizon_days))
    if run.state != DONE:
        _plan(ctx, works, args, run.id)
    _keep_forecasts(works, run.id)
    works.commit(lambda work: forget_old(work, run.id))
    return _told(works, run.id)


def _plan(ctx: JobContext, works: "AsCompany", args: PlanArgs, run_id: int) -> None:
    ctx.progress(0.01, say(STEPS["gather"], ctx.lang))
    with works.read() as work:
        opened = open_ids(work)
        as_of, why, newest = when_to_plan(work, args.as_of)
        inputs, cluster = gather(work, as_of, args.horizon_days), work.ports.get(Buckets)
    plan = compute(inputs, lambda share, step: ctx.progress(0.1 + 0.6 * share, say(STEPS[step], ctx.lang)), cluster)
    table = series_table(plan)
    exceptions = exception_table(plan, table)
    with works.read() as work:
        judged, by = _judge(work, plan, newest)

    told = say(STEPS["publish"], ctx.lang)
    with ThreadPoolExecutor(1) as beside:
        changed = beside.submit(_changed, works, plan, table)
        ready = beside.submit(_ready, works, plan, table, run_id, newest)
        history.publish(
            works,
            also=lambda work: save_plan(work, plan, ready.result(), exceptions, run_id, why, opened),
            sections={"plan": _filler(plan, table, exceptions, judged, {"judged": by}, run_id, newest, changed)},
            progress=lambda share, _step: ctx.progress(0.72 + 0.27 * share, told),
        )


def _changed(works: "AsCompany", plan: Plan, table: pa.Table) -> tuple[dict[str, str], pa.Table]:
    """What differs from the plan that pages show until now, and which that is; told while the mart is built."""
    with works.read() as work:
        before = plan_before(work)
    told = {} if before is None else {"before_run_id": str(before.run_id), "before_as_of": before.as_of.isoformat()}
    return told, change_table(before, plan, table)


def _ready(works: "AsCompany", plan: Plan, table: pa.Table, run_id: int, newest: date) -> Ready:
    """What the records will keep of a plan, made while the mart is built."""
    with works.read() as work:
        return prepare_plan(work, plan, table, run_id, newest)


def _judge(work: Work, plan: Plan, newest: date) -> tuple[Judged, str]:
    """What earlier plans were worth, and by what they were judged; only those are judged of which more is known than before."""
    plans = earlier_plans(work, plan.inputs.as_of, newest)
    kept, due = judged_before(work, plans)
    found = judge((published_by(work, each) for each in due), plan.inputs, newest, _classes(plan))
    return kept.beside(found), told_as_judged(plans)


def _keep_forecasts(works: "AsCompany", run_id: int) -> None:
    """Let history keep what was published, to be judged by what sells; what it has already it does not take again."""
    with works.read() as work:
        found = published_weeks(work, run_id)
    for table, rows in zip(PUBLISHED, found or (), strict=False):
        history.record_rows(works, table, f"plan:{run_id}", rows)


def _told(works: "AsCompany", run_id: int) -> dict[str, Any]:
    """What came of a run that is done."""
    with works.read() as work:
        row, generation = work.db.get_one(RunRow, run_id), work.marts.generation(work)
    return {
        "run_id": run_id,
        "as_of": None if row.as_of is None else row.as_of.isoformat(),
        "as_of_reason": row.as_of_reason,
        "data_until": None if row.data_until is None else row.data_until.isoformat(),
        "series": row.series,
        **{name: row.figures[name] for name in ("suggestions", "transfers", "alerts")},
        "generation": generation,
    }


@job("planning.backtest", queue="heavy", retries=1)
def replay_past(ctx: JobContext, args: BacktestAsk) -> dict[str, Any]:
    """Replay what the person may see; nothing is kept until the result is, so a run that was killed simply starts again."""
    ctx.progress(0.01, say(STEPS["gather"], ctx.lang))
    with ctx.works.read() as work:
        case, year = company_case(work, args.weeks, seed=args.seed), company_year(work)
    ask = Ask(weeks=args.weeks, origins=args.origins, horizon=args.horizon, seed=args.seed)
    result = run_backtest(case, ask, lambda share, step: ctx.progress(0.05 + 0.9 * share, say(STEPS[step], ctx.lang)))
    result["company"] = company_figures(case, year)
    told: dict[str, Any] = {"series": result["data"]["series"]}
    ctx.works.last_commit(told, lambda work: told.update(backtest_id=keep_backtest(work, ctx.job_id, result)))
    return told


@job("planning.nightly", queue="light", cron="30 3 * * *", title=TITLE)
def run_nightly(ctx: JobContext, _args: dict[str, Any]) -> dict[str, Any]:
    """Ask for the plan of every night; without sales there is nothing to plan yet."""
    with ctx.works.write(SYSTEM) as work:
        if history.data_until(work) is None:
            return {"skipped": "no sales"}
        return {"job_id": start_run(work, RunAsk()).job_id}


@dataclass(frozen=True)
class AsCompany:
    """Opens the job's units of work as the company: a plan is made for all of it, whoever asked."""

    ctx: JobContext

    @contextmanager
    def read(self, _actor: Actor | None = None, /) -> Iterator[Work]:
        with self.ctx.works.read(SYSTEM) as work:
            yield work

    def commit(self, change: Callable[[Work], T], /) -> T:
        return self.ctx.works.commit(change, SYSTEM)


def _classes(plan: Plan) -> Classes:
    return Classes(plan.series.product_id, plan.series.location_id, np.asarray(ABC)[plan.policy.abc])


def _filler(
    plan: Plan,
    table: pa.Table,
    exceptions: pa.Table,
    judged: Judged,
    told: dict[str, str],
    run_id: int,
    newest: date,
    changed: "Future[tuple[dict[str, str], pa.Table]]",
) -> Callable[[duckdb.DuckDBPyConnection, Work], None]:
    """What writes the plan into the draft of the next mart generation."""
    meta = {
        "run_id": str(run_id),
        "as_of": plan.inputs.as_of.isoformat(),
        "data_until": min(newest, plan.inputs.as_of - timedelta(days=1)).isoformat(),
        "horizon": str(plan.inputs.horizon),
        "spread": json.dumps(spread_of(plan)),
        "told": json.dumps(sorted(told_of(plan), key=repr)),
        **told,
    }
    tables = {
        "plan_series": table,
        "plan_product": product_table(plan),
        "plan_accuracy": judged.accuracy,
        "plan_override": judged.overrides,
        "plan_overridden": pa.table(overridden_columns(plan.overridden, plan.series)),
    }

    def late() -> Iterator[tuple[str, pa.Table]]:
        before, changes = changed.result()
        yield "plan_change", changes
        yield "plan_meta", pa.table({"key": [*meta, *before], "value": [*meta.values(), *before.values()]})

    def fill(con: duckdb.DuckDBPyConnection, work: Work) -> None:
        fill_exceptions(con, exceptions, exceptions_before(work), work.now)
        for name, rows in chain(tables.items(), late()):
            con.register("planned", rows)
            con.execute(f"insert into {name} by name select * from planned")
            con.unregister("planned")

    return fill
