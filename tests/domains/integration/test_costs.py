"""Files of costs: shown first, loaded whole or not at all, loaded again without doubling, taken back; costs that a products file states."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import func, select
from tests.domains.integration.company import PRODUCTS, begun, bring, check, counts, load, try_load, undo

from fluxion.base.facts import FactRow
from fluxion.base.work import SYSTEM, Works
from fluxion.domains import catalog, prices
from fluxion.domains.prices.actions.cost_sheets import create_sheet, edit_sheet, state_cost
from fluxion.domains.prices.reads.costs import product_costs
from fluxion.domains.prices.shapes.cost_sheets import CostIn, SheetEdit, SheetIn
from fluxion.domains.prices.tables import CostComponent, CostSheet, CostVersion
from fluxion.values.errors import Forbidden

D = Decimal
JANUARY, MARCH = date(2026, 1, 1), date(2026, 3, 1)
COSTS = (
    "sku,tipo,nombre,valor,cantidad,moneda,vigente desde\n"
    "A1,Producto,Café,700,,usd,2026-01-01\n"
    "a1,empaque,Bolsa,0.50,2,,2026-01-01\n"
    "A2,mercadoria,,1.25,,,2026-01-01\n"
    "A1,producto,Café,720,,,2026-03-01\n"
    "A1,Embalagem,Bolsa,0.5,2,,2026-03-01\n"
    "A1,frete,Flete,3.1,,,2026-03-01\n"
)


def written(works: Works) -> list[tuple[Any, ...]]:
    """Every cost: product, since when, cost, source, file, components."""
    with works.read() as work:
        query = select(CostVersion, catalog.Product.sku).join(CostSheet, CostSheet.id == CostVersion.sheet_id)
        rows = work.db.execute(query.join(catalog.Product, catalog.Product.id == CostSheet.product_id)).all()
        found = []
        for row, sku in rows:
            parts = work.db.scalars(select(CostComponent).where(CostComponent.version_id == row.id).order_by(CostComponent.position))
            told = [(each.kind, each.name, each.value, each.quantity) for each in parts]
            found.append((sku, row.valid_from, row.cost, row.source, row.reference, told))
        return sorted(found)


def sheets(works: Works) -> int:
    with works.read() as work:
        return work.db.scalars(select(func.count()).select_from(CostSheet)).one()


def cost_at(works: Works, sku: str, day: date) -> Decimal | None:
    with works.read() as work:
        product = work.db.scalars(select(catalog.Product.id).where(catalog.Product.sku == sku)).one()
        return product_costs(work, [product], day, "USD")[product].cost


def sheet_of(works: Works, sku: str, **told: Any) -> int:
    """A sheet made by hand; gives its id."""
    with works.write() as work:
        product = work.db.scalars(select(catalog.Product.id).where(catalog.Product.sku == sku)).one()
        return create_sheet(work, SheetIn.model_validate({"product_id": product, "valid_from": "2026-01-01", **told})).id


CAFE, BAG = ("product", "Café", D(700), D(1)), ("packaging", "Bolsa", D("0.5"), D(2))
LOADED = [
    ("A1", JANUARY, D(701), "import", "archivo.csv", [CAFE, BAG]),
    ("A1", MARCH, D("724.1"), "import", "archivo.csv", [("product", "Café", D(720), D(1)), BAG, ("freight", "Flete", D("3.1"), D(1))]),
    ("A2", JANUARY, D("1.25"), "import", "archivo.csv", [("product", "", D("1.25"), D(1))]),
]


def test_costs_are_shown_loaded_once_changed_and_taken_back(works: Works) -> None:
    begun(works)
    view = bring(works, COSTS, "costs")
    shown = check(works, view)
    assert counts(shown) == {"total": 6, "new": 3, "changed": 3}
    assert (written(works), sheets(works)) == ([], 0)
    first = load(works, view)
    assert (counts(first), written(works), sheets(works)) == (counts(shown), LOADED, 2)
    assert [cost_at(works, "A1", each) for each in (date(2025, 12, 31), JANUARY, date(2026, 2, 28), MARCH)] == [800, 701, 701, D("724.1")]

    assert counts(load(works, bring(works, COSTS, "costs"))) == {"total": 6, "unchanged": 6}
    assert written(works) == LOADED

    dearer = load(works, bring(works, COSTS.replace("720", "730"), "costs"))
    assert counts(dearer) == {"total": 6, "changed": 3, "unchanged": 3}
    assert cost_at(works, "A1", MARCH) == D("734.1")
    undo(works, dearer)
    assert written(works) == LOADED
    undo(works, first)
    assert (written(works), sheets(works), cost_at(works, "A1", MARCH)) == ([], 0, D(800))
    with works.read() as work:
        facts = work.db.scalars(select(FactRow.kind).where(FactRow.kind.startswith("prices.cost")).order_by(FactRow.id)).all()
    assert list(facts) == ["prices.costs_loaded"] * 2 + ["prices.costs_put_back"] * 2


def test_a_component_that_a_file_leaves_out_leaves_the_cost(works: Works) -> None:
    begun(works)
    load(works, bring(works, COSTS, "costs"))
    after = load(works, bring(works, "sku,tipo,nombre,valor,desde\nA1,producto,Café,720,2026-04-01\n", "costs"))
    assert counts(after) == {"total": 1, "changed": 1}
    assert cost_at(works, "A1", date(2026, 4, 1)) == D(720)
    assert [(D(each.before["cost"]), D(each.after["cost"])) for each in after.samples.changed] == [(D("724.1"), D(720))]


def test_a_wrong_row_is_named_and_the_cost_it_belongs_to_is_left_out_whole(works: Works) -> None:
    begun(works)
    bad = (
        "sku,tipo,nombre,valor,cantidad,moneda,desde\n"
        "A1,producto,Café,700,,,2026-01-01\n"
        "A1,empaque,Bolsa,0.5,0,,2026-01-01\n"
        "A2,producto,,1.25,,,2026-01-01\n"
        "A2,regalo,,1,,,2026-01-01\n"
        "A3,producto,,1,,QQQ,2026-01-01\n"
        "ZZ,producto,,1,,,2026-01-01\n"
        "A1,producto,Café,710,,,2026-02-01\n"
        "A3,producto,,1,,,2026-02-01\n"
        "A3,flete,,1,,EUR,2026-02-01\n"
        "A2,producto,,1.5,,,2026-02-01\n"
        "A2,flete,,1,,,pronto\n"
    )
    after = load(works, bring(works, bad, "costs"))
    assert counts(after) == {"total": 11, "new": 1, "error": 10}
    told = {each.row: (each.column, each.reason) for each in after.samples.error}
    whole = "Another row of the same product and day is wrong, and a cost is taken whole; correct it and load again."
    rate = "The exchange rate from EUR to USD for 2026-02-01 is missing; record it under Prices › Exchange rates."
    assert told[2] == told[4] == told[11] == ("sku", whole)
    assert told[3] == ("cantidad", "The quantity must be above zero; remove the line if it does not apply.")
    assert told[5][0] == "tipo"
    assert told[6] == ("moneda", "That currency does not exist; use its three-letter ISO code, such as USD or EUR.")
    assert told[7] == ("sku", "The product does not exist; load it first or correct the code.")
    assert told[9] == told[10] == ("moneda", rate)
    assert told[12][0] == "desde"
    assert written(works) == [("A1", date(2026, 2, 1), D(710), "import", "archivo.csv", [("product", "Café", D(710), D(1))])]


def test_one_component_told_twice_leaves_the_cost_out_whole(works: Works) -> None:
    begun(works)
    twice = "sku,tipo,valor,desde\nA1,producto,700,2026-01-01\nA1,flete,3,2026-01-01\nA1,frete,4,2026-01-01\n"
    view = bring(works, twice)
    assert view.entity == "costs"
    after = load(works, view)
    assert (counts(after), written(works), sheets(works)) == ({"total": 3, "error": 3}, [], 0)
    assert [(each.row, each.code) for each in after.samples.error] == [(2, "refused"), (3, "refused"), (4, "duplicate_in_file")]


def test_what_somebody_said_since_is_kept(works: Works) -> None:
    begun(works)
    first = load(works, bring(works, COSTS, "costs"))
    with works.write() as work:
        ids = {row.sku: row.id for row in work.db.execute(select(catalog.Product.sku, CostSheet.id).join_from(CostSheet, catalog.Product))}
        parts = {"components": [{"value": "650"}], "valid_from": "2026-03-01"}
        state_cost(work, ids["A1"], CostIn.model_validate(parts))
        edit_sheet(work, ids["A2"], SheetEdit(strategy="premium"))
    taken_back = undo(works, first).undone
    assert taken_back is not None
    assert (taken_back.restored, taken_back.kept) == (3, 3)
    assert [(sku, day, cost) for sku, day, cost, *_ in written(works)] == [("A1", MARCH, D(650)), ("A1", MARCH, D("724.1"))]
    assert sheets(works) == 2


def test_a_sheet_that_was_there_takes_the_cost_and_asks_to_be_looked_at_again(works: Works) -> None:
    begun(works)
    sheet = sheet_of(works, "A2", components=[{"value": "1"}], strategy="aggressive")
    after = load(works, bring(works, "sku,tipo,valor,desde\nA2,producto,1.10,2026-02-01\n", "costs"))
    with works.read() as work:
        row = work.db.get_one(CostSheet, sheet)
        assert (row.strategy, row.version) == ("aggressive", 2)
    assert counts(after) == {"total": 1, "changed": 1}
    undo(works, after)
    assert ([each[:4] for each in written(works)], sheets(works)) == ([("A2", JANUARY, D(1), "manual")], 1)


def test_a_cost_that_a_products_file_changes_goes_into_the_history_of_the_sheet(works: Works) -> None:
    begun(works)
    parts = [{"name": "Café", "value": "790"}, {"type": "packaging", "name": "Bolsa", "value": "1"}]
    sheet_of(works, "A1", components=parts)
    before = written(works)
    dearer = PRODUCTS.replace("800,00", "820,00").replace("1,10", "1,20")
    view = bring(works, dearer, "products")
    check(works, view)
    assert written(works) == before
    after = load(works, view)
    assert counts(after) == {"total": 3, "changed": 2, "unchanged": 1}
    with works.read() as work:
        today = work.today
    bag = ("packaging", "Bolsa", D(1), D(1))
    stated = ("A1", today, D(821), "import", "archivo.csv", [("product", "", D(820), D(1)), bag])
    assert (written(works), sheets(works)) == ([*before, stated], 1)
    assert counts(load(works, bring(works, dearer, "products"))) == {"total": 3, "unchanged": 3}
    assert written(works) == [*before, stated]
    undo(works, after)
    assert (written(works), cost_at(works, "A1", today)) == (before, D(791))


def test_a_stated_cost_without_a_rate_is_announced_and_the_product_is_loaded(works: Works) -> None:
    begun(works)
    parts = [{"value": "600", "currency": "EUR"}, {"type": "freight", "value": "9", "currency": "EUR"}]
    sheet_of(works, "A1", currency="EUR", components=parts)
    before = written(works)
    after = load(works, bring(works, "sku,costo\nA1,810\n", "products"))
    assert (counts(after), written(works)) == ({"total": 1, "changed": 1}, before)
    with works.read() as work:
        assert work.db.scalars(select(catalog.Product.cost).where(catalog.Product.sku == "A1")).one() == D(810)
        assert work.db.scalars(select(FactRow.kind).order_by(FactRow.id.desc()).limit(20)).all().count("prices.cost_not_taken") == 1


def test_costs_take_the_right_to_edit_cost_sheets(works: Works) -> None:
    begun(works)
    reader = replace(SYSTEM, rights=frozenset({"integration.*", "catalog.*", "prices.read"}))
    view = bring(works, COSTS, "costs", actor=reader)
    with pytest.raises(Forbidden):
        try_load(works, view, actor=reader)
    with works.write(reader) as work, pytest.raises(Forbidden):
        prices.undo_costs(work, [])
    assert (written(works), sheets(works)) == ([], 0)
