"""Who supplies what: one product's list, many at once, and products shown with their supplier."""

from decimal import Decimal

import pytest

from fluxion.base.facts import as_json
from fluxion.base.paging import Ask
from fluxion.base.work import Actor, Work, Works
from fluxion.domains import catalog, purchases
from fluxion.domains.purchases import actions, reads
from fluxion.domains.purchases.shapes import SupplyListIn
from fluxion.values.errors import BadInput, NotFound, Stale

D = Decimal
RICE, BEANS, SUR, EUR = 1, 2, 1, 2


def _preferred(work: Work) -> dict[str, str | None]:
    page = reads.products_with_supplier(work, catalog.ProductFilter(), Ask())
    return {each.sku: each.supplier.code if each.supplier else None for each in page.items}


def test_products_show_and_are_found_by_their_preferred_supplier(company: Works) -> None:
    with company.read() as work:
        assert _preferred(work) == {"ARR": "SUR", "FRI": "EUR"}
        found = reads.products_with_supplier(work, catalog.ProductFilter(supplier_id=EUR), Ask(count=True))
        assert ([each.sku for each in found.items], found.total) == (["FRI"], 1)
        rows = [
            dict(zip((c.name for c in sheet.columns), row, strict=True))
            for sheet in [reads.product_sheet(work, catalog.ProductFilter())]
            for row in sheet.rows
        ]
        assert [(row["sku"], row["supplier"], row["cost"]) for row in rows] == [("ARR", "SUR", D("1.5")), ("FRI", "EUR", None)]
        shown = reads.product_with_supplier(work, RICE)
        assert (shown.supplier and shown.supplier.name) == "Alimentos del Sur"


def test_a_new_list_replaces_the_one_before_and_needs_the_version_seen(company: Works) -> None:
    body = {"suppliers": [{"supplier_id": EUR, "cost": "1.10"}, {"supplier_id": SUR, "moq": "12"}]}
    with company.write() as work:
        seen = reads.supply(work, RICE)
        view = actions.replace_supply(work, RICE, SupplyListIn.model_validate(body), seen.version)
        assert [(s.supplier.code, s.is_preferred, s.cost, s.currency, s.moq) for s in view.suppliers] == [
            ("EUR", True, D("1.1"), "EUR", None),
            ("SUR", False, None, "USD", D(12)),
        ]
        assert _preferred(work)["ARR"] == "EUR"
        with pytest.raises(Stale):
            actions.replace_supply(work, RICE, SupplyListIn(suppliers=[]), seen.version)
        emptied = actions.replace_supply(work, RICE, SupplyListIn(suppliers=[]), view.version)
        assert emptied.suppliers == []
        with pytest.raises(NotFound):
            reads.supply(work, 99)


@pytest.mark.parametrize(
    ("suppliers", "code"),
    [
        ([{"supplier_id": 99}], "unknown"),
        ([{"supplier_id": SUR}, {"supplier_id": SUR}], "duplicate"),
        ([{"supplier_id": SUR, "is_preferred": True}, {"supplier_id": EUR, "is_preferred": True}], "two_preferred"),
    ],
)
def test_a_list_that_makes_no_sense_is_refused(company: Works, suppliers: list[dict[str, object]], code: str) -> None:
    with pytest.raises(BadInput) as refused, company.write() as work:
        actions.replace_supply(work, RICE, SupplyListIn.model_validate({"suppliers": suppliers}))
    assert [each.code for each in refused.value.errors] == [code]
    with company.read() as work:
        assert _preferred(work)["ARR"] == "SUR"


def test_loading_supplies_moves_the_preference_and_can_be_put_back(company: Works) -> None:
    rows = [
        {"product_id": RICE, "supplier_id": EUR, "cost": D("1.2"), "is_preferred": True},
        {"product_id": BEANS, "supplier_id": EUR, "cost": D(3)},
        {"product_id": BEANS, "supplier_id": SUR, "pack_size": D(6)},
    ]
    with company.write() as work:
        shown = purchases.set_supply(work, rows, dry_run=True)
        assert _preferred(work) == {"ARR": "SUR", "FRI": "EUR"}
        done = purchases.set_supply(work, rows)
        assert [(c.outcome, c.after) for c in shown] == [(c.outcome, c.after) for c in done]
        assert [c.outcome for c in done] == ["new", "changed", "new"]
        assert _preferred(work) == {"ARR": "EUR", "FRI": "EUR"}
        assert [c.outcome for c in purchases.set_supply(work, rows)] == ["unchanged"] * 3
        undone = purchases.undo_supply(work, [(c.key, as_json(c.before), as_json(c.after)) for c in done])
        assert [u.outcome for u in undone] == ["removed", "restored", "removed"]
        assert _preferred(work) == {"ARR": "SUR", "FRI": "EUR"}
        frame = purchases.supply_frame(work).to_pydict()
        assert (frame["supplier_id"], frame["cost"]) == ([SUR, EUR], [1.4, None])


def test_costs_of_supplies_are_hidden_from_who_may_not_see_them(company: Works) -> None:
    with company.read(Actor(id=9, name="Eva", rights=frozenset({"catalog.read"}))) as work:
        assert [each.cost for each in reads.supply(work, RICE).suppliers] == [None]


def test_price_breaks_are_kept_smallest_first_and_hidden_from_who_may_not_see_costs(company: Works) -> None:
    body = {"suppliers": [{"supplier_id": SUR, "price_breaks": [{"least": "100", "cost": "0.95"}, {"least": "50", "cost": "1.10"}]}]}
    with company.write() as work:
        view = actions.replace_supply(work, RICE, SupplyListIn.model_validate(body))
        assert [(each.least, each.cost) for each in view.suppliers[0].price_breaks] == [(D(50), D("1.1")), (D(100), D("0.95"))]
    with company.read(Actor(id=9, name="Eva", rights=frozenset({"catalog.read"}))) as work:
        assert reads.supply(work, RICE).suppliers[0].price_breaks == []


def test_two_prices_from_the_same_quantity_are_refused(company: Works) -> None:
    body = {"suppliers": [{"supplier_id": SUR, "price_breaks": [{"least": "50", "cost": "1"}, {"least": "50.0", "cost": "2"}]}]}
    with company.write() as work, pytest.raises(BadInput) as refused:
        actions.replace_supply(work, RICE, SupplyListIn.model_validate(body))
    assert [each.pointer for each in refused.value.errors] == ["/suppliers/0/price_breaks"]
