"""Who supplies what: one product's list, many at once, and products shown with their supplier."""

from decimal import Decimal

import pytest

from fluxion.base.facts import as_json
from fluxion.base.paging import Ask
from fluxion.base.work import Actor, Work, Works
from fluxion.domains import catalog, purchases
from fluxion.domains.purchases import actions, reads, rules
from fluxion.domains.purchases.shapes import OrderEdit, OrderIn, SupplyListIn
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


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("1,000: 0.95", "1000:0.95"),
        ("1.000: 0,95; 5.000: 0,9", "1000:0.95;5000:0.9"),
        ("1,000,000: 2", "1000000:2"),
        ("1.000.000: 1,250", "1000000:1.25"),
        ("1,000.5: 2", "1000.5:2"),
        ("1,000: 0.950; 50: 1.1", "50:1.1;1000:0.95"),
        ("2,5: 4", "2.5:4"),
        ("50: 12,5", "50:12.5"),
        ("100: 0,125", "100:0.125"),
        ("100: 1200", "100:1200"),
    ],
)
def test_a_thousands_separator_is_read_as_what_the_other_numbers_prove_it_to_be(text: str, read: str) -> None:
    assert rules.clean_breaks(text) == read


@pytest.mark.parametrize(
    "text", ["1,000: 2", "1.000: 2", "1,000: 0,95", "50: 1,250", "1,000: 0.95; 50: 0,9", "1,00,000: 0.5", "1.000,5: 0.95"]
)
def test_a_number_that_could_be_two_is_refused_and_never_guessed(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        rules.clean_breaks(text)


def test_breaks_that_are_kept_are_read_as_they_were_written() -> None:
    kept = rules.written_breaks([(D(1000), D("1.125")), (D("2.125"), D(3))])
    assert kept == "2.125:3;1000:1.125"
    assert rules.read_breaks(kept) == ((D("2.125"), D(3)), (D(1000), D("1.125")))


def test_a_line_costs_what_its_quantity_costs_with_the_breaks(company: Works) -> None:
    terms = {"product_id": RICE, "supplier_id": SUR, "price_breaks": "100:1.2;500:1"}
    with company.write() as work:
        purchases.set_supply(work, [terms])
        body = {"supplier_id": SUR, "location_id": 1, "lines": [{"product_id": RICE, "quantity": "99"}]}
        order = actions.create_order(work, OrderIn.model_validate(body))
        assert (order.lines[0].unit_cost, order.total) == (D("1.4"), D("138.6"))
        for quantity, cost, total in (("100", "1.2", "120"), ("500", "1", "500"), ("40", "1.4", "56")):
            edit = OrderEdit.model_validate({"lines": [{"product_id": RICE, "quantity": quantity}]})
            order = actions.edit_order(work, order.id, edit)
            assert (order.lines[0].unit_cost, order.total) == (D(cost), D(total))
        agreed = OrderEdit.model_validate({"lines": [{"product_id": RICE, "quantity": "500", "unit_cost": "1.3"}]})
        assert actions.edit_order(work, order.id, agreed).total == D(650)
        kept = OrderEdit.model_validate({"lines": [{"product_id": RICE, "quantity": "90"}]})
        assert actions.edit_order(work, order.id, kept).lines[0].unit_cost == D("1.3")  # a cost agreed by hand stays
        assert purchases.costs_at(work, [(RICE, SUR, D(99)), (RICE, SUR, D(500)), (BEANS, EUR, D(9)), (RICE, EUR, D(9))]) == {
            (RICE, SUR, D(99)): D("1.4"),
            (RICE, SUR, D(500)): D(1),
        }
