"""What changed between a plan and the one before it: orders added, removed or of another size, and the main reason of each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from fluxion.domains.planning.rules.inputs import Flags, Floats, Ints, rising
from fluxion.domains.planning.rules.plan import Plan
from fluxion.values.errors import Text

FIGURES = (
    *("suggested", "planned", "protection_days", "lead_time_days", "lead_time_sd", "review_days", "service_kind", "service_level"),
    *("fill_rate_target", "safety_factor", "stock_level_rule", "safety_stock", "order_up_to", "position", "moved_in", "moved_out"),
    *("stores_need", "on_order", "in_transit", "later", "moq", "pack_size", "stock_cost", "rejection_id"),
)
WORDS = ("outcome", "source_lead_time_days", "source_service_level")
COLUMNS = ("product_id", "location_id", "category_id", "supplier_id", "is_centre", *WORDS, *FIGURES)
STATED = ("service_kind", "fill_rate_target", "safety_factor", "stock_level_rule")
BY_CLASS = "matrix"
"""Where a service level comes from that follows the class of a series: it changes with its sales, not because somebody set it."""
FROM_SUPPLIERS = ("supplier", "supply", "measured")
LIMITS = ("held_for_minimum", "cut_by_limit", "above_shelf_life")
SMALL = 1e-6
EVER = 10**6
WIDE = np.int64(2**31)

REASONS: dict[str, Text] = {
    "demand": {
        "es": "Se espera vender otra cantidad",
        "en": "Other sales are expected",
        "pt": "Espera-se vender outra quantidade",
    },
    "event": {
        "es": "Un evento, un ajuste o un reemplazo empezó, terminó o cambió",
        "en": "An event, an override or a replacement began, ended or changed",
        "pt": "Um evento, um ajuste ou uma substituição começou, terminou ou mudou",
    },
    "stock": {
        "es": "Cambió lo que hay, lo que viene o lo que se traslada",
        "en": "What is there, comes or moves has changed",
        "pt": "Mudou o que há, o que vem ou o que se transfere",
    },
    "ordered": {"es": "Ya se pidió", "en": "It was ordered meanwhile", "pt": "Já foi pedido"},
    "parameter": {
        "es": "Cambió un parámetro: servicio, revisión o plazo fijado",
        "en": "A parameter changed: service, review or a lead time that was set",
        "pt": "Mudou um parâmetro: serviço, revisão ou prazo fixado",
    },
    "supplier": {
        "es": "Cambió el proveedor, su plazo, su mínimo o su empaque",
        "en": "The supplier changed, or its lead time, minimum or pack",
        "pt": "Mudou o fornecedor, o prazo, o mínimo ou a embalagem",
    },
    "limit": {
        "es": "Un límite: presupuesto, mínimo del proveedor, contenedor o vida útil",
        "en": "A limit: budget, the supplier's minimum, container or shelf life",
        "pt": "Um limite: orçamento, mínimo do fornecedor, contêiner ou validade",
    },
    "review": {"es": "El día de revisión", "en": "The day of review", "pt": "O dia de revisão"},
    "decision": {
        "es": "Alguien lo rechazó, o volvió después de un rechazo",
        "en": "Somebody rejected it, or it is back after a rejection",
        "pt": "Alguém rejeitou, ou voltou depois de uma rejeição",
    },
}
"""The main reason of a change, in words."""
KINDS: dict[str, Text] = {
    "added": {"es": "Nuevo", "en": "New", "pt": "Novo"},
    "removed": {"es": "Ya no se propone", "en": "No longer proposed", "pt": "Já não se propõe"},
    "raised": {"es": "Más", "en": "More", "pt": "Mais"},
    "lowered": {"es": "Menos", "en": "Less", "pt": "Menos"},
}

SCHEMA = pa.schema(
    [("product_id", pa.int32()), ("location_id", pa.int32()), ("kind", pa.string()), ("reason", pa.string())]
    + [
        (name, pa.float64())
        for name in ("before", "after", "difference", "unit_cost", "by_demand", "by_stock", "by_parameter", "by_supplier")
    ]
)


@dataclass(frozen=True)
class Before:
    """The plan before: its run, its day, its series (`COLUMNS`) and what people had written down for it."""

    run_id: int
    as_of: date
    series: pa.Table
    told: frozenset[tuple[Any, ...]]


@dataclass(frozen=True)
class Sides:
    """The same pairs in both plans: figures by name, 0 where a plan does not have the pair."""

    then: dict[str, np.ndarray]
    now: dict[str, np.ndarray]

    def rise(self, name: str) -> Floats:
        """How much more of it there is now."""
        return np.asarray(self.now[name] - self.then[name], np.float64)

    def of(self, rows: Ints) -> Sides:
        """Some of the pairs."""
        return Sides(*({name: values[rows] for name, values in each.items()} for each in (self.then, self.now)))

    def differs(self, *names: str) -> Flags:
        """Where any of these is not what it was."""
        return np.asarray(np.any([self.now[name] != self.then[name] for name in names], axis=0), np.bool_)


def told_of(plan: Plan) -> frozenset[tuple[Any, ...]]:
    """What people wrote down that acts on days of the plan or later: product, category, location, first and last day, and what."""
    first, known = plan.inputs.as_of.toordinal(), plan.inputs.known
    dated = [(e.product_id, e.category_id, e.location_id, first + e.first, first + e.last, e.kind, e.factor) for e in known.happenings]
    dated += [(e.product_id, e.category_id, e.location_id, first + e.first, first + e.last, e.kind, e.value) for e in known.overrides]
    for link in known.successions:
        dated += [(each, None, None, first + link.first, EVER, "link", link.share) for each in (link.successor_id, link.predecessor_id)]
    return frozenset(each for each in dated if each[4] >= first)


def change_table(before: Before | None, plan: Plan, table: pa.Table) -> pa.Table:
    """Every order that is not what it was in the plan before, as `plan_change` holds it; nothing without a plan before."""
    if before is None:
        return SCHEMA.empty_table()
    sides, pairs = _sides(before.series, table.select(COLUMNS))
    moved = _with_stores(_contributions(sides), sides, _parents(plan, pairs))
    at = np.flatnonzero(np.abs(sides.rise("suggested")) > SMALL)
    sides, moved = sides.of(at), {name: units[at] for name, units in moved.items()}
    product, location = np.divmod(pairs[at], WIDE)
    then, now = sides.then["suggested"], sides.now["suggested"]
    reasons = _reasons(sides, moved, _touched(before, plan, sides, product, location))
    columns = {
        "product_id": product,
        "location_id": location,
        "kind": np.select([then == 0, now == 0, now > then], ["added", "removed", "raised"], "lowered"),
        "reason": reasons,
        "before": then,
        "after": now,
        "difference": np.round(now - then, 3),
        "unit_cost": np.where(sides.now["stock_cost"] > 0, sides.now["stock_cost"], sides.then["stock_cost"]),
        **{f"by_{name}": np.round(units, 3) for name, units in moved.items()},
    }
    return pa.table({field.name: pa.array(columns[field.name].tolist(), field.type) for field in SCHEMA})


def _sides(then: pa.Table, now: pa.Table) -> tuple[Sides, Ints]:
    """Both plans on the pairs that either of them has."""
    keys = [each["product_id"].to_numpy().astype(np.int64) * WIDE + each["location_id"].to_numpy() for each in (then, now)]
    pairs = rising(*keys)

    def spread(rows: pa.Table, key: Ints) -> dict[str, np.ndarray]:
        at = np.searchsorted(pairs, key)
        found: dict[str, np.ndarray] = {}
        for name in COLUMNS:
            if name in WORDS:
                words = rows[name].cast(pa.string()).combine_chunks().dictionary_encode()
                found[name] = np.full(len(pairs), "", object)
                found[name][at] = np.array([*words.dictionary.to_pylist(), ""], object)[words.indices.to_numpy()]
                continue
            none = -1.0 if name in ("supplier_id", "category_id") else 0.0
            found[name] = np.full(len(pairs), none)
            found[name][at] = np.nan_to_num(rows[name].cast(pa.float64()).to_numpy(), nan=none)
        return found

    return Sides(spread(then, keys[0]), spread(now, keys[1])), pairs


def _parents(plan: Plan, pairs: Ints) -> Ints:
    """The pair that supplies each pair, -1 where suppliers do."""
    series, parent = plan.series, np.full(len(pairs), -1)
    at = np.searchsorted(pairs, series.product_id.astype(np.int64) * WIDE + series.location_id)
    parent[at] = np.where(series.parent >= 0, at[np.maximum(series.parent, 0)], -1)
    return parent


def _with_stores(moved: dict[str, Floats], sides: Sides, parent: Ints) -> dict[str, Floats]:
    """What moved the levels of the locations that a centre supplies moved its own need for the same cause; what they hold stays stock."""
    causes = {name: units.copy() for name, units in moved.items()}
    for name in ("demand", "parameter", "supplier"):
        row, up = np.arange(len(parent)), parent
        while np.any(up >= 0):
            row, up = row[up >= 0], up[up >= 0]
            np.add.at(causes[name], up, moved[name][row])
            np.add.at(causes["stock"], up, -moved[name][row])
            up = parent[up]
    asks = sides.rise("stores_need") != 0
    return {name: np.where(asks, causes[name], units) for name, units in moved.items()}


def _contributions(sides: Sides) -> dict[str, Floats]:
    """Units by which each cause moved the need: level = planned + safety; need = level − position − moved in + moved out + what stores lack."""
    days = sides.then["protection_days"]
    pace = np.divide(sides.then["planned"], days, out=np.zeros(len(days)), where=days > 0)
    is_supplied = np.isin(sides.now["source_lead_time_days"], FROM_SUPPLIERS)
    by_lead, by_review = pace * sides.rise("lead_time_days"), pace * sides.rise("review_days")
    known = (days > 0) & (sides.now["protection_days"] > 0)
    by_lead, by_review = np.where(known, by_lead, 0.0), np.where(known, by_review, 0.0)
    by_class = (sides.then["source_service_level"] == BY_CLASS) & (sides.now["source_service_level"] == BY_CLASS)
    safety, stated = sides.rise("safety_stock"), (sides.differs(*STATED) | (sides.differs("service_level") & ~by_class)) & known
    delayed = sides.differs("lead_time_days", "lead_time_sd") & known & ~stated
    parameter = by_review + np.where(is_supplied, 0.0, by_lead) + np.where(stated | (delayed & ~is_supplied), safety, 0.0)
    supplier = np.where(is_supplied, by_lead, 0.0) + np.where(delayed & is_supplied, safety, 0.0)
    stock = -sides.rise("position") - sides.rise("moved_in") + sides.rise("moved_out") + sides.rise("stores_need")
    demand = sides.rise("order_up_to") - parameter - supplier
    terms = sides.differs("supplier_id", "moq", "pack_size") & known
    rest = sides.rise("suggested") - demand - parameter - supplier - stock
    return {"demand": demand, "stock": stock, "parameter": parameter, "supplier": supplier + np.where(terms, rest, 0.0)}


def _reasons(sides: Sides, moved: dict[str, Floats], touched: Flags) -> NDArray[np.str_]:
    """The cause that pushed most in the direction of the change, unless a decision, a limit or the calendar says it all."""
    rise, then, now = sides.rise("suggested"), sides.then["outcome"], sides.now["outcome"]
    pushed = np.stack(list(moved.values())) * np.sign(rise)
    largest = np.asarray(list(moved))[pushed.argmax(axis=0)]
    largest = np.where(pushed.max(axis=0) <= SMALL, "limit", largest)
    coming = sides.rise("on_order") + sides.rise("in_transit") + sides.rise("later")
    return np.select(
        [
            (sides.now["rejection_id"] > 0) | (sides.then["rejection_id"] > 0),
            (rise < 0) & (coming >= -rise / 2),
            np.isin(now, LIMITS) | np.isin(then, LIMITS),
            (now == "not_review_day") | (then == "not_review_day"),
            (largest == "demand") & touched,
        ],
        ["decision", "ordered", "limit", "review", "event"],
        largest,
    )


def _touched(before: Before, plan: Plan, sides: Sides, product: Ints, location: Ints) -> Flags:
    """Where something that people wrote down acts on the days planned for in one of the plans and not, or otherwise, in the other."""
    result, told = np.zeros(len(product), np.bool_), told_of(plan)
    ends = [
        (known, day.toordinal(), side["protection_days"])
        for known, day, side in ((before.told, before.as_of, sides.then), (told, plan.inputs.as_of, sides.now))
    ]
    for each in sorted(before.told | told, key=repr):
        acts = [each in known and (each[3] <= first + days) & (each[4] >= first) for known, first, days in ends]
        wanted = zip(each[:3], (product, sides.now["category_id"], location), strict=True)
        holds = np.ones(len(product), np.bool_)
        for at, (asked, has) in enumerate(wanted):
            holds &= asked is None or (has == asked) | ((at == 2) & (sides.now["is_centre"] > 0))
        result |= holds & (np.asarray(acts[0]) != np.asarray(acts[1]))
    return result
