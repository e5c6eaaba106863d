"""Backtests over HTTP: ask for one, list them, see the frontiers, and what the improvement is worth."""

from fluxion.base.paging import Page
from fluxion.domains.planning.actions import backtests as actions
from fluxion.domains.planning.reads import backtests as reads
from fluxion.domains.planning.shapes import backtests as shapes
from fluxion.faces.http.edge import PageAsk, ReadWork, RowKey, WriteWork
from fluxion.faces.http.edge import router as make_router

router = make_router("backtests")


@router.post("/planning/backtests", status_code=202, summary="Replay the past")
def start_backtest(work: WriteWork, body: shapes.BacktestAsk) -> shapes.BacktestView:
    """Week by week through forecasts and ordering rules, on real demand with simulated supply; follow `job_id` under `/jobs`."""
    return actions.start_backtest(work, body)


@router.get("/planning/backtests", summary="Backtests, newest first")
def list_backtests(work: ReadWork, ask: PageAsk) -> Page[shapes.BacktestView]:
    return reads.backtests(work, ask)


@router.get("/planning/backtests/{id}", summary="One backtest and how far it is")
def read_backtest(work: ReadWork, id: RowKey) -> shapes.BacktestView:
    return reads.backtest(work, id)


@router.get("/planning/backtests/{id}/result", summary="Frontiers, comparisons and accuracy of a finished backtest")
def read_backtest_result(work: ReadWork, id: RowKey) -> shapes.BacktestResult:
    """Each rule at every setting of its knob: fill rate, stock, stock-outs, turns and capital, in all and by class."""
    return reads.backtest_result(work, id)


@router.post("/planning/backtests/{id}/return", summary="What the improvement is worth a year")
def compute_backtest_return(work: ReadWork, id: RowKey, body: shapes.ReturnAsk) -> shapes.ReturnView:
    """Nothing is kept. Every figure says whether it is the company's own, measured by the replay, assumed, or given here."""
    return reads.backtest_return(work, id, body)
