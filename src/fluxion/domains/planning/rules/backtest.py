"""A backtest: the past replayed week by week through forecasts and rules, each rule along its whole frontier."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fluxion.domains.planning.rules import backtest_policies as rules
from fluxion.domains.planning.rules.backtest_accuracy import judge_origins
from fluxion.domains.planning.rules.backtest_bought import Actual, Curve, as_bought, beside, reached
from fluxion.domains.planning.rules.backtest_case import Case, asked_for, span
from fluxion.domains.planning.rules.backtest_policies import HOLDING_RATE, RIVALS
from fluxion.kernels.replaying import Outcome, at_equal_fill, at_equal_stock, draw_lead_times, replay
from fluxion.kernels.stocking import abc_xyz

Floats = NDArray[np.float64]
Progress = Callable[[float, str], None]

FILLS = (0.80, 0.85, 0.90, 0.93, 0.95, 0.97)
OVERSTOCK_PERIODS = 4.0  # an evening with more than so many protection periods of steady demand is one of overstock
CLASSES = ("A", "B", "C")
BY_UNITS, BY_SKU, BY_CAPITAL = "units", "sku", "capital"


@dataclass(frozen=True)
class Ask:
    """How a backtest is run: so many weeks back, so many origins for the accuracy, these rules, this seed."""

    weeks: int = 26
    origins: int = 4
    horizon: int = 28
    policies: tuple[str, ...] = rules.POLICIES
    seed: int = 0
    holding_rate: float = HOLDING_RATE


@dataclass(frozen=True)
class Stage:
    """Everything that all rules are replayed with."""

    case: Case
    known: rules.Known
    wanted: Floats
    start: int
    warm_up: int
    leads: NDArray[np.int64]
    abc: NDArray[np.int8]
    whole_mean: Floats
    too_much: Floats
    holding_rate: float


def prepare(case: Case, ask: Ask, progress: Progress) -> Stage:
    """Forecasts of every review, and the lead times and opening stock that all rules share."""
    wanted = asked_for(case.real)
    start, warm_up = span(case.demand.n_days, case.step_days, ask.weeks, float(np.median(case.lead)) + case.review)
    reviews = list(range(start, case.demand.n_days, case.review))
    ahead = int(np.ceil(max(float(np.max(case.lead + case.review)), ask.horizon)))
    known = rules.learn(case, wanted, reviews, min(ahead, 180), lambda share: progress(0.05 + 0.6 * share, "forecasts"))
    before = wanted[:, :start]
    worth = before.sum(1) * np.where(np.isfinite(case.price) & (case.price > 0), case.price, 1.0)
    return Stage(
        case=case,
        known=known,
        wanted=wanted[:, start:],
        start=start,
        warm_up=warm_up,
        leads=draw_lead_times(len(reviews), case.lead, case.lead_sd, ask.seed, case.lead_days or None),
        abc=abc_xyz(worth, np.ones(case.n))[0],
        whole_mean=wanted.mean(1),
        too_much=np.maximum(OVERSTOCK_PERIODS * known.planned.mean(0), case.pack),
        holding_rate=ask.holding_rate,
    )


def simulate(stage: Stage, policy: str, knob: float) -> Outcome:
    """What a rule at one setting of its knob would have done."""
    case = stage.case
    level = rules.levels(policy, knob, case, stage.known)
    return replay(
        stage.wanted,
        level,
        stage.leads,
        review_days=case.review,
        warm_up_days=stage.warm_up,
        pack=case.pack,
        moq=case.moq,
        # every rule begins with what it would itself have wanted to have
        opening=np.ceil(np.maximum(level[0], 0.0) / case.pack) * case.pack,
        too_much=stage.too_much,
    )


def run_backtest(case: Case, ask: Ask, progress: Progress = lambda _share, _step: None) -> dict[str, Any]:
    """The whole result as plain values: data, points of every rule, comparisons at equal fill rate and stock, accuracy."""
    stage = prepare(case, ask, progress)
    points: dict[str, list[dict[str, Any]]] = {}
    asked = rules.competing(case, ask.policies)
    actual = as_bought(case, stage.wanted, stage.too_much, stage.start + stage.warm_up)
    curves: dict[str, Curve] = {}
    for done, policy in enumerate(asked):
        made = [(knob, simulate(stage, policy, knob)) for knob in rules.KNOBS[policy]]
        points[policy] = [point(stage, knob, outcome) for knob, outcome in made]
        if actual is not None:
            fills, stocks = zip(*(reached(outcome, actual.rows) for _, outcome in made), strict=True)
            curves[policy] = (list(fills), list(stocks))
        progress(0.65 + 0.25 * (done + 1) / len(asked), "replays")
    accuracy = judge_origins(case.demand, case.real, stage.wanted, stage.start, ask.origins, ask.horizon)
    progress(1.0, "accuracy")
    return {
        "data": _about(stage, ask),
        "policies": [{"code": code, "points": each} for code, each in points.items()],
        "equal_fill": equal_fill(points),
        "equal_stock": equal_stock(points),
        "accuracy": accuracy,
        "bought": None if actual is None else _bought(stage, actual, curves),
    }


def _bought(stage: Stage, actual: Actual, curves: dict[str, Curve]) -> dict[str, Any]:
    """What the company itself did, and the rules on the same series."""
    figures = _figures(stage, actual.outcome, actual.rows) | ({} if actual.knows_outs else {"fill_rate": None, "fill_rate_sku": None})
    return {"series": int(actual.rows.sum()), "figures": figures, "rules": beside(actual, curves)}


def _about(stage: Stage, ask: Ask) -> dict[str, Any]:
    case = stage.case
    return {
        "step": case.demand.step,
        "steps": case.demand.n_days,
        "start": stage.start,
        "warm_up": stage.warm_up,
        "counted": stage.wanted.shape[1] - stage.warm_up,
        "first_day": case.first_day.isoformat() if case.first_day else None,
        "review": case.review,
        "series": case.n,
        "series_total": case.total,
        "left_out": case.left_out,
        "seed": ask.seed,
        "lead_mean": round(float(case.lead.mean()), 2),
        "lead_sd": round(float(case.lead_sd.mean()), 2),
        "holding_rate": stage.holding_rate,
        "has_money": bool(np.all(np.isfinite(case.cost))),
        "stock_out_steps": 0 if case.real.stock_outs is None else len(case.real.stock_outs.day),
        "overstock_periods": OVERSTOCK_PERIODS,
        "demand": round(float(stage.wanted[:, stage.warm_up :].sum()), 2),
    }


def point(stage: Stage, knob: float, done: Outcome) -> dict[str, Any]:
    """One point of a frontier: service, stock, stock-outs and money of all series, and the same by class."""
    everything = np.ones(stage.case.n, np.bool_)
    parts = {name: _figures(stage, done, stage.abc == code) for code, name in enumerate(CLASSES) if np.any(stage.abc == code)}
    return {"knob": round(knob, 4), **_figures(stage, done, everything), "classes": parts}


def _share(part: float, whole: float, digits: int = 5) -> float | None:
    return round(part / whole, digits) if whole > 0 else None


def _figures(stage: Stage, done: Outcome, rows: NDArray[np.bool_]) -> dict[str, Any]:
    case, years = stage.case, done.days * stage.case.step_days / 365.0
    demand, sold, stock = done.demand[rows], done.sold[rows], done.average_stock[rows]
    asked = demand > 0
    usual = stage.whole_mean[rows]
    cost, price = case.cost[rows], case.price[rows]
    has_cost = bool(np.all(np.isfinite(cost)))
    capital = float((stock * cost).sum()) if has_cost else None
    weight = cost if has_cost else np.ones(len(stock))
    steps = done.days * max(int(rows.sum()), 1)
    return {
        "fill_rate": _share(float(sold.sum()), float(demand.sum())),
        "fill_rate_sku": round(float((sold[asked] / demand[asked]).mean()), 5) if asked.any() else None,
        "stock_units": round(float(stock.sum()), 3),
        "stock_days": _share(float(stock.sum()) * done.days * case.step_days, float(demand.sum()), 2),
        "stock_days_sku": round(float((stock[usual > 0] / usual[usual > 0]).mean()) * case.step_days, 2) if np.any(usual > 0) else None,
        "capital": None if capital is None else round(capital, 2),
        "turns": _share(float((sold * weight).sum()) / max(years, 1e-9), float((stock * weight).sum()), 3),
        "stock_outs": int(done.stock_outs[rows].sum()),
        "out_share": round(float(done.days_out[rows].sum()) / steps, 5),
        "overstock_share": round(float(done.overstock_days[rows].sum()) / steps, 5),
        "orders": int(done.orders[rows].sum()),
        "lost_units": round(float((demand - sold).sum()), 3),
        "lost_sales_year": round(float(((demand - sold) * price).sum()) / years, 2) if np.all(np.isfinite(price)) else None,
        "holding_year": None if capital is None else round(capital * stage.holding_rate, 2),
    }


_MEASURES = {BY_UNITS: ("fill_rate", "stock_units"), BY_SKU: ("fill_rate_sku", "stock_days_sku"), BY_CAPITAL: ("fill_rate", "capital")}


def _curve(points: list[dict[str, Any]], measure: str) -> tuple[list[float], list[float]] | None:
    fill, stock = _MEASURES[measure]
    known = [(each[fill], each[stock]) for each in points if each[fill] is not None and each[stock] is not None]
    return ([each[0] for each in known], [each[1] for each in known]) if known else None


def _number(value: float, digits: int = 5) -> float | None:
    return round(value, digits) if np.isfinite(value) else None


def _pairs(points: dict[str, list[dict[str, Any]]]) -> list[tuple[str, str]]:
    ours = [each for each in points if each not in RIVALS]
    return [(mine, rival) for mine in ours for rival in points if rival in RIVALS]


def equal_fill(points: dict[str, list[dict[str, Any]]]) -> list[dict[str, Any]]:
    """Stock of each of our rules beside each rival at the same fill rate; `share` -0.3 is 30 % less, null where one never got there."""
    found = []
    for measure in _MEASURES:
        for mine, rival in _pairs(points):
            ours, theirs = _curve(points[mine], measure), _curve(points[rival], measure)
            for fill in FILLS if ours and theirs else ():
                read = at_equal_fill(fill, ours, theirs)  # type: ignore[arg-type]
                found.append(
                    {
                        "measure": measure,
                        "policy": mine,
                        "rival": rival,
                        "fill_rate": fill,
                        "ours": _number(read.ours, 3),
                        "theirs": _number(read.theirs, 3),
                        "share": _number(read.share),
                    }
                )
    return found


def equal_stock(points: dict[str, list[dict[str, Any]]]) -> list[dict[str, Any]]:
    """Lost demand and stock-outs of each of our rules beside each rival, at the stock with which the rival reaches a fill rate."""
    found = []
    for mine, rival in _pairs(points):
        ours, theirs = _curve(points[mine], BY_UNITS), _curve(points[rival], BY_UNITS)
        most = max(each["stock_outs"] for code in (mine, rival) for each in points[code]) or 1
        served = {code: [1.0 - each["stock_outs"] / most for each in points[code]] for code in (mine, rival)}
        for fill in FILLS if ours and theirs else ():
            stock = at_equal_fill(fill, ours, theirs).theirs  # type: ignore[arg-type]
            if not np.isfinite(stock):
                continue
            lost = at_equal_stock(stock, ours, theirs)  # type: ignore[arg-type]
            events = at_equal_stock(stock, (served[mine], ours[1]), (served[rival], theirs[1]))  # type: ignore[index]
            found.append(
                {
                    "policy": mine,
                    "rival": rival,
                    "rival_fill_rate": fill,
                    "stock": round(stock, 3),
                    "fill_rate": _number(1.0 - lost.ours),
                    "lost_share": _number(lost.share),
                    "stock_outs_share": _number(events.share),
                }
            )
    return found


def company_figures(case: Case, year: dict[str, Any]) -> dict[str, Any]:
    """The company's year with what its own stock-outs cost it: the share of a year's demand that was lost, where they are known."""
    outs, sold, wanted = case.real.stock_outs, float(case.real.units.sum()), float(asked_for(case.real).sum())
    known = outs is not None and len(outs.day) > 0 and wanted > 0
    fill = round(sold / wanted, 5) if known else None
    sales = year["yearly_sales"]
    lost = None if fill is None or sales is None or fill <= 0 else f"{float(sales) * (1 / fill - 1):.2f}"
    return {**year, "lost_sales": lost, "fill_rate": fill}
