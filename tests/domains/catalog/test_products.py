"""Products, categories and locations one by one: what is kept, what is refused, who sees what."""

from decimal import Decimal

import pytest
from sqlalchemy import select

from fluxion.base.facts import FactRow
from fluxion.base.paging import Ask, BadCursor, BadSort
from fluxion.base.work import Actor, Works
from fluxion.domains import catalog
from fluxion.domains.catalog import actions, reads
from fluxion.domains.catalog.errors import StillInUse, StillSupplies, SuppliedInARing
from fluxion.domains.catalog.shapes import (
    CategoryEdit,
    CategoryIn,
    LocationEdit,
    LocationFilter,
    LocationIn,
    ProductBatch,
    ProductEdit,
    ProductFilter,
    ProductIn,
)
from fluxion.values.errors import BadInput, Forbidden, NotFound, Stale, Taken

CLERK = Actor(id=7, name="Ana", rights=frozenset({"catalog.read"}))


def _ids(page: object) -> list[str]:
    return [item.sku for item in page.items]  # type: ignore[attr-defined]


def test_a_product_is_known_by_its_sku_whatever_the_case(works: Works) -> None:
    with works.write() as work:
        made = actions.create_product(work, ProductIn(sku="Ab-1", name="Aceite", cost=Decimal("2.5")))
        assert (made.sku, made.cost, made.pack_size, made.version) == ("Ab-1", Decimal("2.5"), Decimal(1), 1)
    with pytest.raises(Taken) as refused, works.write() as work:
        actions.create_product(work, ProductIn(sku="AB-1", name="Otro"))
    assert refused.value.in_language("es") == "Ya existe SKU «AB-1». Elija otro."
    with works.read() as work:
        facts = work.db.scalars(select(FactRow.kind).order_by(FactRow.id)).all()
        assert facts == ["catalog.product_created"]


def test_an_edit_changes_only_what_was_sent_and_needs_the_version_seen(works: Works) -> None:
    with works.write() as work:
        made = actions.create_product(work, ProductIn(sku="A", name="Aceite", brand="Sol"))
        edited = actions.edit_product(work, made.id, ProductEdit(name="Óleo", brand=None), version=1)
        assert (edited.name, edited.brand, edited.sku, edited.version) == ("Óleo", None, "A", 2)
        assert _ids(reads.products(work, ProductFilter(q="oleo"), Ask())) == ["A"]
        with pytest.raises(Stale):
            actions.edit_product(work, made.id, ProductEdit(name="X"), version=1)
        with pytest.raises(BadInput) as refused:
            actions.edit_product(work, made.id, ProductEdit(name=None), version=2)
        assert [e.pointer for e in refused.value.errors] == ["/name"]
        with pytest.raises(BadInput):
            actions.edit_product(work, made.id, ProductEdit(category_id=99), version=2)
        fact = work.db.scalars(select(FactRow).where(FactRow.kind == "catalog.product_edited")).one()
        assert fact.data["changes"] == {"name": ["Aceite", "Óleo"], "brand": ["Sol", None]}


def test_deleting_a_product_takes_it_out_of_use(works: Works) -> None:
    with works.write() as work:
        made = actions.create_product(work, ProductIn(sku="A", name="Aceite"))
        actions.deactivate_product(work, made.id, version=1)
        assert reads.product(work, made.id).active is False
        assert _ids(reads.products(work, ProductFilter(active=True), Ask())) == []


@pytest.mark.parametrize("sort", ["sku", "-sku", "name", "-name", "cost", "-cost", "category", "brand", "-price", "created_at"])
def test_pages_cover_the_list_once_in_every_order(works: Works, sort: str) -> None:
    rows = [
        {"sku": f"P{n}", "name": f"N{n % 3}", "cost": None if n % 4 == 0 else Decimal(n % 3), "brand": "b" * (n % 2)} for n in range(11)
    ]
    with works.write() as work:
        catalog.upsert_products(work, rows)
    with works.read() as work:
        whole = _ids(reads.products(work, ProductFilter(), Ask(limit=200, sort=sort)))
        seen, cursor = [], None
        while True:
            page = reads.products(work, ProductFilter(), Ask(limit=4, sort=sort, cursor=cursor, count=True))
            assert page.total == 11
            seen += _ids(page)
            if (cursor := page.next_cursor) is None:
                break
        assert seen == whole
        assert sorted(seen) == sorted(str(row["sku"]) for row in rows)


def test_a_foreign_order_or_cursor_is_refused(works: Works) -> None:
    with works.read() as work:
        with pytest.raises(BadSort):
            reads.products(work, ProductFilter(), Ask(sort="password"))
        with pytest.raises(BadCursor):
            reads.products(work, ProductFilter(), Ask(cursor="AAAA"))


def test_costs_are_hidden_and_cannot_be_guessed_from_the_order(works: Works) -> None:
    with works.write() as work:
        made = actions.create_product(work, ProductIn(sku="A", name="Aceite", cost=Decimal(2), price=Decimal(3)))
    with works.read(CLERK) as work:
        seen = reads.product(work, made.id)
        assert (seen.cost, seen.price) == (None, Decimal(3))
        with pytest.raises(Forbidden):
            reads.products(work, ProductFilter(), Ask(sort="-cost"))
        with pytest.raises(Forbidden):
            actions.edit_product(work, made.id, ProductEdit(name="X"), None)


def test_a_search_does_not_treat_what_was_typed_as_a_pattern(works: Works) -> None:
    with works.write() as work:
        catalog.upsert_products(work, [{"sku": "A_1", "name": "50% más"}, {"sku": "AB1", "name": "500 más"}])
    with works.read() as work:
        assert _ids(reads.products(work, ProductFilter(q="a_1"), Ask())) == ["A_1"]
        assert _ids(reads.products(work, ProductFilter(q="50%"), Ask())) == ["A_1"]
        assert _ids(reads.products(work, ProductFilter(q="MAS a"), Ask())) == ["AB1", "A_1"]


def test_a_batch_tells_what_became_of_each_item(works: Works) -> None:
    with works.write() as work:
        made = actions.create_product(work, ProductIn(sku="A", name="Aceite"))
        items = [{"id": made.id, "price": "3.10"}, {"sku": "a", "name": "Doble"}, {"sku": "B", "name": "Harina"}, {"name": "Sin código"}]
        results = actions.batch_products(work, ProductBatch.model_validate({"items": items})).results
        assert [(r.ok, r.code) for r in results] == [(True, None), (False, "taken"), (True, None), (False, "bad_input")]
        assert _ids(reads.products(work, ProductFilter(), Ask())) == ["A", "B"]
        items = [{"sku": "C", "name": "Café"}, {"sku": "B", "name": "Otra"}]
        results = actions.batch_products(work, ProductBatch.model_validate({"items": items, "atomic": True})).results
        assert [(r.ok, r.code) for r in results] == [(False, "not_done"), (False, "taken")]
    with works.read() as work:
        assert [(p.sku, p.price) for p in reads.products(work, ProductFilter(), Ask()).items] == [("A", Decimal("3.1")), ("B", None)]
        assert work.db.scalars(select(FactRow.kind).order_by(FactRow.id)).all() == [
            "catalog.product_created",
            "catalog.product_edited",
            "catalog.product_created",
        ]


def test_categories_count_their_products_and_stay_while_used(works: Works) -> None:
    with works.write() as work:
        category = actions.create_category(work, CategoryIn(name="Lácteos"))
        product = actions.create_product(work, ProductIn(sku="Q", name="Queso", category_id=category.id))
        with pytest.raises(Taken) as refused:
            actions.create_category(work, CategoryIn(name="LACTEOS"))
        assert refused.value.in_language("pt") == "Já existe a categoria “LACTEOS”. Escolha outro."
        with pytest.raises(StillInUse):
            actions.deactivate_category(work, category.id, 1)
        renamed = actions.edit_category(work, category.id, CategoryEdit(name="Quesos"), 1)
        assert (renamed.name, renamed.products, renamed.version) == ("Quesos", 1, 2)
        actions.deactivate_product(work, product.id)
        actions.deactivate_category(work, category.id, 2)
        assert [c.active for c in reads.categories(work, "quesos", None, Ask()).items] == [False]


def test_a_ring_of_supply_is_refused_and_changes_nothing(works: Works) -> None:
    with works.write() as work:
        centre = actions.create_location(work, LocationIn(code="CD", name="Centro", kind="dc"))
        store = actions.create_location(work, LocationIn(code="T1", name="Tienda", supplied_by_id=centre.id))
    with pytest.raises(SuppliedInARing), works.write() as work:
        actions.edit_location(work, centre.id, LocationEdit(supplied_by_id=store.id), 1)
    with pytest.raises(SuppliedInARing), works.write() as work:
        actions.edit_location(work, centre.id, LocationEdit(supplied_by_id=centre.id), 1)
    with pytest.raises(StillSupplies) as refused, works.write() as work:
        actions.deactivate_location(work, centre.id, 1)
    assert refused.value.in_language("en") == "Location CD supplies T1; change their source first."
    with works.read() as work:
        assert reads.location(work, centre.id).supplied_by_id is None


def test_a_person_confined_to_a_location_sees_only_it(works: Works) -> None:
    with works.write() as work:
        one = actions.create_location(work, LocationIn(code="T1", name="Uno"))
        two = actions.create_location(work, LocationIn(code="T2", name="Dos"))
    confined = Actor(id=8, name="Luis", rights=frozenset({"*"}), locations=frozenset({one.id}))
    with works.read(confined) as work:
        assert [each.code for each in reads.locations(work, LocationFilter(), Ask(count=True)).items] == ["T1"]
        assert catalog.location_frame(work).to_pydict()["code"] == ["T1"]
        with pytest.raises(NotFound):
            reads.location(work, two.id)
    with works.write(confined) as work:
        with pytest.raises(NotFound):
            actions.edit_location(work, two.id, LocationEdit(name="Mía"), 1)
        with pytest.raises(NotFound):
            actions.deactivate_location(work, two.id, 1)
        with pytest.raises(Forbidden):
            actions.create_location(work, LocationIn(code="T3", name="Tres"))
