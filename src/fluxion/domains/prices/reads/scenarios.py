"""Scenarios: one's own and those that were shared, reckoned anew each time they are read."""

from decimal import Decimal
from typing import Any

from sqlalchemy import or_, select

from fluxion.base.paging import Ask, Column, Page, Query, read_page
from fluxion.base.search import matches
from fluxion.base.work import Work
from fluxion.domains.prices.reads.calculating import calculate, terms_of_case
from fluxion.domains.prices.reads.policy import SEE_COST
from fluxion.domains.prices.shapes.configurations import Warned
from fluxion.domains.prices.shapes.scenarios import CaseIn, CaseView, ScenarioHead, ScenarioView
from fluxion.domains.prices.tables import PriceScenario
from fluxion.kernels.pricing import half_up
from fluxion.values.errors import NotFound, Refusal

SAME = ("id", "name", "owner_name", "is_shared", "updated_at", "version")
ORDERS: dict[str, Column] = {
    "name": PriceScenario.name_key.expression,
    "updated_at": PriceScenario.updated_at.expression,
    "id": PriceScenario.id.expression,
}


def scenario(work: Work, scenario_id: int) -> ScenarioView:
    """One scenario; raises NotFound for somebody else's that was not shared, or that whoever may not see costs asks for."""
    work.require("prices.calculate")
    row = work.db.scalar(_query(work).where(PriceScenario.id == scenario_id))
    if row is None:
        raise NotFound
    cases = [_case(work, CaseIn.model_validate(each)) for each in row.cases]
    known = {name: getattr(row, name) for name in SAME}
    return ScenarioView(**known, is_mine=is_mine(work, row), cases=cases, created_at=row.created_at)


def scenarios(work: Work, q: str | None, ask: Ask) -> Page[ScenarioHead]:
    """A page of one's own scenarios and of those that were shared, the latest first."""
    work.require("prices.calculate")
    query = _query(work)
    if q:
        query = query.where(matches(PriceScenario.name_key, q))
    key = PriceScenario.id.expression
    return read_page(work.db, work.settings, query, ask, ORDERS, key, lambda row: _head(work, row), "-updated_at")


def is_mine(work: Work, row: PriceScenario) -> bool:
    """Whether the person who asks kept the scenario."""
    return row.owner_id == work.actor.id and row.owner_name == work.actor.name


def _query(work: Work) -> Any:
    own = (PriceScenario.owner_id == work.actor.id) if work.actor.id is not None else PriceScenario.owner_id.is_(None)
    # What others typed may be costs.
    query: Query = select(PriceScenario).where(or_(PriceScenario.is_shared, own) if work.actor.may(SEE_COST) else own)
    return query


def _head(work: Work, row: Any) -> ScenarioHead:
    each: PriceScenario = row.PriceScenario
    return ScenarioHead(**{name: getattr(each, name) for name in SAME}, is_mine=is_mine(work, each), case_count=len(each.cases))


def _case(work: Work, case: CaseIn) -> CaseView:
    try:
        answer = calculate(work, case.calculation)
        currency = terms_of_case(work, case.calculation).currency
    except Refusal as refusal:
        told = "; ".join(each.in_language(work.lang)["message"] for each in refusal.errors) or refusal.in_language(work.lang)
        problem = Warned(code=refusal.code, message=told)
        return CaseView(
            name=case.name, calculation=case.calculation, currency=None, answer=None, competitor_gap_percent=None, problem=problem
        )
    gap = _gap(answer.price, case.calculation.strategy.competitor_price)
    return CaseView(
        name=case.name, calculation=case.calculation, currency=currency, answer=answer, competitor_gap_percent=gap, problem=None
    )


def _gap(price: Decimal | None, theirs: Decimal | None) -> Decimal | None:
    return half_up((price - theirs) / theirs * 100, 1) if price is not None and theirs else None
