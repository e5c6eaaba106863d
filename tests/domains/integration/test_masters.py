"""Files of masters and stock: shown first, loaded in one piece, the same file twice changes nothing, undone exactly."""

from decimal import Decimal

import pytest
from sqlalchemy import select
from tests.domains.integration.company import LOCATIONS, PRODUCTS, begun, bring, check, counts, everything, load, try_load, undo

from fluxion.base.work import SYSTEM, Works
from fluxion.domains import catalog, partners, planning, purchases, stock
from fluxion.domains.catalog.actions import edit_product
from fluxion.domains.catalog.shapes import ProductEdit


def test_products_bring_their_category_supplier_and_exact_amounts(works: Works) -> None:
    begun(works)
    with works.read() as work:
        coffee = work.db.scalars(select(catalog.Product).where(catalog.Product.sku == "A1")).one()
        assert (coffee.name, coffee.price, coffee.cost, coffee.moq) == ("Café 500 g", Decimal("1250.5"), Decimal(800), Decimal(6))
        supplied = work.db.execute(
            select(catalog.Product.sku, partners.Supplier.code, purchases.Supply.is_preferred)
            .join(purchases.Supply, purchases.Supply.product_id == catalog.Product.id)
            .join(partners.Supplier, partners.Supplier.id == purchases.Supply.supplier_id)
            .order_by(catalog.Product.sku)
        ).all()
        assert [tuple(row) for row in supplied] == [("A1", "ACME", True), ("A2", "ACME", True), ("A3", "Otro", True)]
        sources = dict(work.db.execute(select(catalog.Location.code, catalog.Location.kind)).all())
        assert sources == {"CD1": "dc", "S1": "store", "S2": "store"}


def test_a_dry_run_tells_what_the_load_then_does_and_writes_nothing(works: Works) -> None:
    begun(works)
    before = everything(works)
    changed = (
        PRODUCTS.replace("Té verde", "Té negro").replace("A3;Galleta", "A4;Galleta") + "A5;;Secos;ACME;1;1;1\nA6;Sal;Secos;ACME;uno;1;1\n"
    )
    seen = check(works, bring(works, changed, "products"))
    assert everything(works) == before
    expected = {"total": 5, "new": 1, "changed": 1, "unchanged": 1, "error": 2}
    assert counts(seen) == expected
    assert [(row.key, row.before, row.after) for row in seen.samples.changed] == [("A2", {"name": "Té verde"}, {"name": "Té negro"})]
    assert [(row.row, row.column, row.value, row.code) for row in seen.samples.error] == [
        (5, "Nombre", "A5", "refused"),
        (6, "Precio", "uno", "not_a_number"),
    ]
    assert "is missing" in seen.samples.error[0].reason
    assert counts(load(works, seen)) == expected


def test_the_same_file_twice_changes_nothing(works: Works) -> None:
    begun(works)
    before = everything(works)
    assert counts(load(works, bring(works, PRODUCTS, "products"))) == {"total": 3, "unchanged": 3}
    assert counts(load(works, bring(works, LOCATIONS, "locations"))) == {"total": 3, "unchanged": 3}
    assert everything(works) == before


def test_an_empty_cell_keeps_what_is_there(works: Works) -> None:
    begun(works)
    assert counts(load(works, bring(works, "sku,nombre,costo\nA1,,\nA2,Té verde,1.5\n", "products"))) == {
        "total": 2,
        "changed": 1,
        "unchanged": 1,
    }
    with works.read() as work:
        assert work.db.scalar(select(catalog.Product.cost).where(catalog.Product.sku == "A1")) == Decimal(800)
        assert work.db.scalar(select(catalog.Product.cost).where(catalog.Product.sku == "A2")) == Decimal("1.5")


def test_a_key_twice_counts_once_and_is_a_problem_when_it_says_something_else(works: Works) -> None:
    after = load(works, bring(works, "sku,nombre\nA1,Café\na1 ,Café\nA1,Té\nA2,Sal\n", "products"))
    assert counts(after) == {"total": 4, "new": 2, "error": 2}
    assert [(row.row, row.code, row.reason) for row in after.samples.error] == [
        (3, "duplicate_in_file", "“a1” is in row 2 already, with other data."),
        (4, "duplicate_in_file", "“A1” is in row 2 already, with other data."),
    ]
    assert counts(load(works, bring(works, "sku,nombre\nB1,Café\nB1,Café\n", "products"))) == {"total": 2, "new": 1, "repeated": 1}


def test_undoing_puts_back_exactly_what_was_there(works: Works) -> None:
    begun(works)
    before = everything(works)
    changed = load(works, bring(works, PRODUCTS.replace("Té verde", "Té negro").replace("ACME", "Nuevo").replace("A3", "A9"), "products"))
    assert counts(changed) == {"total": 3, "new": 1, "changed": 2}
    assert everything(works) != before
    after = undo(works, changed)
    assert after.undone is not None
    assert (after.undone.kept, after.undone.kept_samples) == (0, [])
    assert {name: rows for name, rows in everything(works).items() if name != "category"} == {
        name: rows for name, rows in before.items() if name != "category"
    }


def test_undoing_keeps_what_somebody_changed_since_and_says_so(works: Works) -> None:
    begun(works)
    changed = load(works, bring(works, "sku,nombre\nA1,Otro café\nA2,Otro té\n", "products"))
    with works.write() as work:
        product = work.db.scalars(select(catalog.Product).where(catalog.Product.sku == "A1")).one()
        edit_product(work, product.id, ProductEdit(name="A mano"))
    after = undo(works, changed)
    assert after.undone is not None
    assert (after.undone.restored, [(row.entity, row.key) for row in after.undone.kept_samples]) == (1, [("products", "A1")])
    with works.read() as work:
        names = dict(work.db.execute(select(catalog.Product.sku, catalog.Product.name)).all())
    assert (names["A1"], names["A2"]) == ("A mano", "Té verde")


def test_all_or_nothing_loads_nothing_when_a_row_is_wrong(works: Works) -> None:
    begun(works)
    before = everything(works)
    job, after = try_load(works, bring(works, "sku,nombre,precio\nN1,Uno,1\nN2,Dos,x\n", "products"), all_or_nothing=True)
    assert (job.state, job.error_code, after.state) == ("failed", "integration.rows_in_error", "failed")
    assert everything(works) == before


def test_stock_finds_products_and_locations_by_their_codes(works: Works) -> None:
    begun(works)
    content = "sucursal,codigo,existencia,reservado,en pedido,fecha\nS1,a1,10.5,1,,28/02/2026\ns2,A2,-3,,4,28/02/2026\nS1,ZZ,1,,,\nXX,A1,1,,,\n,A3,1,,,\n"
    first = bring(works, content, "stock")
    assert counts(check(works, first)) == {"total": 5, "new": 2, "error": 3}
    after = load(works, first)
    assert [(row.row, row.column, row.value, row.code) for row in after.samples.error] == [
        (4, "codigo", "ZZ", "unknown_sku"),
        (5, "sucursal", "XX", "unknown_location"),
        (6, "sucursal", None, "location_needed"),
    ]
    with works.read() as work:
        levels = work.db.execute(select(stock.StockLevel.on_hand, stock.StockLevel.reserved, stock.StockLevel.on_order_stated)).all()
    assert sorted(tuple(row) for row in levels) == [(Decimal(-3), Decimal(0), Decimal(4)), (Decimal("10.5"), Decimal(1), None)]
    assert counts(load(works, bring(works, content, "stock"))) == {"total": 5, "unchanged": 2, "error": 3}
    assert undo(works, after).undone is not None


def test_stock_in_a_products_file_is_meant_for_the_only_location(works: Works) -> None:
    load(works, bring(works, "code,name,kind\nM,Main,store\n", "locations"))
    content = "sku,name,on_hand\nA1,One,7\nA2,Two,0\n"
    assert counts(load(works, bring(works, content, "products"))) == {"total": 2, "new": 2}
    assert counts(load(works, bring(works, content, "products"))) == {"total": 2, "unchanged": 2}
    assert counts(load(works, bring(works, content.replace("7", "9"), "products"))) == {"total": 2, "changed": 1, "unchanged": 1}
    with works.read() as work:
        assert sorted(work.db.scalars(select(stock.StockLevel.on_hand))) == [Decimal(0), Decimal(9)]


def test_suppliers_customers_and_parameters(works: Works) -> None:
    begun(works)
    suppliers = "codigo,nombre,plazo de entrega,desviacion del plazo,compra minima,moneda\nACME,Acme SA,7,1.5,100.50,usd\nP2,Dos,x,,,\n"
    assert counts(load(works, bring(works, suppliers, "suppliers"))) == {"total": 2, "changed": 1, "error": 1}
    customers = "codigo,nombre,rif,ciudad,latitud,fecha de alta\nC1,Bodega,J-1,Caracas,10.5,15/01/2024\n"
    assert counts(load(works, bring(works, customers, "customers"))) == {"total": 1, "new": 1}
    assert counts(load(works, bring(works, customers, "customers"))) == {"total": 1, "unchanged": 1}
    parameters = "sucursal,categoria,sku,parametro,valor\n,,,service_level,0.97\nS1,,A1,service_level,0.99\n,,,unknown_one,1\n"
    after = load(works, bring(works, parameters, "parameters"))
    assert counts(after) == {"total": 3, "new": 2, "error": 1}
    assert counts(load(works, bring(works, parameters, "parameters"))) == {"total": 3, "unchanged": 2, "error": 1}
    assert undo(works, after).undone is not None
    with works.read() as work:
        assert planning.upsert_parameters(work, [{"name": "service_level", "value": 0.97}], dry_run=True)[0].outcome == "new"


def test_a_person_without_the_right_of_the_rows_is_refused_before_anything_runs(works: Works) -> None:
    from dataclasses import replace

    from fluxion.values.errors import Forbidden

    buyer = replace(SYSTEM, rights=frozenset({"integration.*", "catalog.read", "catalog.edit_product"}))
    view = bring(works, LOCATIONS, "locations", actor=buyer)
    with pytest.raises(Forbidden):
        try_load(works, view, actor=buyer)


def test_supplier_terms_are_brought_with_their_price_breaks_and_taken_back(works: Works) -> None:
    begun(works)
    before = everything(works)
    file = (
        "proveedor,sku,costo,plazo,empaque,preferido,escala de precios\n"
        "ACME,A1,790,9,12,si,100:750; 500:700\nACME,A2,10,,,,\nNadie,A1,1,,,,\nACME,XX,1,,,,\nACME,A3,1,,,,muy barato\n"
    )
    run = load(works, bring(works, file, "supplies"))
    assert counts(run) == {"total": 5, "changed": 2, "error": 3}
    with works.read() as work:
        (terms,) = work.db.scalars(select(purchases.Supply).join(catalog.Product).where(catalog.Product.sku == "A1"))
        assert (terms.cost, terms.lead_time_days, terms.pack_size, terms.price_breaks) == (Decimal(790), 9, Decimal(12), "100:750;500:700")
    undo(works, run)
    assert everything(works) == before
