"""Suppliers and customers: kept once, searched without accents, loaded many at once."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from fluxion.base.facts import as_json
from fluxion.base.paging import Ask
from fluxion.base.work import Actor, Works
from fluxion.domains import partners
from fluxion.domains.partners import actions, reads
from fluxion.domains.partners.shapes import CustomerEdit, CustomerIn, PartnerFilter, SupplierEdit, SupplierIn
from fluxion.values.errors import BadInput, Forbidden, NotFound, Stale, Taken

D = Decimal


def test_a_supplier_is_kept_in_the_companys_currency_unless_said_otherwise(works: Works) -> None:
    with works.write() as work:
        made = actions.create_supplier(work, SupplierIn(code="Sur", name="Alimentos del Sur", minimum_order_value=D("500.5")))
        assert (made.currency, made.minimum_order_value, made.active, made.version) == ("USD", D("500.5"), True, 1)
        edited = actions.edit_supplier(work, made.id, SupplierEdit(currency="EUR", lead_time_days=9), 1)
        assert (edited.currency, edited.lead_time_days, edited.version) == ("EUR", 9, 2)
        with pytest.raises(Taken) as refused:
            actions.create_supplier(work, SupplierIn(code="SUR", name="Otro"))
        assert refused.value.in_language("en") == "Supplier “SUR” already exists. Choose another."
        with pytest.raises(Stale):
            actions.edit_supplier(work, made.id, SupplierEdit(name="X"), 1)
        with pytest.raises(BadInput):
            actions.edit_supplier(work, made.id, SupplierEdit(currency=None), 2)
        actions.deactivate_supplier(work, made.id, 2)
        assert reads.supplier(work, made.id).active is False
        with pytest.raises(NotFound):
            reads.supplier(work, 99)


def test_customers_are_found_by_any_of_their_words(works: Works) -> None:
    with works.write() as work:
        first = actions.create_customer(work, CustomerIn(code="C1", name="Bodegón Ávila", city="Mérida", tax_id="J-123"))
        actions.create_customer(work, CustomerIn(code="C2", name="Abastos", city="Caracas"))
        for typed in ("avila", "MERIDA bodegon", "j-123", "c1"):
            assert [each.code for each in reads.customers(work, PartnerFilter(q=typed), Ask()).items] == ["C1"], typed
        actions.edit_customer(work, first.id, CustomerEdit(city="Coro"), 1)
        assert reads.customers(work, PartnerFilter(q="merida"), Ask()).items == []
        assert [each.code for each in reads.customers(work, PartnerFilter(), Ask(sort="-city")).items] == ["C1", "C2"]


def test_loads_are_shown_done_and_put_back(works: Works) -> None:
    suppliers: list[dict[str, Any]] = [
        {"code": "A", "name": "Alfa", "lead_time_days": 5},
        {"code": "B", "name": "Beta", "currency": "EUR"},
        {"code": "C"},
    ]
    customers = [{"code": "X", "name": "Equis", "created_on": date(2025, 1, 2), "latitude": 10.5}]
    with works.write() as work:
        shown = partners.upsert_suppliers(work, suppliers, dry_run=True)
        done = partners.upsert_suppliers(work, suppliers)
        assert [(c.outcome, c.after) for c in shown] == [(c.outcome, c.after) for c in done]
        assert [c.outcome for c in done] == ["new", "new", "error"]
        partners.upsert_customers(work, customers)
        assert [c.outcome for c in partners.upsert_customers(work, customers)] == ["unchanged"]
        later = partners.upsert_customers(work, [{"code": "x", "created_on": date(2025, 3, 4), "latitude": None}])
        assert partners.supplier_frame(work).to_pydict()["currency"] == ["USD", "EUR"]
    with works.write() as work:
        images = [(c.key, as_json(c.before), as_json(c.after)) for c in later]
        assert [u.outcome for u in partners.undo_upsert(work, "customers", images)] == ["restored"]
        back = reads.customers(work, PartnerFilter(), Ask()).items[0]
        assert (back.created_on, back.latitude) == (date(2025, 1, 2), 10.5)
        images = [(c.key, as_json(c.before), as_json(c.after)) for c in done[:2]]
        assert [u.outcome for u in partners.undo_upsert(work, "suppliers", images)] == ["removed", "removed"]


def test_rights_are_asked_for(works: Works) -> None:
    reader = Actor(id=1, name="Ana", rights=frozenset({"partners.read"}))
    with works.write(reader) as work:
        assert reads.suppliers(work, PartnerFilter(), Ask()).items == []
        for refused in (
            lambda: actions.create_supplier(work, SupplierIn(code="A", name="A")),
            lambda: actions.create_customer(work, CustomerIn(code="A", name="A")),
            lambda: partners.upsert_suppliers(work, [], dry_run=True),
        ):
            with pytest.raises(Forbidden):
                refused()
