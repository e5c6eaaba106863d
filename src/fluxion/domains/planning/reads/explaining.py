"""Why a product is proposed for a location, or why not: from the latest plan and what people decided since."""

from typing import Any

from sqlalchemy import select

from fluxion.base.work import Work
from fluxion.domains.planning.errors import NoPlan
from fluxion.domains.planning.reads.mart import PlanMeta, plan_meta
from fluxion.domains.planning.reads.series import day_text, location_named, product_named, series_row
from fluxion.domains.planning.rules.columns import figures_of
from fluxion.domains.planning.rules.explain import PARAMETER_FIGURES, formula, sentences, why
from fluxion.domains.planning.rules.parameters import PARAMETERS
from fluxion.domains.planning.rules.words import SOURCE_WORDS
from fluxion.domains.planning.shapes import ExplainView, FormulaLine, ParameterInForce
from fluxion.domains.planning.tables import APPROVED, OPEN, REJECTED, SuggestionRow
from fluxion.values.errors import say

SHOWN = ("service_level", "review_period_days", "lead_time_days", "lead_time_sd_days", "safety_factor")


def explain(work: Work, product_id: int, location_id: int) -> ExplainView:
    """The answer to "why this number" and "why not", for every product and location there is."""
    work.require("planning.read")
    product, location = product_named(work, product_id), location_named(work, location_id)
    try:
        meta: PlanMeta | None = plan_meta(work)
    except NoPlan:
        meta = None
    row = series_row(work, product_id, location_id) if meta else None
    if meta is None or row is None:
        days = (meta.as_of, meta.data_until) if meta else (None, None)
        figures: dict[str, Any] = {"outcome": "not_planned", "as_of": day_text(days[0]), "data_until": day_text(days[1])}
    else:
        figures = figures_of(row, meta.as_of, meta.data_until)
    decided = _decision(work, product_id, location_id, meta, row)
    told = sentences(figures, work.lang)
    outcome = figures["outcome"]
    if decided is not None and decided.state in (APPROVED, REJECTED):
        outcome = "rejected" if decided.state == REJECTED else "decided"
        told = [*_decided(work, decided), *(each for each in told if each != why(figures, work.lang))]
    return ExplainView(
        product=product,
        location=location,
        outcome=outcome,
        sentences=told,
        figures=figures | {"outcome": outcome},
        formula=[FormulaLine(**vars(step)) for step in formula(figures, work.lang)],
        parameters=_parameters(work, figures) if row else [],
        data_until=meta.data_until if meta else None,
        as_of=meta.as_of if meta else None,
        run_id=meta.run_id if meta else None,
        suggestion_id=decided.id if decided is not None else None,
    )


def _decision(work: Work, product_id: int, location_id: int, meta: PlanMeta | None, row: dict[str, Any] | None) -> SuggestionRow | None:
    """The suggestion people see for this pair: the open one, else what was decided on after the plan, else the rejection it rests on."""
    if row is not None and row["rejection_id"]:
        return work.db.get(SuggestionRow, row["rejection_id"])
    query = select(SuggestionRow).where(SuggestionRow.product_id == product_id, SuggestionRow.location_id == location_id)
    opened = work.db.scalar(query.where(SuggestionRow.state == OPEN))
    if opened is not None or meta is None:
        return opened
    return work.db.scalar(
        query.where((SuggestionRow.run_id == meta.run_id) & SuggestionRow.state.in_((APPROVED, REJECTED)))
        .order_by(SuggestionRow.decided_at.desc())
        .limit(1)
    )


def _decided(work: Work, row: SuggestionRow) -> list[str]:
    by = {"decided_by": row.decided_by, "decided_on": row.decided_at.date().isoformat() if row.decided_at else None}
    return [why({"outcome": f"{row.state}_by", "quantity": float(row.quantity), "reason": row.reject_reason, **by}, work.lang)]


def _parameters(work: Work, figures: dict[str, Any]) -> list[ParameterInForce]:
    return [
        ParameterInForce(
            name=name,
            label=say(PARAMETERS[name].label, work.lang),
            value=figures[PARAMETER_FIGURES.get(name, name)],
            source=figures[f"source_{name}"],
            source_text=say(SOURCE_WORDS[figures[f"source_{name}"]], work.lang),
        )
        for name in SHOWN
    ]
