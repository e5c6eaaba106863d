"""What changed since the plan before: orders added, removed, raised, lowered, and why; nothing when nothing did."""

import csv
import io
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from tests.domains.planning.company import (
    ACME,
    BEANS,
    BUYER,
    DC,
    LAMP,
    NORTH,
    RICE,
    SHOP,
    SOUTH,
    SUPPLIERS,
    TODAY,
    company,
    confined,
    plan,
    sales,
)

from fluxion.base.exports import CsvStyle, write_sheet
from fluxion.base.paging import Ask
from fluxion.base.work import Actor, Works
from fluxion.domains import catalog, history, partners, stock
from fluxion.domains.planning.actions.calendar import create_event
from fluxion.domains.planning.actions.overrides import create_override
from fluxion.domains.planning.actions.parameters import set_parameter
from fluxion.domains.planning.actions.suggestions import approve_suggestions, reject_suggestions
from fluxion.domains.planning.errors import NoPlan
from fluxion.domains.planning.reads.changes import change_sheet, change_summary, plan_changes
from fluxion.domains.planning.shapes import (
    ChangeFilter,
    ChangeView,
    EventDraft,
    OverrideDraft,
    ParameterDraft,
    SuggestionChoice,
    SuggestionFilter,
    SuggestionRejections,
)
from fluxion.values.errors import Forbidden


def changes(works: Works, actor: Actor = BUYER, **wanted: object) -> dict[tuple[int, int], ChangeView]:
    with works.read(actor) as work:
        found = plan_changes(work, Ask(limit=200), ChangeFilter.model_validate(wanted)).items
    return {(each.product.id, each.location.id): each for each in found}


def holds(works: Works, product: int, units: int) -> None:
    with works.write() as work:
        stock.set_levels(work, [{"product_id": product, "location_id": SHOP, "on_hand": Decimal(units)}])


def test_without_a_plan_before_there_is_nothing_to_compare(small: Works) -> None:
    with small.read(BUYER) as work, pytest.raises(NoPlan):
        plan_changes(work, Ask(), ChangeFilter())
    plan(small)
    with small.read(BUYER) as work:
        told = change_summary(work, ChangeFilter())
    assert (told.run.as_of, told.before, told.kinds, told.reasons) == (TODAY, None, [], [])
    assert changes(small) == {}


def test_a_plan_of_the_same_changes_nothing(small: Works) -> None:
    plan(small)
    plan(small)
    with small.read(BUYER) as work:
        told = change_summary(work, ChangeFilter())
    assert changes(small) == {} and told.before is not None and (told.before.id, told.run.id) == (1, 2)


def test_more_stock_takes_an_order_off_and_says_so(small: Works) -> None:
    plan(small)
    holds(small, BEANS, 500)
    plan(small)
    [(key, each)] = changes(small).items()
    assert key == (BEANS, SHOP)
    assert (each.kind, each.kind_text, each.reason) == ("removed", "Ya no se propone", "stock")
    assert (each.before, each.after, each.difference, each.by_stock, each.by_demand) == (100, 0, -100, -490, 0)
    assert (each.value, each.currency) == (Decimal("-400.00"), "USD")
    holds(small, BEANS, 10)
    plan(small)
    assert [(back.kind, back.reason, back.difference) for back in changes(small).values()] == [("added", "stock", 100)]


def set_service(works: Works) -> None:
    with works.write(BUYER) as work:
        set_parameter(work, ParameterDraft(name="review_period_days", value=21, product_id=RICE))


def slow_supplier(works: Works) -> None:
    with works.write() as work:
        partners.upsert_suppliers(work, [SUPPLIERS[ACME - 1] | {"lead_time_days": 25}])


def other_pack(works: Works) -> None:
    with works.write() as work:
        catalog.upsert_products(work, [{"sku": "RICE", "name": "Arroz 1 kg", "pack_size": Decimal(500)}])


def override(works: Works) -> None:
    day = {"starts_on": TODAY, "ends_on": TODAY + timedelta(days=20)}
    with works.write(BUYER) as work:
        create_override(work, OverrideDraft(product_id=RICE, location_id=SHOP, kind="factor", value=3.0, reason="Feria", **day))


def fair(works: Works) -> None:
    day = {"starts_on": TODAY, "ends_on": TODAY + timedelta(days=20)}
    with works.write(BUYER) as work:
        create_event(work, EventDraft(name="Feria", kind="promotion", location_id=SHOP, factor=3.0, **day))


@pytest.mark.parametrize(
    ("act", "kind", "reason", "by"),
    [
        (set_service, "raised", "parameter", "by_parameter"),
        (slow_supplier, "raised", "supplier", "by_supplier"),
        (other_pack, "raised", "supplier", "by_supplier"),
        (override, "raised", "event", "by_demand"),
        (fair, "raised", "event", "by_demand"),
        (lambda works: holds(works, RICE, 0), "raised", "stock", "by_stock"),
    ],
)
def test_the_main_reason_is_what_moved_the_need_most(small: Works, act: Callable[[Works], None], kind: str, reason: str, by: str) -> None:
    plan(small)
    act(small)
    plan(small)
    each = changes(small)[RICE, SHOP]
    assert (each.kind, each.reason) == (kind, reason)
    parts = {name: abs(getattr(each, name)) for name in ("by_demand", "by_stock", "by_parameter", "by_supplier")}
    assert max(parts, key=lambda name: parts[name]) == by and each.difference > 0


def test_a_parameter_of_the_stores_is_the_reason_of_what_their_centre_buys(small: Works) -> None:
    plan(small)
    with small.write(BUYER) as work:
        for place in (NORTH, SOUTH):
            set_parameter(work, ParameterDraft(name="review_period_days", value=40, product_id=RICE, location_id=place))
    plan(small)
    each = changes(small)[RICE, DC]
    assert each.reason == "parameter" and each.by_parameter == pytest.approx((40 - 7) * 16, rel=0.35)
    assert abs(each.by_stock) < each.by_parameter / 2


def test_sales_that_rise_are_demand(tmp_path: Path) -> None:
    works = company(tmp_path, until=TODAY - timedelta(days=15))
    plan(works, TODAY - timedelta(days=14))
    history.record_sales(works, "import:2", sales({(RICE, SHOP): 40}, TODAY - timedelta(days=1), days=14))
    history.publish(works)
    plan(works)
    each = changes(works)[RICE, SHOP]
    assert (each.kind, each.reason, each.reason_text) == ("raised", "demand", "Se espera vender otra cantidad")
    with works.read(BUYER) as work:
        told = change_summary(work, ChangeFilter())
    assert told.before is not None and (told.before.as_of, told.run.as_of) == (TODAY - timedelta(days=14), TODAY)


def test_what_was_ordered_rejected_or_limited_says_so(small: Works) -> None:
    plan(small)
    with small.write(BUYER) as work:
        approve_suggestions(work, SuggestionChoice(filter=SuggestionFilter(product_id=BEANS)))
        reject_suggestions(work, SuggestionRejections(filter=SuggestionFilter(product_id=RICE, location_id=SHOP), reason="No"))
    plan(small)
    found = changes(small)
    assert {key: (each.kind, each.reason) for key, each in found.items()} == {
        (BEANS, SHOP): ("removed", "ordered"),
        (RICE, SHOP): ("removed", "decision"),
    }


def test_a_budget_is_a_limit(small: Works) -> None:
    plan(small)
    with small.write(BUYER) as work:
        set_parameter(work, ParameterDraft(name="order_budget", value=1))
    plan(small)
    assert {(each.kind, each.reason) for each in changes(small).values()} == {("removed", "limit")}


def test_changes_are_filtered_summed_and_exported_alike(small: Works, tmp_path: Path) -> None:
    plan(small)
    holds(small, BEANS, 500)
    holds(small, RICE, 0)
    holds(small, LAMP, 0)
    plan(small)
    found = changes(small)
    assert set(changes(small, kind="removed")) == {(BEANS, SHOP)} and {key[0] for key in changes(small, q="arroz")} == {RICE}
    assert changes(small, reason="supplier") == {}
    with small.read(BUYER) as work:
        told = change_summary(work, ChangeFilter())
        write_sheet(change_sheet(work, ChangeFilter()), tmp_path / "changes.csv", "csv", CsvStyle())
    assert sum(each.count for each in told.kinds) == sum(each.count for each in told.reasons) == len(found)
    assert sum(each.value or 0 for each in told.kinds) == sum(each.value or 0 for each in found.values())
    rows = list(csv.DictReader(io.StringIO((tmp_path / "changes.csv").read_text())))
    assert {(row["sku"], row["kind"], float(row["difference"])) for row in rows} == {
        (each.product.sku, each.kind, each.difference) for each in found.values()
    }


def test_changes_keep_to_the_places_and_rights_of_a_person(small: Works) -> None:
    plan(small)
    holds(small, BEANS, 500)
    plan(small)
    assert changes(small, confined(2)) == {}
    no_costs = Actor(id=9, name="Eva", rights=BUYER.rights - {"insights.see_cost"})
    assert {each.value for each in changes(small, no_costs).values()} == {None}
    with small.read(no_costs) as work:
        assert {each.value for each in change_summary(work, ChangeFilter()).kinds} == {None}
        with pytest.raises(Forbidden):
            plan_changes(work, Ask(sort="value"), ChangeFilter())
